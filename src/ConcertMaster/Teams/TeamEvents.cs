using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Teams;

internal abstract record TeamEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("team.created.v1")]
internal sealed record TeamCreated(TeamId TeamId, string Name, DateTimeOffset At) : TeamEvent
{
    public override string Describe() => $"created the team {Name}";
}

[EventName("team.renamed.v1")]
internal sealed record TeamRenamed(TeamId TeamId, string Name, DateTimeOffset At) : TeamEvent
{
    public override string Describe() => $"renamed the team to {Name}";
}

/// <param name="Members">Everybody who belongs to it from now on.</param>
[EventName("team.members-set.v1")]
internal sealed record TeamMembersSet(TeamId TeamId, IReadOnlyList<UserId> Members, DateTimeOffset At) : TeamEvent
{
    public override string Describe() => $"set the {Members.Count} members of the team";
}

[EventName("team.dissolved.v1")]
internal sealed record TeamDissolved(TeamId TeamId, DateTimeOffset At) : TeamEvent
{
    public override string Describe() => "dissolved the team";
}

/// <summary>What is known of a person's work: skills and absences.</summary>
internal abstract record WorkplaceEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("workplace.skills-set.v1")]
internal sealed record SkillsSet(UserId UserId, IReadOnlyList<string> Skills, DateTimeOffset At) : WorkplaceEvent
{
    public override string Describe() => Skills.Count == 0 ? "took all skills away" : $"noted the skills {string.Join(", ", Skills)}";
}

/// <param name="Substitute">Who decides in the meantime; null: nobody does.</param>
/// <param name="Reason">Sealed with the key of the person; the first ones were noted in the clear.</param>
[EventName("workplace.absence-noted.v1")]
internal sealed record AbsenceNoted(
    Guid AbsenceId, UserId UserId, DateTimeOffset From, DateTimeOffset Until, UserId? Substitute, string? Reason,
    DateTimeOffset At) : WorkplaceEvent
{
    public override string Describe() => $"noted an absence from {From:yyyy-MM-dd} until {Until:yyyy-MM-dd}";
}

[EventName("workplace.absence-cancelled.v1")]
internal sealed record AbsenceCancelled(Guid AbsenceId, UserId UserId, DateTimeOffset At) : WorkplaceEvent
{
    public override string Describe() => "cancelled an absence";
}
