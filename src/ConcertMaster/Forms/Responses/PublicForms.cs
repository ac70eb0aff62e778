using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Forms.Responses;

/// <summary>What a personal link leads to: the newest version, and those that were out since the link was issued.</summary>
/// <param name="Letter">As it was written: sealed.</param>
/// <param name="Shown">The letter opened: whoever holds the link is the person.</param>
internal sealed record FoundForm(
    TenantId Tenant, Invitation Invitation, InvitationIssued Letter, InvitationIssued Shown, KnownForm Known)
{
    public CompiledForm Form => Known.State is Form.Published published
        ? Known.Versions[published.Latest.Version] : Known.Versions[Letter.FormVersion];

    public bool FormIsClosed => Known.State is Form.Published { IsClosed: true };

    /// <summary>
    /// What whoever fills in cannot change: of what was filled in for them what the sender has locked, and what is asked of
    /// nobody who sees the form.
    /// </summary>
    public IReadOnlyList<string> Locked => Shown.Prefill is not { ValueKind: JsonValueKind.Object } given ? []
        : [.. (Letter.Locked ?? []).Union(Hidden).Where(name => given.TryGetProperty(name, out _))];

    private IEnumerable<string> Hidden => Form.Form.Definition.Fields
        .Where(one => one.Ui?.FindText("widget") == "hidden").Select(one => one.Name);

    /// <summary>The version that a browser shows, which may have been opened before the newest was published.</summary>
    public CompiledForm? VersionOf(int? version) =>
        version is { } wanted && wanted >= Letter.FormVersion ? Known.Versions.GetValueOrDefault(wanted) : null;
}

