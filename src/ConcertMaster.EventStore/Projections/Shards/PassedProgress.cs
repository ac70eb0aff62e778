using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// Writes how far the log has passed shards by. The same events pass most shards of a node, so that what is to be written
/// within a moment is one transaction and not one for each of them.
/// </summary>
internal sealed class PassedProgress(EventStoreOptions options)
{
    private const string Sql = """
        with moved as (
            update events.mt_event_progression p set last_seq_id = m.upto, last_updated = transaction_timestamp()
            from unnest($1, $2, $3, $4, $5) with ordinality as m (shard, lease, token, since, upto, place)
            where p.name = m.shard and p.last_seq_id = m.since
                and exists (select from app.event_leases l where l.shard = m.lease and l.token = m.token)
            returning m.place, pg_notify($6, m.shard || ' ' || m.upto))
        select place, set_config('synchronous_commit', 'off', true) from moved
        """;

    private static readonly TimeSpan GatheringTime = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private List<Passing> _waiting = [];

    /// <exception cref="ShardLostException">It stood elsewhere, or the lease has changed hands.</exception>
    public Task Save(string shard, string lease, long token, long from, long to)
    {
        var passing = new Passing(shard, lease, token, from, to);
        lock (_gate)
        {
            _waiting.Add(passing);
            if (_waiting.Count == 1) _ = WriteSoon();
        }
        return passing.Done.Task;
    }

    private async Task WriteSoon()
    {
        await Task.Delay(GatheringTime);
        List<Passing> all;
        lock (_gate) (all, _waiting) = (_waiting, []);
        try
        {
            await Write(all);
            foreach (var passing in all) passing.Done.TrySetException(new ShardLostException(passing.Shard));
        }
        catch (Exception exception)
        {
            foreach (var passing in all) passing.Done.TrySetException(exception);
        }
    }

    private async Task Write(List<Passing> all)
    {
        await using var connection = await options.System.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                Texts(all, passing => passing.Shard), Texts(all, passing => passing.Lease),
                Numbers(all, passing => passing.Token), Numbers(all, passing => passing.From),
                Numbers(all, passing => passing.To), new() { Value = ShardWork.ProgressChannel(options) },
            },
        };
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var moved = new List<int>(all.Count);
        while (await reader.ReadAsync()) moved.Add((int)reader.GetInt64(0) - 1);
        await reader.CloseAsync(); // committed
        foreach (var place in moved) all[place].Done.TrySetResult();
    }

    private static NpgsqlParameter Texts(List<Passing> all, Func<Passing, string> value) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = all.Select(value).ToArray(),
    };

    private static NpgsqlParameter Numbers(List<Passing> all, Func<Passing, long> value) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = all.Select(value).ToArray(),
    };

    private sealed record Passing(string Shard, string Lease, long Token, long From, long To)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
