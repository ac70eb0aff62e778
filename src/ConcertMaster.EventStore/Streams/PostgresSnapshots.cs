using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Streams;

internal sealed class PostgresSnapshots(NpgsqlDataSource system) : ISnapshots
{
    public async Task<(long Version, string Json)?> LoadSnapshot(
        StreamKey stream, string type, long versionMax, CancellationToken ct)
    {
        await using var command = system.CreateCommand("""
            select version, data::text from app.event_snapshots
            where tenant_id = $1 and stream_id = $2 and snapshot_type = $3 and version <= $4
            """);
        foreach (var value in (object[])[stream.Tenant.Value, stream.Id, type, versionMax])
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetString(1)) : null;
    }

    public async Task SaveSnapshot(StreamKey stream, string type, long version, string json, CancellationToken ct)
    {
        await using var command = system.CreateCommand("""
            insert into app.event_snapshots as s (tenant_id, stream_id, snapshot_type, version, data)
            values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, stream_id, snapshot_type)
            do update set version = excluded.version, data = excluded.data, taken_at = now()
            where s.version < excluded.version
            """);
        foreach (var value in (object[])[stream.Tenant.Value, stream.Id, type, version])
            command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(ct);
    }
}
