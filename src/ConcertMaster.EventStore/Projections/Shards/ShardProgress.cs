using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>Another node has moved the shard on, or taken it over: what this one was about to write is void.</summary>
internal sealed class ShardLostException(string shard)
    : Exception($"The shard {shard} was moved on by another node.");

/// <summary>
/// How far each shard has come, in Marten's table. It moves by compare-and-set, in the transaction that writes the
/// effect, and only for the holder of the lease: so each event takes effect exactly once.
/// </summary>
internal static class ShardProgress
{
    private const string MoveSql = "select app.move_progress($1, $2, $3, $4, $5, $6)";

    public static async Task<long> Load(NpgsqlDataSource system, string shard, long initial, CancellationToken ct)
    {
        await using var command = system.CreateCommand("""
            with added as (
                insert into events.mt_event_progression (name, last_seq_id) values ($1, $2)
                on conflict do nothing returning last_seq_id)
            select last_seq_id from added
            union all select last_seq_id from events.mt_event_progression where name = $1
            limit 1
            """);
        command.Parameters.Add(new() { Value = shard });
        command.Parameters.Add(new() { Value = initial });
        return await command.ExecuteScalarAsync(ct) is long sequence ? sequence : 0;
    }

    public static async Task<Dictionary<string, long>> LoadAll(NpgsqlDataSource system, CancellationToken ct)
    {
        await using var command = system.CreateCommand(
            "select name, coalesce(last_seq_id, 0) from events.mt_event_progression");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var all = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) all[reader.GetString(0)] = reader.GetInt64(1);
        return all;
    }

    /// <summary>Moves the progress and announces it at the commit.</summary>
    /// <param name="flushesLate">For work whose whole effect is in the same transaction: a crash of the server that loses
    /// its last moments loses the progress with them, and it is done again.</param>
    /// <exception cref="ShardLostException">It stood elsewhere, or the lease has changed hands.</exception>
    public static async Task Move(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string shard, string lease, long token,
        long from, long to, string channel, bool flushesLate, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            flushesLate ? $"{MoveSql}, set_config('synchronous_commit', 'off', true)" : MoveSql, connection, transaction);
        foreach (var value in (object[])[shard, lease, token, from, to, channel])
            command.Parameters.Add(new() { Value = value });
        await command.PrepareAsync(ct);
        if (await command.ExecuteScalarAsync(ct) is not true) throw new ShardLostException(shard);
    }
}
