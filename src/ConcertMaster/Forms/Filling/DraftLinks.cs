using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.PlainPages;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Filling;

/// <param name="Send"><c>copy</c> answers the link, <c>mail</c> sends it to the address of the invitation as well.</param>
/// <param name="Language">That the form is read in: the letter is written in it.</param>
internal sealed record DraftLinkBody(string? Send, string? Language = null);

/// <param name="MailedTo">The address, masked; null when it was not mailed.</param>
internal sealed record DraftLink(string Url, DateTimeOffset ExpiresAt, string? MailedTo);

/// <summary>Links that take a draft to another device, each of which works once.</summary>
internal sealed class DraftLinks(
    Database database, InvitationLinks links, DraftMail mail, IEventStore store, TimeProvider time)
{
    private const int CodeBytes = 24;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/{token}/draft/link", Make).WithSummary("A link that continues this draft on another device, once");
        group.MapPost("/{code}/continue", Continue).WithSummary("Follow such a link: answers the personal link it stands for");
    }

    private static async Task<IResult> Make(
        string token, DraftLinkBody body, PublicForms forms, Drafts drafts, DraftLinks links, CancellationToken ct)
    {
        var (found, refusal) = await forms.Open(token, ct);
        if (found is null) return refusal!.ToProblem();
        if (await drafts.Find(found.Tenant, found.Letter.InvitationId, ct) is null) return FillingRefusals.NoDraft.ToProblem();
        var (link, refused) = await links.Issue(found, body.Send == "mail", body.Language, ct);
        return refused?.ToProblem() ?? Results.Json(link, AppJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <returns>The link, or why it cannot be mailed.</returns>
    public async Task<(DraftLink? Link, Refusal? Refusal)> Issue(
        FoundForm found, bool byMail, string? language, CancellationToken ct)
    {
        var address = found.Shown.Recipient.Email;
        if (byMail && address.Length == 0) return (null, FillingRefusals.NoAddress);
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        var expires = time.GetUtcNow() + FormLimits.DraftLinkKept;
        await database.For(found.Tenant).Execute("""
            with past as (delete from app.draft_links where tenant_id = $1 and invitation_id = $3 and expires_at < $5)
            insert into app.draft_links (tenant_id, code_hash, invitation_id, expires_at) values ($1, $2, $3, $4)
            """, ct, found.Tenant.Value, HashOf(code), found.Letter.InvitationId.Value, expires, time.GetUtcNow());
        var url = $"{links.UrlOf(code)}?continue=1";
        if (byMail && await Mail(found, url, code, language, ct) is { } refusal) return (null, refusal);
        return (new(url, expires, byMail ? Masked(address) : null), null);
    }

    private async Task<Refusal?> Mail(FoundForm found, string url, string code, string? language, CancellationToken ct)
    {
        try
        {
            await mail.Continue(found.Tenant, found.Letter, found.Form.Form, url, code,
                Words.LanguagesOf(found.Form.Form.Definition.Ui).Contains(language) ? language : null, ct);
            return null;
        }
        catch (MailUnavailableException)
        {
            return InvitationRefusals.MailUnavailable;
        }
        catch (MailRefusedException)
        {
            return FillingRefusals.AddressRefused;
        }
    }

    private static async Task<IResult> Continue(string code, HttpContext http, DraftLinks links, CancellationToken ct) =>
        await links.Follow(code, http, ct) is { } token
            ? Results.Json(new { token }, AppJson.Options) : FillingRefusals.LinkUsed.ToProblem();

    /// <summary>Whether it can still be followed. Looking at it does not use it up.</summary>
    public async Task<bool> IsOpen(string code, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select 1 from app.draft_links where code_hash = $1 and used_at is null and expires_at > $2",
            HashOf(code), time.GetUtcNow());
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <returns>The token of the personal link that it stands for; null when it was used, or is too old.</returns>
    public async Task<string?> Follow(string code, HttpContext http, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var command = database.System.CreateCommand("""
            update app.draft_links set used_at = $2 where code_hash = $1 and used_at is null and expires_at > $2
            returning tenant_id, invitation_id
            """, HashOf(code), now);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var (tenant, invitation) = (new TenantId(row.GetString(0)), new InvitationId(row.GetGuid(1)));
        await new EventSession(store, tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time).Transact(
            Invitation.Stream(invitation), state => InvitationDecider.Decide(new NoteInvitationResumed(now), state), ct: ct);
        return links.TokenOf(tenant, invitation);
    }

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    private static string Masked(string address) =>
        address.IndexOf('@') is > 0 and var at ? $"{address[0]}•••{address[at..]}" : "•••";
}
