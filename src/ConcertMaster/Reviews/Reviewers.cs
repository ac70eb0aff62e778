using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Teams;

namespace ConcertMaster.Reviews;

/// <summary>People as reviews see them: with their groups, and with the absent whom they stand in for today.</summary>
internal sealed class Reviewers(IDirectory directory, IWorkforce workforce, TimeProvider time)
{
    public async Task<Reviewer> Of(Actor actor, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        var place = await workforce.Of(actor.Tenant, actor.UserId, at, ct);
        var absent = new List<Reviewer>();
        foreach (var user in place.StandsInFor)
            if (await directory.Find(actor.Tenant, user, ct) is { } other && other.May(Permission.DecideReviews))
                absent.Add(Bare(other, await workforce.Of(actor.Tenant, user, at, ct)));
        return Bare(actor, place) with { StandsInFor = absent };
    }

    /// <summary>The person as a reviewer; null when unknown, deactivated, or not allowed to decide.</summary>
    public async Task<Reviewer?> Find(TenantId tenant, UserId user, CancellationToken ct) =>
        await directory.Find(tenant, user, ct) is { } actor && actor.May(Permission.DecideReviews)
            ? await Of(actor, ct)
            : null;

    /// <summary>Those of these people who belong to the organisation.</summary>
    public async Task<IReadOnlyList<ReviewPerson>> Named(
        TenantId tenant, IReadOnlyList<Guid> users, CancellationToken ct)
    {
        var people = new List<ReviewPerson>();
        foreach (var user in users.Distinct().Take(ReviewLimits.MentionCountMax))
            if (await directory.Find(tenant, new(user), ct) is { } actor) people.Add(new(actor.UserId, actor.Name));
        return people;
    }

    private static Reviewer Bare(Actor actor, Workplace place) => new(actor.UserId, actor.Name, actor.Email)
    {
        Groups =
        [
            StageSeat.KeyOf(SeatKind.Role, actor.Role.ToString()),
            .. place.Teams.Select(team => StageSeat.KeyOf(SeatKind.Team, team.ToString())),
            .. place.Skills.Select(skill => StageSeat.KeyOf(SeatKind.Skill, skill)),
        ],
    };
}
