using Npgsql;
using NpgsqlTypes;

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
    /// <exception cref="ShardLostException">It stood elsewhere, or the lease has changed hands.</exception>
    public static async Task Move(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string shard, string lease, long token,
        long from, long to, string channel, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            update events.mt_event_progression p set last_seq_id = $3, last_updated = transaction_timestamp()
            where p.name = $1 and p.last_seq_id = $2
                and exists (select from app.event_leases l where l.shard = $6 and l.token = $4)
            returning pg_notify($5, p.name || ' ' || p.last_seq_id)
            """, connection, transaction);
        command.Parameters.Add(new() { Value = shard });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        command.Parameters.Add(new() { Value = token });
        command.Parameters.Add(new() { Value = channel, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = lease });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) throw new ShardLostException(shard);
    }
}
