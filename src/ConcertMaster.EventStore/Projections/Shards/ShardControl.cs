using ConcertMaster.EventStore.Streams;
using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Projections;

/// <summary>What operators and failures have decided about a shard.</summary>
internal sealed record ShardControl(
    ShardState State, string? ChangedBy, ShardFailure? Failure, IReadOnlyCollection<long> Skipped, bool RebuildRequested)
{
    public static readonly ShardControl Running = new(ShardState.Running, null, null, [], false);
}

/// <summary>Keeps <see cref="ShardControl"/> in <c>app.event_shards</c> and tells the nodes of changes.</summary>
internal sealed class ShardControls(EventStoreOptions options)
{
    public static string Channel(EventStoreOptions options) => options.NotificationChannel + "_control";

    public async Task<ShardControl> Load(string shard, CancellationToken ct) =>
        (await LoadAll(shard, ct)).GetValueOrDefault(shard) ?? ShardControl.Running;

    public async Task<Dictionary<string, ShardControl>> LoadAll(string? shard, CancellationToken ct)
    {
        await using var command = options.System.CreateCommand("""
            select shard, state, changed_by, failed_sequence, failed_event_type, failed_tenant, error, failed_at,
                skipped_sequences, rebuild_requested
            from app.event_shards where $1::text is null or shard = $1
            """);
        command.Parameters.Add(new() { Value = (object?)shard ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var all = new Dictionary<string, ShardControl>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
            all[reader.GetString(0)] = new(
                Enum.Parse<ShardState>(reader.GetString(1), ignoreCase: true),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? null : new(reader.GetInt64(3), reader.GetString(4), new(reader.GetString(5)),
                    reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7)),
                reader.GetFieldValue<long[]>(8), reader.GetBoolean(9));
        return all;
    }

    public Task Pause(string shard, string actor, CancellationToken ct) =>
        Change("state = 'paused', changed_by = $2", shard, actor, 0, ct);

    /// <summary>Lets a paused or poisoned shard go on where it stands.</summary>
    public Task Resume(string shard, string actor, CancellationToken ct) => Change("""
        state = 'running', changed_by = $2, failed_sequence = null, failed_event_type = null, failed_tenant = null,
        error = null, failed_at = null
        """, shard, actor, 0, ct);

    public Task Skip(string shard, long sequence, string actor, CancellationToken ct) => Change("""
        state = 'running', changed_by = $2, failed_sequence = null, failed_event_type = null, failed_tenant = null,
        error = null, failed_at = null, skipped_sequences = s.skipped_sequences || $3
        """, shard, actor, sequence, ct);

    public Task RequestRebuild(string shard, string actor, CancellationToken ct) =>
        Change("rebuild_requested = true, changed_by = $2", shard, actor, 0, ct);

    public async Task Poison(string shard, RecordedEvent failed, Exception reason, CancellationToken ct)
    {
        await using var command = options.System.CreateCommand("""
            insert into app.event_shards as s
                (shard, state, failed_sequence, failed_event_type, failed_tenant, error, failed_at)
            values ($1, 'poisoned', $2, $3, $4, $5, clock_timestamp())
            on conflict (shard) do update set state = 'poisoned', failed_sequence = $2, failed_event_type = $3,
                failed_tenant = $4, error = $5, failed_at = excluded.failed_at
            """);
        foreach (var value in (object[])[shard, failed.Sequence, failed.EventName, failed.Tenant.Value, reason.Message])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Change(string change, string shard, string actor, long sequence, CancellationToken ct)
    {
        await using var connection = await options.System.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("insert into app.event_shards (shard) values ($1) on conflict do nothing")
        {
            Parameters = { new() { Value = shard } },
        });
        batch.BatchCommands.Add(new(
            $"update app.event_shards s set {change} where s.shard = $1 and $2::text is not null and $3::bigint >= 0")
        {
            Parameters = { new() { Value = shard }, new() { Value = actor }, new() { Value = sequence } },
        });
        batch.BatchCommands.Add(new("select pg_notify($1, $2)")
        {
            Parameters = { new() { Value = Channel(options) }, new() { Value = shard } },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }
}
