using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Teams;

internal abstract record Team
{
    private Team() { }

    public sealed record None : Team;

    public sealed record Formed(TeamId Id, string Name, IReadOnlyList<UserId> Members) : Team;

    public sealed record Dissolved : Team;

    public static readonly Decider<Team, TeamEvent> Decider = new("team", new None(), Evolve);

    public static EventStream<Team, TeamEvent> Stream(TeamId id) => new(id.Value, Decider);

    public static Team Evolve(Team team, TeamEvent @event) => (team, @event) switch
    {
        (None, TeamCreated e) => new Formed(e.TeamId, e.Name, []),
        (Formed formed, TeamRenamed e) => formed with { Name = e.Name },
        (Formed formed, TeamMembersSet e) => formed with { Members = e.Members },
        (Formed, TeamDissolved) => new Dissolved(),
        _ => throw new UnexpectedEventException(team, @event),
    };
}

internal sealed record Absence(Guid Id, DateTimeOffset From, DateTimeOffset Until, UserId? Substitute)
{
    /// <summary>
    /// The one of a person that counts at a moment: of several, one with a substitute before one without, and then the one
    /// that began first. So there is one substitute, whoever is asked.
    /// </summary>
    public static Absence? CountsAt(IEnumerable<Absence> ofOnePerson, DateTimeOffset at) => ofOnePerson
        .Where(one => one.From <= at && one.Until > at)
        .OrderBy(one => one.Substitute is null).ThenBy(one => one.From).ThenBy(one => one.Id).FirstOrDefault();
}

/// <summary>One person's skills and absences.</summary>
internal sealed record PersonAtWork(IReadOnlyList<string> Skills, IReadOnlyList<Absence> Absences)
{
    public static readonly Decider<PersonAtWork, WorkplaceEvent> Decider = new("workplace", new([], []), Evolve);

    public static EventStream<PersonAtWork, WorkplaceEvent> Stream(string tenant, UserId user) =>
        new(StableId.From("workplace", tenant, user.ToString()), Decider);

    public static PersonAtWork Evolve(PersonAtWork person, WorkplaceEvent @event) => @event switch
    {
        SkillsSet e => person with { Skills = e.Skills },
        AbsenceNoted e => person with { Absences = [.. person.Absences, new(e.AbsenceId, e.From, e.Until, e.Substitute)] },
        AbsenceCancelled e => person with { Absences = [.. person.Absences.Where(one => one.Id != e.AbsenceId)] },
        _ => throw new UnexpectedEventException(person, @event),
    };
}
