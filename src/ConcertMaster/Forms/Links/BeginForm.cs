using System.Buffers.Text;
using System.Net.Mail;
using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Letters;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Links;

/// <param name="Challenge">The id of the challenge that <paramref name="Proof"/> answers.</param>
/// <param name="Language">In which the form is read; the personal link is mailed in it.</param>
/// <param name="Website">Nobody sees this field: who fills it in is a robot.</param>
internal sealed record BeginFormBody(
    string? Challenge, string? Proof, string? Email, string? Website, string? Prefill, string? Signature,
    string? Language = null);

/// <summary>
/// Beginning a form by an open link makes a personal link, and from then on all is as if one had been invited: drafts,
/// files, one answer. Where it is one answer for each person, the personal link goes to the address that was named.
/// </summary>
internal sealed class BeginForm(
    OpenLinks links, LinkQuotas quotas, PublishedForms forms, Inviting inviting, IEventStore store, IDirectory directory,
    TimeProvider time)
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/{token}/begin", Handle).WithSummary("Begin a form by an open link: answers a personal link");

    private static async Task<IResult> Handle(
        string token, BeginFormBody body, HttpContext http, BeginForm begin, PublicLimits limits, CancellationToken ct)
    {
        if (await begin.Find(token, ct) is not { } found) return FormRefusals.UnknownToken.ToProblem();
        return limits.MayBegin(http, token) ? await begin.BeginByScript(found, body, http, ct)
            : LinkRefusals.TooManyRequests.ToProblem(TimeSpan.FromMinutes(1));
    }

    public sealed record FoundLink(TenantId Tenant, FormLink.Known Link, Form.Published Form);

    public async Task<FoundLink?> Find(string token, CancellationToken ct)
    {
        if (await links.Find(token, ct) is not { } found) return null;
        var session = new EventSession(store, found.Tenant, EventMetadata.None, time);
        var (link, _) = await session.Load(FormLink.Stream(found.Link), ct: ct);
        return link is FormLink.Known known
            && (await forms.Load(found.Tenant, known.Terms.FormId, ct)).State is Form.Published form
            ? new(found.Tenant, known, form) : null;
    }

    /// <summary>The form as it looks before anybody has begun.</summary>
    public async Task<IResult> Show(FoundLink found, CancellationToken ct)
    {
        var terms = found.Link.Terms;
        if (await WhyClosed(found, ct) is { } closed)
            return closed.ToProblem(terms.OpensAt is { } opens && opens > time.GetUtcNow() ? opens - time.GetUtcNow() : null);
        return Results.Json(new
        {
            found.Form.Latest.Name,
            Organisation = (await directory.Organisation(found.Tenant, ct))?.Name,
            found.Form.Latest.Version,
            Definition = PublicDefinition.Of(found.Form.Latest.Definition),
            terms.Prefill,
            terms.Locked,
            Kind = "open",
            Status = "open",
            Deadline = terms.ClosesAt,
            terms.OnePerPerson,
            Challenge = terms.ProofOfWork ? new { id = links.Challenge(terms.LinkId), bits = OpenLinks.ProofBits } : null,
            Honeypot = "website",
        }, AppJson.Options);
    }

    private async Task<IResult> BeginByScript(FoundLink found, BeginFormBody body, HttpContext http, CancellationToken ct)
    {
        var terms = found.Link.Terms;
        var isProven = !terms.ProofOfWork || links.IsProven(terms.LinkId, body.Challenge, body.Proof);
        var (sent, refusal) = await Begin(found, body, isProven, http, ct);
        return refusal is not null ? refusal.ToProblem()
            : sent is null ? Results.Json(new { mailed = true }, AppJson.Options, statusCode: StatusCodes.Status202Accepted)
            : Results.Json(new { sent.Token, sent.Url }, AppJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <param name="isProven">That no robot asks, as far as such things can be proven.</param>
    /// <returns>The personal link, or neither where it was mailed.</returns>
    public async Task<(SentInvitation? Sent, Refusal? Refusal)> Begin(
        FoundLink found, BeginFormBody body, bool isProven, HttpContext http, CancellationToken ct)
    {
        var terms = found.Link.Terms;
        if (await WhyClosed(found, ct) is { } closed) return (null, closed);
        if (body.Website is { Length: > 0 } || !isProven) return (null, LinkRefusals.ProofNeeded);
        if (body.Prefill is { } written && !links.IsSigned(terms.LinkId, written, body.Signature))
            return (null, LinkRefusals.SignatureInvalid);
        var byMail = terms.OnePerPerson == OnePerPerson.Email;
        if (byMail && !IsAddress(body.Email)) return (null, LinkRefusals.EmailNeeded);
        var (prefill, locked) = Prefilled(terms, body.Prefill);
        var now = time.GetUtcNow();
        var session = new EventSession(store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time);
        var begun = new ByLink(
            terms.LinkId, found.Form.Latest, byMail ? body.Email!.Trim() : null, prefill, locked, terms.ClosesAt, terms.Quota, now,
            body.Language is { } language && LetterLanguages.IsLanguage(language) ? language : null);
        try
        {
            var sent = await inviting.InviteByLink(session, begun, ct);
            return (byMail ? null : sent, null);
        }
        catch (MailUnavailableException)
        {
            return (null, InvitationRefusals.MailUnavailable); // who begins once more has the same link mailed
        }
    }

    public async Task<Refusal?> WhyClosed(FoundLink found, CancellationToken ct) => LinkDecider.WhyClosed(
        found.Link, found.Form.IsClosed, await quotas.Taken(found.Tenant, found.Link.Terms.LinkId, ct), time.GetUtcNow());

    private static (JsonElement? Prefill, IReadOnlyList<string> Locked) Prefilled(FormLinkOpened terms, string? written)
    {
        if (written is null) return (terms.Prefill, terms.Locked);
        var signed = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(written));
        var locked = signed.Find("locked") is { ValueKind: JsonValueKind.Array } names
            ? names.EnumerateArray().Select(name => name.GetString() ?? "") : [];
        // What the link itself says comes last: it can't be overruled by an address of it.
        return (JsonShape.Combine([signed.Find("values") ?? JsonValues.EmptyObject, terms.Prefill ?? JsonValues.EmptyObject]),
            [.. terms.Locked.Union(locked)]);
    }

    private static bool IsAddress(string? email) => email?.Trim() is { Length: > 0 and <= 254 } text
        && MailAddress.TryCreate(text, out var address) && address.Address == text && !text.Any(char.IsControl);
}
