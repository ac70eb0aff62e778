using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// Which shards this node may run. Rows with a time of expiry and a token, not advisory locks: they survive poolers
/// and cut connections, and the token fences a node that was believed dead. All times are the database's.
/// </summary>
internal sealed class ShardLeases(EventStoreOptions options)
{
    // One that has run out and that nobody has taken is renewed all the same: its token fences nobody but this node.
    private const string Renew = """
        with alive as (
            insert into app.event_nodes (node, seen_at) values ($1, clock_timestamp())
            on conflict (node) do update set seen_at = excluded.seen_at),
        forgotten as (
            delete from app.event_nodes where seen_at < clock_timestamp() - interval '1 day' and node <> $1)
        update app.event_leases set expires_at = clock_timestamp() + $2
        where node = $1 and shard = any ($3)
        returning shard, token
        """;

    private const string CountNodes =
        "select count(*) filter (where node <> $1) + 1 from app.event_nodes where seen_at > clock_timestamp() - $2";

    private const string Take = """
        insert into app.event_leases as l (shard, node, token, expires_at)
        select shard, $1, 1, clock_timestamp() + $2
        from unnest($3::text[]) as shard
        where not exists (
            select from app.event_leases h where h.shard = shard.shard and h.expires_at > clock_timestamp())
        order by hashtext(shard || $1)
        limit $4
        on conflict (shard) do update set node = $1, token = l.token + 1, expires_at = excluded.expires_at
        where l.expires_at <= clock_timestamp()
        returning shard, token
        """;

    /// <summary>Renews, then takes what is free up to a fair share of all shards.</summary>
    /// <returns>The tokens of the shards that this node now holds, and its fair share of them.</returns>
    public async Task<(Dictionary<string, long> Held, int Share)> Refresh(
        IReadOnlyCollection<string> shards, IReadOnlyCollection<string> mine, CancellationToken ct)
    {
        await using var connection = await options.System.OpenConnectionAsync(ct);
        var held = await Tokens(connection, Renew, mine, null, ct);
        await using var count = Command(connection, CountNodes);
        var nodeCount = (long)(await count.ExecuteScalarAsync(ct))!;
        var share = (int)((shards.Count + nodeCount - 1) / nodeCount);
        if (held.Count < share)
        {
            var free = shards.Where(shard => !held.ContainsKey(shard)).ToList();
            foreach (var (shard, token) in await Tokens(connection, Take, free, share - held.Count, ct))
                held[shard] = token;
        }
        return (held, share);
    }

    /// <summary>Lets others have them at once.</summary>
    public async Task Release(IReadOnlyCollection<string> shards, CancellationToken ct)
    {
        await using var command = options.System.CreateCommand(
            "update app.event_leases set expires_at = clock_timestamp() where node = $1 and shard = any ($2)");
        command.Parameters.Add(new() { Value = options.NodeName });
        command.Parameters.Add(TextArray(shards));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes this node out of the count of those alive.</summary>
    public async Task Leave(CancellationToken ct)
    {
        await using var command = options.System.CreateCommand("delete from app.event_nodes where node = $1");
        command.Parameters.Add(new() { Value = options.NodeName });
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection)
    {
        Parameters = { new() { Value = options.NodeName }, new() { Value = options.LeaseDuration } },
    };

    private async Task<Dictionary<string, long>> Tokens(
        NpgsqlConnection connection, string sql, IReadOnlyCollection<string> shards, int? limit, CancellationToken ct)
    {
        await using var command = Command(connection, sql);
        command.Parameters.Add(TextArray(shards));
        if (limit is not null) command.Parameters.Add(new() { Value = limit.Value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tokens = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) tokens[reader.GetString(0)] = reader.GetInt64(1);
        return tokens;
    }

    private static NpgsqlParameter TextArray(IReadOnlyCollection<string> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
