using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Responses;

/// <summary>What a personal link leads to.</summary>
internal sealed record FoundForm(
    TenantId Tenant, Invitation Invitation, InvitationIssued Letter, CompiledForm Form, bool FormIsClosed);

/// <summary>The side of forms that needs no sign-in: whoever holds the link may look and answer once.</summary>
internal sealed class PublicForms(
    InvitationLinks links, IEventStore store, PublishedForms forms, IDirectory directory, TimeProvider time)
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
        var form = await forms.Load(link.Tenant, letter.FormId, ct);
        return new(link.Tenant, invitation, letter, form.Versions[letter.FormVersion],
            form.State is Form.Published { IsClosed: true });
    }

    public static object Describe(ResponseSubmitted receipt) =>
        new { receipt.Number, SubmittedAt = receipt.At, receipt.ContentHash };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/public/forms").WithTags("Public forms");
        group.MapGet("/{token}", Get).WithSummary("The form that a personal link leads to");
        group.MapPost("/{token}/submissions", SubmitResponseEndpoint.Handle).WithSummary("Submit the answers");
    }

    private static async Task<IResult> Get(
        string token, HttpContext http, PublicForms forms, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await forms.Find(token, ct) is { } found
            ? await forms.Show(found, http, ct)
            : FormRefusals.UnknownToken.ToProblem();
    }

    private async Task<IResult> Show(FoundForm found, HttpContext http, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var session = new EventSession(
            store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time);
        var (response, _) = await session.Load(Response.Stream(Response.IdFor(found.Letter.InvitationId)), ct: ct);
        var receipt = (response as Response.Submitted)?.Receipt;
        if (receipt is null && ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, now) is { } closed)
            return closed.ToProblem();
        if (found.Invitation is Invitation.Issued { OpenedAt: null })
            await session.Transact(Invitation.Stream(found.Letter.InvitationId),
                invitation => InvitationDecider.Decide(new NoteInvitationOpened(now), invitation), ct: ct);
        return Results.Json(new
        {
            found.Form.Form.Name,
            Organisation = (await directory.Organisation(found.Tenant, ct))?.Name,
            found.Form.Form.Version,
            found.Form.Form.Definition,
            found.Letter.Prefill,
            Recipient = new { Name = found.Letter.Recipient.DisplayName },
            Status = receipt is null ? "open" : "submitted",
            found.Letter.Deadline,
            found.Letter.Message,
            Receipt = receipt is null ? null : Describe(receipt),
        }, AppJson.Options);
    }
}
