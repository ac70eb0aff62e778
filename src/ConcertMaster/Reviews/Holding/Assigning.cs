using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Reviews.Asking;
using ConcertMaster.Shared;
using ConcertMaster.Teams;

namespace ConcertMaster.Reviews;

/// <summary>Chooses who of a stage's pool shall decide: by turns, or whoever has the least to do.</summary>
internal sealed class Assigning(Database database, IDirectory directory, IWorkforce workforce, Reviewers reviewers, TimeProvider time)
{
    /// <summary>Empty for a stage that its whole pool shares, and where there is nobody to choose.</summary>
    public async Task<IReadOnlyList<AssignReview>> Choose(
        TenantId tenant, ReviewRequest request, IReadOnlyList<ConfiguredStage> stages, CancellationToken ct)
    {
        var chosen = new List<AssignReview>();
        var taken = new HashSet<UserId>();
        foreach (var (stage, assign) in stages)
        {
            if (assign == StageReading.Pool) continue;
            var pool = (await PoolOf(tenant, stage, request.SubmittedBy, ct))
                .Where(one => stage.MayRepeat || !taken.Contains(one.Id)).ToList();
            if (pool.Count == 0) continue;
            var count = stage.Rule.Kind == RuleKind.Count ? Math.Min(stage.Rule.Needed, pool.Count) : 1;
            var turn = await NextTurn(tenant, $"{request.Queue}/{stage.Id}", count, ct);
            var order = assign == StageReading.LeastLoaded ? await ByLoad(tenant, pool, turn, ct) : ByTurn(pool, turn);
            var to = order.Take(count).ToList();
            taken.UnionWith(to.Select(one => one.Id));
            chosen.Add(new(stage.Id, to, assign, null, null, time.GetUtcNow()));
        }
        return chosen;
    }

    /// <summary>Everybody who could decide in the stage and is there: not away, and not the sender.</summary>
    private async Task<IReadOnlyList<Reviewer>> PoolOf(
        TenantId tenant, ReviewStage stage, IReadOnlyList<string> submittedBy, CancellationToken ct)
    {
        var away = await workforce.Absent(tenant, time.GetUtcNow(), ct);
        var pool = new List<Reviewer>();
        foreach (var member in await directory.Members(tenant, ct))
        {
            if (!member.May(Permission.DecideReviews) || away.ContainsKey(member.UserId)) continue;
            var reviewer = await reviewers.Of(member, ct);
            if (reviewer.IsAmong(submittedBy) || reviewer.StandsInFor.Any(one => one.IsAmong(submittedBy))) continue;
            if (stage.Seats.Count == 0 || stage.Seats.Any(seat => seat.Fits(reviewer))) pool.Add(reviewer);
        }
        return [.. pool.OrderBy(one => one.Id.Value)];
    }

    private static IEnumerable<Reviewer> ByTurn(IReadOnlyList<Reviewer> pool, long turn) =>
        Enumerable.Range(0, pool.Count).Select(at => pool[(int)((turn + at) % pool.Count)]);

    // Between those who have as much to do, by turns.
    private async Task<IEnumerable<Reviewer>> ByLoad(
        TenantId tenant, IReadOnlyList<Reviewer> pool, long turn, CancellationToken ct)
    {
        var load = (await database.For(tenant).Query("""
            select person, count(*) from read.review_inbox, unnest(assigned_ids || coalesce(claimed_by_id::text, '')) as person
             where tenant_id = $1 and state in ('open', 'claimed') group by person
            """, row => (Id: row.GetString(0), Count: row.GetInt64(1)), ct, tenant.Value))
            .ToDictionary(one => one.Id, one => one.Count);
        return ByTurn(pool, turn).OrderBy(one => load.GetValueOrDefault(one.Id.ToString()));
    }

    private async Task<long> NextTurn(TenantId tenant, string pool, int count, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.review_turns (tenant_id, pool, next) values ($1, $2, $3)
            on conflict (tenant_id, pool) do update set next = app.review_turns.next + excluded.next
            returning next
            """, tenant.Value, pool, (long)count);
        return (long)(await command.ExecuteScalarAsync(ct))! - count;
    }
}
