using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Persons;

using static Decision<PersonEvent>;

internal sealed record NoteConsent(ConsentNote Consent);

internal sealed record WithdrawConsent(PersonId Person, string ConsentId, string By, string? Reason, DateTimeOffset At);

internal static partial class PersonDecider
{
    public static Decision<PersonEvent> Decide(NoteConsent command, Person state) => state switch
    {
        Person.Known known when known.Consents.GetValueOrDefault(command.Consent.ConsentId) != command.Consent.TextVersion =>
            Accept(new ConsentGiven(command.Consent.Person, command.Consent.ConsentId, command.Consent.TextVersion,
                command.Consent.TextSha256, command.Consent.Source, command.Consent.At)),
        _ => Nothing, // given already, or nobody is left to consent
    };

    public static Decision<PersonEvent> Decide(WithdrawConsent command, Person state) => state switch
    {
        Person.Known known when known.Consents.ContainsKey(command.ConsentId) => Accept(new ConsentWithdrawn(
            command.Person, command.ConsentId, command.By, command.Reason, command.At)),
        _ => Refuse(PersonRefusals.NoConsent),
    };
}

internal readonly record struct ConsentKey(Guid PersonId, string ConsentId);

internal sealed record ConsentRow(string TextVersion, string TextSha256, DateTimeOffset GivenAt, DateTimeOffset? WithdrawnAt);

internal sealed class Consents(IEventStore store, TimeProvider time) : IConsents
{
    public static readonly RowProjection<ConsentKey, ConsentRow> Projection = new(
        "consents", "read.consents", [typeof(ConsentGiven), typeof(ConsentWithdrawn)],
        recorded => recorded.Data switch
        {
            ConsentGiven e => [new(e.PersonId.Value, e.ConsentId)],
            ConsentWithdrawn e => [new(e.PersonId.Value, e.ConsentId)],
            _ => [],
        },
        (_, row, recorded) => recorded.Data switch
        {
            ConsentGiven e => new(e.TextVersion, e.TextSha256, e.At, null),
            ConsentWithdrawn e => row! with { WithdrawnAt = e.At },
            _ => row,
        });

    public Task NoteGiven(TenantId tenant, ConsentNote consent, CancellationToken ct) =>
        SessionOf(tenant).Transact(Person.Stream(consent.Person),
            person => PersonDecider.Decide(new NoteConsent(consent), person), ct: ct);

    public async Task<IReadOnlyList<string>> Held(TenantId tenant, PersonId person, CancellationToken ct) =>
        (await SessionOf(tenant).Load(Person.Stream(person), ct: ct)).State is Person.Known known ? [.. known.Consents.Keys] : [];

    public async Task<bool> NoteWithdrawn(
        TenantId tenant, PersonId person, string consentId, string by, string? reason, CancellationToken ct)
    {
        var command = new WithdrawConsent(person, consentId, by, reason, time.GetUtcNow());
        return (await SessionOf(tenant).Transact(
            Person.Stream(person), state => PersonDecider.Decide(command, state), ct: ct)).Refusal is null;
    }

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/consents/{consentId}/withdraw", Withdraw).RequirePermission(Permission.AmendResponses)
            .WithSummary("Note that a person has withdrawn a consent");

    private static async Task<IResult> Withdraw(
        Guid id, string consentId, ErasePersonBody body, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (body.Reason?.Trim().Length is not (> 0 and <= PersonLimits.ReasonLengthMax)) return PersonRefusals.ReasonRequired.ToProblem();
        var command = new WithdrawConsent(new(id), consentId, actor.UserId.ToString(), body.Reason.Trim(), time.GetUtcNow());
        return (await session.Transact(Person.Stream(new(id)), person => PersonDecider.Decide(command, person), ct: ct)).ToHttpResult();
    }

    private EventSession SessionOf(TenantId tenant) =>
        new(store, tenant, new EventMetadata { UserName = SystemActors.PublicForm }, time);
}
