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
    private readonly ReadLane _reads;
    private int _disposed;
    private readonly PostgresSnapshots _snapshots;

    /// <summary>Connects to nothing yet: the append connection is opened by the first append.</summary>
    public PostgresEventStore(EventStoreOptions options, ILogger<PostgresEventStore>? log = null)
    {
        _options = options;
        _snapshots = new(options.System);
        _reads = new(options);
        _lane = new(options, (ILogger?)log ?? NullLogger.Instance);
    }

    /// <inheritdoc cref="AppendLane.Committed"/>
    internal Action<IReadOnlyList<CommittedAppend>>? Committed
    {
        set => _lane.Committed = value;
    }

    /// <inheritdoc/>
    public async Task<AppendResult> Append(StreamAppend append, CancellationToken ct = default)
    {
        if (append.Events.Count == 0) throw new ArgumentException("An append carries at least one event.", nameof(append));
        return await _lane.Append(new(append, _options.Catalogue), ct);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadStream(
        StreamKey stream, ReadRange? range = null, CancellationToken ct = default)
    {
        range ??= ReadRange.All;
        return range.ToTime is null ? FromFirstPage(stream, range, ct) : Rest(stream, range.FromVersion, range, ct);
    }

    private async IAsyncEnumerable<RecordedEvent> FromFirstPage(
        StreamKey stream, ReadRange range, [EnumeratorCancellation] CancellationToken ct)
    {
        var page = await _reads.Read(stream, range.FromVersion, range.ToVersion, ct);
        foreach (var recorded in page.Events) yield return recorded;
        if (page.IsWhole) yield break;
        await foreach (var recorded in Rest(stream, page.Events[^1].Version + 1, range, ct)) yield return recorded;
    }

    private IAsyncEnumerable<RecordedEvent> Rest(StreamKey stream, long from, ReadRange range, CancellationToken ct) =>
        Pages(from, first => ReadPage(stream, first, range, ct), last => last.Version + 1, ct);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadAll(
        long afterSequence, LogFilter? filter = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        filter ??= LogFilter.Everything;
        var end = await LastSequence(ct);
        var reader = new LogReader(_options, keepUnreadable: false);
        var pages = Pages(afterSequence, after => reader.Read(
            after, end, filter.Tenant?.Value, filter.EventNames, _options.ReadPageCount, end - after < 100, ct),
            last => last.Sequence, ct);
        await foreach (var recorded in pages) yield return recorded;
    }

    // The next page is on its way while the caller looks at this one, but no connection is held meanwhile: callers
    // that read within a read would run out of them.
    private async IAsyncEnumerable<RecordedEvent> Pages(
        long start, Func<long, Task<List<RecordedEvent>>> read, Func<RecordedEvent, long> next,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var page = await read(start);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var following = page.Count < _options.ReadPageCount ? null : read(next(page[^1]));
            try
            {
                foreach (var recorded in page) yield return recorded;
            }
            finally
            {
                // A caller that stops early leaves a read behind; its failure concerns nobody.
                _ = following?.ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
            }
            if (following is null) yield break;
            page = await following;
        }
    }

    private async Task<List<RecordedEvent>> ReadPage(
        StreamKey stream, long from, ReadRange range, CancellationToken ct)
    {
        await using var connection = await _options.Requests.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TenantCommand.For(_options, stream.Tenant));
        batch.BatchCommands.Add(new($"""
            select {EventRows.ColumnsOfStream} from events.mt_events e
            where e.tenant_id = $1 and e.stream_id = $2 and e.version >= $3 and e.version <= $4
                {(range.ToTime is null ? "" : "and e.timestamp <= $6")}
            order by e.version limit $5
            """)
        {
            Parameters =
            {
                new() { Value = stream.Tenant.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { Value = stream.Id }, new() { Value = from }, new() { Value = range.ToVersion },
                new() { Value = _options.ReadPageCount },
            },
        });
        if (range.ToTime is { } time)
            batch.BatchCommands[1].Parameters.Add(new() { Value = time.ToUniversalTime() });
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var rows = new EventRows(_options.Catalogue);
        var page = new List<RecordedEvent>();
        while (await reader.ReadAsync(ct)) page.Add(rows.Read(reader));
        return page;
    }

    /// <inheritdoc/>
    public async Task<StreamState?> FetchStreamState(StreamKey stream, CancellationToken ct = default)
    {
        await using var connection = await _options.Requests.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TenantCommand.For(_options, stream.Tenant));
        batch.BatchCommands.Add(new(
            "select type, version, created, timestamp, is_archived is true from events.mt_streams " +
            "where tenant_id = $1 and id = $2")
        {
            Parameters =
            {
                new() { Value = stream.Tenant.Value, NpgsqlDbType = NpgsqlDbType.Varchar }, new() { Value = stream.Id },
            },
        });
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        return new(stream, reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt64(1),
            reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetBoolean(4));
    }

    /// <inheritdoc/>
    public async Task<bool> ArchiveStream(StreamKey stream, CancellationToken ct = default)
    {
        await using var command = _options.System.CreateCommand("select app.archive_stream($1, $2)");
        command.Parameters.Add(new() { Value = stream.Tenant.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = stream.Id });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <inheritdoc/>
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

    /// <summary>Commits what is queued, then closes the append connection. The data sources stay with their owner.</summary>
    // A container disposes of it once for each type it is known by; the lane can be closed only once.
    public ValueTask DisposeAsync() =>
        Interlocked.Exchange(ref _disposed, 1) == 0 ? _lane.DisposeAsync() : ValueTask.CompletedTask;
}
