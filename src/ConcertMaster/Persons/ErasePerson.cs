using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Persons;

using static Decision<PersonEvent>;

internal sealed record ErasePerson(PersonId Person, string? Reason, UserId By, DateTimeOffset At);

internal static partial class PersonDecider
{
    public static Decision<PersonEvent> Decide(ErasePerson command, Person state) => state switch
    {
        Person.Erased => Nothing,
        _ when command.Reason?.Trim().Length is not (> 0 and <= PersonLimits.ReasonLengthMax) =>
            Refuse(PersonRefusals.ReasonRequired),
        _ => Accept(new PersonErased(command.Person, command.Reason.Trim(), command.By, command.At)),
    };
}

internal static class PersonLimits
{
    /// <summary>Longest reason for erasing a person or withdrawing a consent, in characters.</summary>
    public const int ReasonLengthMax = 2_000;
}

internal static class PersonRefusals
{
    public static readonly Refusal NotFound = new("person.not-found", 404,
        "There is no such person. It may belong to another organisation; look in the list of persons.");
    public static readonly Refusal ReasonRequired = CommonRefusals.Invalid("person.reason-required",
        "Say why; it is kept. Do not name the person in it.",
        new Fault("/reason", "required", $"1 to {PersonLimits.ReasonLengthMax} characters."));
    public static readonly Refusal NoConsent = new("person.no-consent", 404,
        "This person has given no such consent, or has withdrawn it.");
}

internal sealed record ErasePersonBody(string? Reason);

internal static class ErasePersonEndpoint
{
    public static void MapErasePerson(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/erase", Handle).RequirePermission(Permission.ErasePersons)
            .WithSummary("Erase a person: the key is destroyed, so that nothing sealed with it can be read by anybody");

    private static async Task<IResult> Handle(
        Guid id, ErasePersonBody body, Actor actor, PersonKeys keys, Erasing erasing, TimeProvider time,
        EventSession session, CancellationToken ct)
    {
        var person = new PersonId(id);
        if (!(await keys.Find(session.Tenant, [person], ct)).ContainsKey(person)) return PersonRefusals.NotFound.ToProblem();
        var command = new ErasePerson(person, body.Reason, actor.UserId, time.GetUtcNow());
        var outcome = await session.Transact(
            Person.Stream(person), state => PersonDecider.Decide(command, state), ct: ct);
        // The answer means that it is done. Should this be cut off, the subscription does it.
        if (outcome.State is Person.Erased erased)
            await erasing.Forget(session.Tenant, person, actor.UserId, erased.At, CancellationToken.None);
        return outcome.ToHttpResult(state => new { erasedAt = ((Person.Erased)state).At });
    }
}

/// <summary>Makes it true that a person was erased. Doing it again does nothing.</summary>
internal sealed class Erasing(IEnumerable<IPersonData> data, PersonKeys keys, Database database) : ISubscription
{
    public string Name => "erased persons";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(PersonErased)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        foreach (var recorded in events)
            if (recorded.Data is PersonErased erased) await Forget(recorded.Tenant, erased.PersonId, erased.By, erased.At, ct);
    }

    /// <summary>The key goes last: until then the address is known, by which the rest is found.</summary>
    public async Task Forget(TenantId tenant, PersonId person, UserId by, DateTimeOffset at, CancellationToken ct)
    {
        var email = (await database.For(tenant).Query("select email from app.persons where tenant_id = $1 and person_id = $2",
            row => row.IsDBNull(0) ? null : row.GetString(0), ct, tenant.Value, person.Value)).FirstOrDefault();
        foreach (var one in data) await one.Forget(tenant, person, email, by, ct);
        await keys.Destroy(tenant, person, at, ct);
    }
}
