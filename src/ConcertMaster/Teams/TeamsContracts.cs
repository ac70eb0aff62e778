using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Teams;

public readonly record struct TeamId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>The teams and skills of a person, and whom he stands in for at a moment.</summary>
public sealed record Workplace(IReadOnlyList<TeamId> Teams, IReadOnlyList<string> Skills, IReadOnlyList<UserId> StandsInFor);

/// <summary>What other slices may ask about teams, skills and absences.</summary>
public interface IWorkforce
{
    Task<Workplace> Of(TenantId tenant, UserId user, DateTimeOffset at, CancellationToken ct);

    Task<IReadOnlyList<UserId>> MembersOf(TenantId tenant, TeamId team, CancellationToken ct);

    Task<IReadOnlyList<UserId>> WithSkill(TenantId tenant, string skill, CancellationToken ct);

    /// <summary>Everybody who is away at a moment, and who stands in where somebody does.</summary>
    Task<IReadOnlyDictionary<UserId, UserId?>> Absent(TenantId tenant, DateTimeOffset at, CancellationToken ct);

    /// <summary>Waits until all this shows what the log says up to there, for some seconds at most.</summary>
    Task ShowsUpTo(long sequence, CancellationToken ct);
}
