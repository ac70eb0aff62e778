using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Correcting;

using static Decision<ResponseEvent>;

/// <param name="Reason">Sealed where there is a person to seal it for; null where none was given.</param>
internal sealed record WithdrawOwnResponse(string? Reason, DateTimeOffset At);

internal static class WithdrawOwnDecider
{
    public static Decision<ResponseEvent> Decide(WithdrawOwnResponse command, Response state) => state switch
    {
        Response.Submitted { WithdrawnAt: not null } => Nothing,
        Response.Submitted when command.Reason is null => Refuse(ResponseRefusals.ReasonRequired),
        Response.Submitted response => Accept(new ResponseWithdrawnBySender(
            response.Receipt.ResponseId, command.Reason, response.Receipt.Respondent.Email, command.At)),
        _ => Refuse(ResponseRefusals.NotFound),
    };
}

/// <summary>
/// Where a form allows it (<c>ui.withdrawable</c>), whoever has sent answers takes them back by the same link for as long as
/// the form takes answers, and says why.
/// </summary>
internal sealed class Withdrawing(IPersons persons, LinkQuotas quotas, IEventStore store, TimeProvider time)
{
    public static readonly Refusal NotWithdrawable = new("form.not-withdrawable", 409,
        "These answers cannot be taken back by this link. Ask whoever sent it to you.");

    public static bool IsOpen(FoundForm found, Response.Submitted response, DateTimeOffset at) =>
        response.WithdrawnAt is null
        && found.Known.Versions[response.Receipt.FormVersion].Form.Definition.Ui.Find("withdrawable") is { ValueKind: JsonValueKind.True }
        && ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, at) is null;

    public async Task<Outcome<Response>> Withdraw(
        FoundForm found, Response.Submitted response, string? reason, HttpContext http, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // A request that is repeated finds that it was done.
        if (response.WithdrawnAt is null && !IsOpen(found, response, now)) return new(response, 0, 0, NotWithdrawable);
        var seal = response.Receipt.PersonId is { } person ? await persons.SealOf(found.Tenant, person, ct) : null;
        var given = reason?.Trim() is { Length: > 0 and <= FormLimits.ReasonLengthMax } text ? text : null;
        var command = new WithdrawOwnResponse(given is null ? null : seal?.Seal(given, Protection.Contact) ?? given, now);
        var session = new EventSession(store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time);
        var outcome = await session.Transact(Response.Stream(response.Receipt.ResponseId),
            state => WithdrawOwnDecider.Decide(command, state), ct: ct);
        // Somebody else may have the place.
        if (outcome.LastSequence > 0 && found.Letter.Quota is not null)
            await quotas.GiveBack(found.Tenant, found.Letter.DistributionId);
        return outcome;
    }
}

internal sealed record WithdrawByLinkBody(string? Reason);

internal static class WithdrawByLinkEndpoint
{
    public static void MapWithdrawByLink(this RouteGroupBuilder group) =>
        group.MapPost("/{token}/submission/withdraw", Handle)
            .WithSummary("Take back what was sent by this link, with a reason, where the form allows it");

    private static async Task<IResult> Handle(
        string token, WithdrawByLinkBody body, HttpContext http, PublicForms forms, Withdrawing withdrawing, CancellationToken ct)
    {
        if (await forms.Find(token, ct) is not { } found) return FormRefusals.UnknownToken.ToProblem();
        if (await forms.ResponseOf(found, ct) is not { } response) return Withdrawing.NotWithdrawable.ToProblem();
        var outcome = await withdrawing.Withdraw(found, response, body.Reason, http, ct);
        return outcome.ToHttpResult(state => new { ((Response.Submitted)state).WithdrawnAt });
    }
}
