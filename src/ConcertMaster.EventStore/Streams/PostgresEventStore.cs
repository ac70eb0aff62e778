using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Streams;

/// <summary>The event store on PostgreSQL, in Marten's layout. One per process; safe for concurrent use.</summary>
public sealed class PostgresEventStore : IEventStore, ISnapshots, IAsyncDisposable
{
    private readonly EventStoreOptions _options;
    private readonly AppendLane _lane;
    private readonly PostgresSnapshots _snapshots;

    public PostgresEventStore(EventStoreOptions options, ILogger<PostgresEventStore>? log = null)
    {
        _options = options;
        _snapshots = new(options.System);
        _lane = new(options, (ILogger?)log ?? NullLogger.Instance);
    }

    public async Task<AppendResult> Append(StreamAppend append, CancellationToken ct = default)
    {
        if (append.Events.Count == 0) throw new ArgumentException("An append carries at least one event.", nameof(append));
        return await _lane.Append(new(append, _options.Catalogue), ct);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStream(
        StreamKey stream, ReadRange? range = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        range ??= ReadRange.All;
        var from = range.FromVersion;
        while (true)
        {
            var page = await ReadPage(stream, from, range, ct);
            foreach (var recorded in page) yield return recorded;
            if (page.Count < _options.ReadPageCount) yield break;
            from = page[^1].Version + 1;
        }
    }

    // No connection is held while the caller looks at a page: callers that read within a read would run out of them.
    private async Task<List<RecordedEvent>> ReadPage(
        StreamKey stream, long from, ReadRange range, CancellationToken ct)
    {
        await using var connection = await _options.Requests.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TenantCommand(stream.Tenant));
        batch.BatchCommands.Add(new($"""
            select {EventRows.Columns} from {EventRows.From}
            where e.tenant_id = $1 and e.stream_id = $2 and e.version >= $3 and e.version <= $4
                and ($5::timestamptz is null or e.timestamp <= $5)
            order by e.version limit $6
            """)
        {
            Parameters =
            {
                new() { Value = stream.Tenant.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { Value = stream.Id }, new() { Value = from }, new() { Value = range.ToVersion },
                new() { Value = (object?)range.ToTime?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = _options.ReadPageCount },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await Drain(reader, ct);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAll(
        long afterSequence, LogFilter? filter = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        filter ??= LogFilter.Everything;
        var end = await LastSequence(ct);
        while (afterSequence < end)
        {
            var page = await ReadPage(afterSequence, end, filter, ct);
            foreach (var recorded in page) yield return recorded;
            if (page.Count < _options.ReadPageCount) yield break;
            afterSequence = page[^1].Sequence;
        }
    }

    private async Task<List<RecordedEvent>> ReadPage(long after, long end, LogFilter filter, CancellationToken ct)
    {
        await using var command = _options.System.CreateCommand($"""
            select {EventRows.Columns} from {EventRows.From}
            where e.seq_id > $1 and e.seq_id <= $2 and ($3::varchar is null or e.tenant_id = $3)
                and ($4::varchar[] is null or e.type = any ($4))
            order by e.seq_id limit $5
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = end });
        command.Parameters.Add(new()
            { Value = (object?)filter.Tenant?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new()
        {
            Value = (object?)filter.EventNames?.ToArray() ?? DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
        });
        command.Parameters.Add(new() { Value = _options.ReadPageCount });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await Drain(reader, ct);
    }

    private async Task<List<RecordedEvent>> Drain(NpgsqlDataReader reader, CancellationToken ct)
    {
        var rows = new EventRows(_options.Catalogue);
        var page = new List<RecordedEvent>();
        while (await reader.ReadAsync(ct)) page.Add(rows.Read(reader));
        return page;
    }

    public async Task<StreamState?> FetchStreamState(StreamKey stream, CancellationToken ct = default)
    {
        await using var connection = await _options.Requests.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TenantCommand(stream.Tenant));
        batch.BatchCommands.Add(new(
            "select type, version, created, timestamp from events.mt_streams where tenant_id = $1 and id = $2")
        {
            Parameters =
            {
                new() { Value = stream.Tenant.Value, NpgsqlDbType = NpgsqlDbType.Varchar }, new() { Value = stream.Id },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        return new(stream, reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt64(1),
            reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3));
    }

    public async Task<long> LastSequence(CancellationToken ct = default)
    {
        await using var command = _options.System.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    Task<(long Version, string Json)?> ISnapshots.LoadSnapshot(
        StreamKey stream, string type, long versionMax, CancellationToken ct) =>
        _snapshots.LoadSnapshot(stream, type, versionMax, ct);

    Task ISnapshots.SaveSnapshot(StreamKey stream, string type, long version, string json, CancellationToken ct) =>
        _snapshots.SaveSnapshot(stream, type, version, json, ct);

    private NpgsqlBatchCommand TenantCommand(TenantId tenant) => new("select set_config($1, $2, true)")
    {
        Parameters = { new() { Value = _options.TenantSetting }, new() { Value = tenant.Value } },
    };

    /// <summary>Commits what is queued, then closes the append connection. The data sources stay with their owner.</summary>
    public ValueTask DisposeAsync() => _lane.DisposeAsync();
}
