using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Streams;

/// <summary>The prepared call of <c>app.append_events</c> on the one connection of an append lane.</summary>
internal sealed class AppendCommand : IAsyncDisposable
{
    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Varchar, NpgsqlDbType.Uuid, NpgsqlDbType.Varchar, NpgsqlDbType.Bigint, NpgsqlDbType.Integer,
        NpgsqlDbType.Integer, NpgsqlDbType.TimestampTz, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar,
        NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb,
        NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Uuid, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar,
        NpgsqlDbType.Jsonb,
    ];

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;

    private AppendCommand(NpgsqlConnection connection, NpgsqlCommand command, BackendId backend)
    {
        _connection = connection;
        _command = command;
        Backend = backend;
    }

    /// <summary>The server process, so that after a lost connection it can be told to stop.</summary>
    public BackendId Backend { get; }

    public static async Task<AppendCommand> Open(EventStoreOptions options, CancellationToken ct)
    {
        var connection = await options.System.OpenConnectionAsync(ct);
        try
        {
            var backend = await BackendId.Prepare(connection, options.NodeName, ct);
            var command = new NpgsqlCommand(
                "select * from app.append_events($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)",
                connection);
            foreach (var type in Types) command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type });
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = options.NotificationChannel });
            await command.PrepareAsync(ct);
            return new(connection, command, backend);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <param name="batch">At most one request per stream, sorted by tenant and stream.</param>
    public async Task<AppendResult[]> Execute(IReadOnlyList<PendingAppend> batch)
    {
        Fill(batch);
        var results = new AppendResult[batch.Count];
        await using var reader = await _command.ExecuteReaderAsync();
        for (var i = 0; await reader.ReadAsync(); i++)
            results[i] = new((AppendOutcome)reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
        return results;
    }

    private void Fill(IReadOnlyList<PendingAppend> batch)
    {
        var lasts = new int[batch.Count];
        var total = 0;
        for (var i = 0; i < batch.Count; i++) lasts[i] = total += batch[i].Bodies.Length;
        Set(0, Each(batch, a => a.Request.Stream.Tenant.Value));
        Set(1, Each(batch, a => a.Request.Stream.Id));
        Set(2, Each(batch, a => a.Request.StreamType));
        Set(3, Each(batch, a => a.Request.Expected.Value));
        Set(4, Each(batch, a => a.Bodies.Length));
        Set(5, lasts);
        Set(6, Each(batch, a => a.Request.Timestamp.ToUniversalTime()));
        Set(7, Each(batch, a => a.Request.Metadata.CorrelationId));
        Set(8, Each(batch, a => a.Request.Metadata.CausationId));
        Set(9, Each(batch, a => a.Request.Metadata.UserName));
        Set(10, Each(batch, a => a.Headers));

        var (requests, positions, ids) = (new int[total], new int[total], new Guid[total]);
        var (names, dotnetTypes, bodies) = (new string[total], new string[total], new byte[total][]);
        var next = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var append = batch[i];
            for (var j = 0; j < append.Bodies.Length; j++, next++)
            {
                (requests[next], positions[next], ids[next]) = (i + 1, j + 1, append.Request.Events[j].Id);
                (names[next], dotnetTypes[next], bodies[next]) =
                    (append.Names[j], append.DotnetTypes[j], append.Bodies[j]);
            }
        }
        Set(11, requests);
        Set(12, positions);
        Set(13, ids);
        Set(14, names);
        Set(15, dotnetTypes);
        Set(16, bodies);
    }

    private void Set(int index, object value) => _command.Parameters[index].Value = value;

    private static T[] Each<T>(IReadOnlyList<PendingAppend> batch, Func<PendingAppend, T> value)
    {
        var values = new T[batch.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(batch[i]);
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
