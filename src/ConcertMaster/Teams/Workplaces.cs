using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Teams;

using static Decision<WorkplaceEvent>;

internal sealed record SetSkills(UserId Person, IReadOnlyList<string> Skills, DateTimeOffset At);

internal sealed record NoteAbsence(
    Guid Id, UserId Person, DateTimeOffset From, DateTimeOffset Until, UserId? Substitute, string? Reason, DateTimeOffset At);

internal sealed record CancelAbsence(Guid Id, UserId Person, DateTimeOffset At);

internal static class WorkplaceDecider
{
    public static Decision<WorkplaceEvent> Decide(SetSkills command, PersonAtWork state)
    {
        var skills = command.Skills.Select(skill => skill.Trim().ToLowerInvariant()).Where(skill => skill.Length > 0)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        if (skills.Count > TeamLimits.SkillCountMax || skills.Any(skill => skill.Length > Limits.NameLengthMax))
            return Refuse(TeamRefusals.SkillsInvalid);
        return skills.SequenceEqual(state.Skills) ? Nothing : Accept(new SkillsSet(command.Person, skills, command.At));
    }

    public static Decision<WorkplaceEvent> Decide(NoteAbsence command, PersonAtWork state)
    {
        if (state.Absences.Any(absence => absence.Id == command.Id)) return Nothing;
        if (command.Until <= command.From || command.Until - command.From > TeamLimits.AbsenceMax
            || command.Substitute == command.Person)
            return Refuse(TeamRefusals.AbsenceInvalid);
        return state.Absences.Count >= TeamLimits.AbsenceCountMax
            ? Refuse(TeamRefusals.TooManyAbsences)
            : Accept(new AbsenceNoted(command.Id, command.Person, command.From, command.Until, command.Substitute,
                command.Reason, command.At));
    }

    public static Decision<WorkplaceEvent> Decide(CancelAbsence command, PersonAtWork state) =>
        state.Absences.Any(absence => absence.Id == command.Id)
            ? Accept(new AbsenceCancelled(command.Id, command.Person, command.At))
            : Refuse(TeamRefusals.AbsenceUnknown);
}

internal sealed record SkillsBody(IReadOnlyList<string>? Skills);

internal sealed record AbsenceBody(DateTimeOffset From, DateTimeOffset Until, UserId? Substitute, string? Reason);

/// <summary>Everybody notes his own absences; owners note those of others, and the skills.</summary>
internal static class WorkplaceEndpoints
{
    public static void MapWorkplaces(this RouteGroupBuilder group)
    {
        group.MapPut("/{userId:guid}/skills", Skills).RequirePermission(Permission.ManageUsers)
            .WithSummary("Set what a person knows about");
        group.MapPost("/{userId:guid}/absences", Note).RequireSession()
            .WithSummary("Note when somebody is away, and who stands in");
        group.MapDelete("/{userId:guid}/absences/{absenceId:guid}", Cancel).RequireSession()
            .WithSummary("Cancel an absence");
    }

    private static async Task<IResult> Skills(
        Guid userId, SkillsBody body, TimeProvider time, EventSession session, Workforce workforce, CancellationToken ct)
    {
        var command = new SetSkills(new(userId), [.. (body.Skills ?? []).Where(skill => skill is not null)], time.GetUtcNow());
        var outcome = await session.Transact(PersonAtWork.Stream(session.Tenant.Value, command.Person),
            person => WorkplaceDecider.Decide(command, person), ct: ct);
        workforce.Changed(session.Tenant, outcome.LastSequence);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Note(
        Guid userId, AbsenceBody body, Actor actor, TimeProvider time, EventSession session, Workforce workforce,
        IDirectory directory, IPersons persons, CancellationToken ct)
    {
        if (!MayActFor(actor, userId)) return CommonRefusals.AccessDenied.ToProblem();
        if (body.Reason?.Length > Limits.NameLengthMax) return TeamRefusals.AbsenceInvalid.ToProblem();
        if (await directory.Find(session.Tenant, new(userId), ct) is not { } person)
            return TeamRefusals.PersonUnknown.ToProblem();
        var now = time.GetUtcNow();
        var command = new NoteAbsence(Guid.CreateVersion7(now), new(userId), body.From, body.Until, body.Substitute,
            await Sealed(body.Reason, person, persons, ct), now);
        var outcome = await session.Transact(PersonAtWork.Stream(session.Tenant.Value, command.Person),
            person => WorkplaceDecider.Decide(command, person), ct: ct);
        workforce.Changed(session.Tenant, outcome.LastSequence);
        return outcome.ToHttpResult(_ => new { command.Id }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Cancel(
        Guid userId, Guid absenceId, Actor actor, TimeProvider time, EventSession session, Workforce workforce,
        CancellationToken ct)
    {
        if (!MayActFor(actor, userId)) return CommonRefusals.AccessDenied.ToProblem();
        var command = new CancelAbsence(absenceId, new(userId), time.GetUtcNow());
        var outcome = await session.Transact(PersonAtWork.Stream(session.Tenant.Value, command.Person),
            person => WorkplaceDecider.Decide(command, person), ct: ct);
        workforce.Changed(session.Tenant, outcome.LastSequence);
        return outcome.ToHttpResult();
    }

    // It may tell of an illness: the log and the tables have it as what the person says of himself.
    private static async Task<string?> Sealed(string? reason, Actor person, IPersons persons, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(reason)
            ? null
            : (await persons.SealsFor(person.Tenant, [new(person.Email, person.Name)], ct))[0].Seal(reason, Protection.Personal);

    private static bool MayActFor(Actor actor, Guid person) =>
        actor.UserId.Value == person || actor.May(Permission.ManageUsers);
}