/// <summary>The side of forms that needs no sign-in: whoever holds the link may look and answer once.</summary>
internal sealed class PublicForms(
    InvitationLinks links, IEventStore store, PublishedForms forms, IDirectory directory, Drafts drafts,
    UploadScanning scanning, Correcting.Correcting correcting, IProtectedValues values, IConsents consents,
    IPersons persons, Retention retention, TimeProvider time)
{
    /// <summary>Null for a link that was never issued, whatever else is wrong with it: it tells a guesser nothing.</summary>
    public async Task<FoundForm?> Find(string token, CancellationToken ct)
    {
        if (await links.Find(token, ct) is not { } link) return null;
        var session = new EventSession(store, link.Tenant, EventMetadata.None, time);
        var (invitation, _) = await session.Load(Invitation.Stream(link.Invitation), ct: ct);
        var letter = invitation switch
        {
            Invitation.Issued issued => issued.Letter,
            Invitation.Revoked revoked => revoked.Letter,
            _ => null,
        };
        if (letter is null) return null;
        var known = await forms.Load(link.Tenant, letter.FormId, ct);
        var shown = await Open(link.Tenant, letter, ct);
        return new(link.Tenant, invitation, letter, shown with { Prefill = WithoutConsents(shown, known) }, known);
    }

    // A box that somebody else has ticked is no consent.
    private static JsonElement? WithoutConsents(InvitationIssued letter, KnownForm known)
    {
        if (letter.Prefill is not { ValueKind: JsonValueKind.Object } given) return letter.Prefill;
        var consents = known.Versions.Where(version => version.Key >= letter.FormVersion)
            .SelectMany(version => version.Value.Form.Definition.Fields)
            .Where(field => given.TryGetProperty(field.Name, out _) && field.Ui?.FindText("widget") == "consent")
            .Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return consents.Count == 0 ? given : JsonShape.ObjectOf(given.EnumerateObject()
            .Where(answer => !consents.Contains(answer.Name)).Select(answer => KeyValuePair.Create(answer.Name, answer.Value)));
    }

    /// <summary>The form, when it can still be answered; otherwise why not.</summary>
    public async Task<(FoundForm? Found, Refusal? Refusal)> Open(string token, CancellationToken ct)
    {
        if (await Find(token, ct) is not { } found) return (null, FormRefusals.UnknownToken);
        if (ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, time.GetUtcNow()) is { } closed
            && await ResponseOf(found, ct) is not { Asked: not null }) return (null, closed);
        if (await ResponseOf(found, ct) is not { } response) return (found, null);
        if (await ErasedAt(found, response, ct) is not null) return (null, ResponseRefusals.Erased);
        return response.Asked is null && !AmendByLink.IsOpen(found, response, time.GetUtcNow())
            ? (null, FormRefusals.AlreadySubmitted) : (found, null);
    }

    /// <summary>Since when nothing of what was sent is to be shown to anybody by this link; null as long as it is.</summary>
    public async Task<DateTimeOffset?> ErasedAt(FoundForm found, Response.Submitted response, CancellationToken ct) =>
        response.Receipt.PersonId is { } person ? await persons.ErasedAt(found.Tenant, person, ct) : null;

    public static object Describe(Response.Submitted response) => new
    {
        response.Receipt.Number,
        SubmittedAt = response.CorrectedAt ?? response.Receipt.At,
        ContentHash = response.CorrectedAt is null ? response.Receipt.ContentHash : response.ContentHash,
    };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/public/forms").WithTags("Public forms");
        group.AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<PublicLimits>().Filter(context, next));
        BeginForm.Map(group);
        group.MapGet("/{token}", Get).WithSummary("The form that a personal link leads to");
        group.MapPost("/{token}/submissions", SubmitResponseEndpoint.Handle).WithSummary("Submit the answers");
        group.MapDrafts();
        DraftLinks.Map(group);
        group.MapUploads();
        group.MapChoices();
        group.MapWithdrawConsent();
        group.MapAmendByLink();
        group.MapWithdrawByLink();
        group.MapNoteProgress();
    }

    private static async Task<IResult> Get(
        string token, HttpContext http, PublicForms forms, BeginForm begin, TestFillings tests, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await forms.Find(token, ct) is { } found ? await forms.Show(found, http, ct)
            : await begin.Find(token, ct) is { } link ? await begin.Show(link, ct)
            : await tests.Find(token, ct) is { } test ? await tests.Show(test, ct)
            : FormRefusals.UnknownToken.ToProblem();
    }

    private async Task<IResult> Show(FoundForm found, HttpContext http, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var response = await ResponseOf(found, ct);
        if (response is null && ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, now) is { } closed)
            return closed.ToProblem();
        if (found.Invitation is Invitation.Issued { OpenedAt: null })
            await new EventSession(store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time).Transact(
                Invitation.Stream(found.Letter.InvitationId),
                invitation => InvitationDecider.Decide(new NoteInvitationOpened(now), invitation), ct: ct);
        if (response is not null && await ErasedAt(found, response, ct) is { } erased)
            return await ShowErased(found, response, erased, ct);
        // What was sent is shown as it was asked.
        var shown = response is null ? found.Form : found.Known.Versions[response.Receipt.FormVersion];
        var form = shown.Form;
        var correction = response?.Asked is null ? null : await correcting.Shown(found, response, ct);
        var amendable = response is not null && AmendByLink.IsOpen(found, response, now);
        return Results.Json(new
        {
            form.Name,
            Organisation = (await directory.Organisation(found.Tenant, ct))?.Name,
            form.Version,
            Definition = shown.Shown,
            Prefill = correction?.Answers ?? found.Shown.Prefill,
            Locked = correction is null ? found.Locked : [],
            Kind = "personal",
            Recipient = new { Name = NameOf(found.Shown.Recipient), found.Letter.Recipient.Language },
            Status = StatusOf(response),
            Correction = correction is null ? null : new { correction.Fields, response!.Asked!.Message, AskedAt = response.Asked.At },
            Deadline = correction is null ? found.Letter.Deadline : null,
            found.Shown.Message,
            Receipt = response is null || correction is not null ? null : Describe(response),
            // What was sent is shown again only where it can be changed: a link may have been forwarded.
            Answers = amendable ? await correcting.Whole(found, response!, ct) : (JsonElement?)null,
            response?.WithdrawnAt,
            Withdrawable = response is not null && Withdrawing.IsOpen(found, response, now),
            // To be withdrawn as easily as they were given.
            Consents = response is not null && found.Letter.PersonId is { } person
                ? await consents.Held(found.Tenant, person, ct) : [],
            Uploads = scanning.Terms,
            Draft = response is null || correction is not null ? await DraftOf(found, response, ct) : null,
        }, AppJson.Options);
    }

    private async Task<IResult> ShowErased(
        FoundForm found, Response.Submitted response, DateTimeOffset at, CancellationToken ct)
    {
        var shown = found.Known.Versions[response.Receipt.FormVersion];
        return Results.Json(new
        {
            shown.Form.Name, Organisation = (await directory.Organisation(found.Tenant, ct))?.Name, shown.Form.Version,
            Definition = shown.Shown, Kind = "personal", Recipient = new { found.Letter.Recipient.Language },
            Status = "erased", ErasedAt = at,
        }, AppJson.Options);
    }

    private static string StatusOf(Response.Submitted? response) => response switch
    {
        null => "open",
        { WithdrawnAt: not null } => "withdrawn",
        { Asked: not null } => "correction",
        _ => "submitted",
    };

    private async Task<InvitationIssued> Open(TenantId tenant, InvitationIssued letter, CancellationToken ct)
    {
        async Task<string?> Text(string? text) =>
            text is null ? null : await values.Open(tenant, text, IProtectedValues.All, ct);
        return letter with
        {
            Recipient = letter.Recipient with
            {
                Email = (await Text(letter.Recipient.Email))!, Name = await Text(letter.Recipient.Name),
            },
            Prefill = letter.Prefill is { } prefill
                ? await values.Open(tenant, prefill, IProtectedValues.All, ct) : null,
            Message = await Text(letter.Message),
        };
    }

    // Whoever came by an open link and was not asked who he is has a name for others, and none to be addressed by.
    private static string? NameOf(Recipient recipient) =>
        recipient is { Email: "", Phone: null } ? null : recipient.DisplayName;

    private async Task<object?> DraftOf(FoundForm found, Response.Submitted? response, CancellationToken ct) =>
        await drafts.Current(found, response, ct) is not var (draft, report) ? null
            : new
            {
                draft.Answers, draft.Page, draft.Version, draft.Revision, draft.SavedAt,
                KeptUntil = retention.Until(draft.SavedAt, response is null ? found.Letter.Deadline : null), CarriedOver = report,
            };

    public async Task<Response.Submitted?> ResponseOf(FoundForm found, CancellationToken ct)
    {
        var session = new EventSession(store, found.Tenant, EventMetadata.None, time);
        var (response, _) = await session.Load(Response.Stream(Response.IdFor(found.Letter.InvitationId)), ct: ct);
        return response as Response.Submitted;
    }
}
