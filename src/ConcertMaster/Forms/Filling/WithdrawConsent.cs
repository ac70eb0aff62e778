using ConcertMaster.Forms.Responses;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using ConcertMaster.EventStore.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Filling;

/// <summary>Whoever gave a consent by a personal link takes it back by the same, also after the form was sent.</summary>
internal static class WithdrawConsentByLink
{
    private static readonly Refusal NoConsent = new("form.no-consent", 404,
        "No such consent was given by this link, or it was withdrawn already.");

    public static void MapWithdrawConsent(this RouteGroupBuilder group) =>
        group.MapPost("/{token}/consents/{consentId}/withdraw", Handle).WithSummary("Withdraw a consent that was given by this link");

    private static async Task<IResult> Handle(
        string token, string consentId, PublicForms forms, IConsents consents, CancellationToken ct)
    {
        if (await forms.Find(token, ct) is not { Letter.PersonId: { } person } found) return FormRefusals.UnknownToken.ToProblem();
        return await consents.NoteWithdrawn(found.Tenant, person, consentId, SystemActors.PublicForm, null, ct)
            ? Results.NoContent() : NoConsent.ToProblem();
    }
}
