using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Invitations;

/// <summary>What is done by hand about one invitation on the board.</summary>
internal static class ActOnInvitation
{
    private static readonly Refusal NotOpen = new("invitation.not-open", 409,
        "This invitation was answered or withdrawn already.");

    public static void MapActOnInvitation(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/resend", Resend).RequirePermission(Permission.SendForms)
            .WithSummary("Mail the personal link again");
        group.MapPost("/{id:guid}/revoke", Revoke).RequirePermission(Permission.SendForms)
            .WithSummary("Make the personal link lead nowhere");
    }

    private static async Task<IResult> Resend(
        Guid id, EventSession session, PublishedForms forms, InvitationLetters letters, TimeProvider time, CancellationToken ct)
    {
        var (invitation, version) = await session.Load(Invitation.Stream(new(id)), ct: ct);
        if (invitation is Invitation.NotIssued) return InvitationRefusals.NotFound.ToProblem();
        var (response, _) = await session.Load(Response.Stream(Response.IdFor(new(id))), ct: ct);
        if (invitation is not Invitation.Issued issued || response is Response.Submitted) return NotOpen.ToProblem();
        var form = await forms.Load(session.Tenant, issued.Letter.FormId, ct);
        var now = time.GetUtcNow();
        string? refused;
        try
        {
            // The stream's version names the letter: a request that is repeated sends no second one.
            refused = await letters.Resend(
                session.Tenant, issued.Letter, form.Versions[issued.Letter.FormVersion].Form.Name, version, ct);
        }
        catch (MailUnavailableException)
        {
            return InvitationRefusals.MailUnavailable.ToProblem(TimeSpan.FromSeconds(30));
        }
        var outcome = await session.Transact(Invitation.Stream(new(id)), state => refused is null
            ? InvitationDecider.Decide(new NoteInvitationResent(now), state)
            : InvitationDecider.Decide(new NoteInvitationBounced(refused, now), state), ct: ct);
        return outcome.ToHttpResult(_ => new { sentAt = refused is null ? now : (DateTimeOffset?)null, bounced = refused is not null });
    }

    private static async Task<IResult> Revoke(Guid id, EventSession session, TimeProvider time, CancellationToken ct)
    {
        var (response, _) = await session.Load(Response.Stream(Response.IdFor(new(id))), ct: ct);
        if (response is Response.Submitted) return NotOpen.ToProblem();
        return (await session.Transact(Invitation.Stream(new(id)),
            state => InvitationDecider.Decide(new RevokeInvitation(time.GetUtcNow()), state), ct: ct)).ToHttpResult();
    }
}
