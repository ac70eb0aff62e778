using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Streams;

/// <summary>
/// Reads the log in pages. The type of a stream never changes, so that for long pages it is looked up once per stream
/// and remembered, which halves the work of the database; for short ones a join saves the second question.
/// </summary>
/// <remarks>For one reader at a time.</remarks>
internal sealed class LogReader(EventStoreOptions options, bool keepUnreadable)
{
    private const int KnownStreamCountMax = 100_000;

    private readonly EventRows _rows = new(options.Catalogue);
    private readonly Dictionary<StreamKey, string?> _types = [];

    /// <summary>Events after one sequence up to another, at most so many.</summary>
    /// <param name="isShort">Few are expected.</param>
    public async Task<List<RecordedEvent>> Read(
        long after, long upTo, string? tenant, IReadOnlyCollection<string>? names, int countMax, bool isShort,
        CancellationToken ct)
    {
        await using var connection = await options.System.OpenConnectionAsync(ct);
        var events = await ReadEvents(connection, isShort, after, upTo, tenant, names, countMax, ct);
        if (!isShort) await AddTypes(connection, events, ct);
        return events;
    }

    private async Task<List<RecordedEvent>> ReadEvents(
        NpgsqlConnection connection, bool joined, long after, long upTo, string? tenant,
        IReadOnlyCollection<string>? names, int countMax, CancellationToken ct)
    {
        var command = new NpgsqlBatchCommand($"""
            select {(joined ? EventRows.Columns : EventRows.ColumnsWithoutType)}
            from {(joined ? EventRows.From : "events.mt_events e")}
            where e.seq_id > $1 and e.seq_id <= $2
                {(tenant is null ? "" : "and e.tenant_id = $4")}
                {(names is null ? "" : $"and e.type = any ({(tenant is null ? "$4" : "$5")})")}
            order by e.seq_id limit $3
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = countMax });
        if (tenant is not null) command.Parameters.Add(new() { Value = tenant, NpgsqlDbType = NpgsqlDbType.Varchar });
        if (names is not null)
            command.Parameters.Add(new()
                { Value = names.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { StablePlans.Command(), command } };
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(ct)) events.Add(_rows.Read(reader, keepUnreadable));
        return events;
    }

    private async Task AddTypes(NpgsqlConnection connection, List<RecordedEvent> events, CancellationToken ct)
    {
        if (_types.Count > KnownStreamCountMax) _types.Clear();
        var unknown = events.Select(recorded => new StreamKey(recorded.Tenant, recorded.StreamId))
            .Where(stream => !_types.ContainsKey(stream)).Distinct().ToList();
        if (unknown.Count > 0) await LookUp(connection, unknown, ct);
        for (var i = 0; i < events.Count; i++)
            events[i].StreamType = _types.GetValueOrDefault(new(events[i].Tenant, events[i].StreamId));
    }

    private async Task LookUp(NpgsqlConnection connection, List<StreamKey> streams, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select r.ord, s.type from unnest($1, $2) with ordinality as r (tenant, id, ord)
            join events.mt_streams s on s.tenant_id = r.tenant and s.id = r.id
            """, connection);
        command.Parameters.Add(new()
        {
            Value = streams.ConvertAll(stream => stream.Tenant.Value),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
        });
        command.Parameters.Add(new() { Value = streams.ConvertAll(stream => stream.Id) });
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            _types[streams[(int)reader.GetInt64(0) - 1]] = reader.IsDBNull(1) ? null : string.Intern(reader.GetString(1));
    }
}
