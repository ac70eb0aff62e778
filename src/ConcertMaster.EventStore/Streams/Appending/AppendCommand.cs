using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Streams;

/// <summary>The prepared calls of the append functions on the one connection of an append lane.</summary>
internal sealed class AppendCommand : IAsyncDisposable
{
    private const NpgsqlDbType Array = NpgsqlDbType.Array;

    /// <summary>What the functions answer for an archived stream, besides the values of <see cref="AppendOutcome"/>.</summary>
    private const int ArchivedOutcome = 3;

    private static readonly NpgsqlDbType[] RequestTypes =
    [
        NpgsqlDbType.Varchar, NpgsqlDbType.Uuid, NpgsqlDbType.Varchar, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz,
        NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb,
    ];

    private static readonly NpgsqlDbType[] PlaceTypes =
    [
        NpgsqlDbType.Boolean, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Integer,
    ];

    private static readonly NpgsqlDbType[] EventTypes =
        [Array | NpgsqlDbType.Uuid, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Jsonb];

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _many;
    private readonly NpgsqlCommand _one;

    private readonly IAppendFaults? _faults;

    private AppendCommand(
        NpgsqlConnection connection, NpgsqlCommand many, NpgsqlCommand one, BackendId backend, IAppendFaults? faults)
    {
        (_connection, _many, _one, _faults) = (connection, many, one, faults);
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
            var many = Command(connection, "append_to_streams",
                [.. RequestTypes.Concat(PlaceTypes).Select(type => Array | type), .. EventTypes], options);
            var one = Command(connection, "append_to_stream", [.. RequestTypes, .. EventTypes], options);
            await many.PrepareAsync(ct);
            await one.PrepareAsync(ct);
            return new(connection, many, one, backend, options.Faults);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection, string function, NpgsqlDbType[] types, EventStoreOptions options)
    {
        var places = string.Join(',', Enumerable.Range(1, types.Length + 1).Select(i => $"${i}"));
        var command = new NpgsqlCommand($"select * from app.{function}({places})", connection);
        foreach (var type in types) command.Parameters.Add(new() { NpgsqlDbType = type });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = options.NotificationChannel });
        return command;
    }

    /// <param name="batch">Sorted by tenant, stream and turn; no event id twice.</param>
    /// <returns>A result for each request; null where the stream is archived.</returns>
    public async Task<AppendResult?[]> Execute(IReadOnlyList<PendingAppend> batch)
    {
        if (batch.Count == 1) FillOne(batch[0]); else FillMany(batch);
        if (_faults is null) return await Call(batch);
        await using var transaction = await _connection.BeginTransactionAsync();
        var results = await Call(batch);
        await _faults.BeforeCommit();
        await transaction.CommitAsync();
        await _faults.BeforeReply();
        return results;
    }

    private async Task<AppendResult?[]> Call(IReadOnlyList<PendingAppend> batch)
    {
        var results = new AppendResult?[batch.Count];
        await using var reader = await (batch.Count == 1 ? _one : _many).ExecuteReaderAsync();
        for (var i = 0; await reader.ReadAsync(); i++)
            results[i] = reader.GetInt32(0) == ArchivedOutcome
                ? null
                : new((AppendOutcome)reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
        return results;
    }

    private void FillOne(PendingAppend append)
    {
        var (request, metadata) = (append.Request, append.Request.Metadata);
        Set(_one, 0, request.Stream.Tenant.Value, request.Stream.Id, request.StreamType, request.Expected.Value,
            request.Timestamp.ToUniversalTime(), metadata.CorrelationId, metadata.CausationId, metadata.UserName,
            append.Headers, append.Ids, append.Names, append.DotnetTypes, append.Bodies);
    }

    private void FillMany(IReadOnlyList<PendingAppend> batch)
    {
        var (lasts, follows) = (new int[batch.Count], new bool[batch.Count]);
        var total = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            lasts[i] = total += batch[i].Bodies.Length;
            follows[i] = i > 0 && batch[i].Request.Stream == batch[i - 1].Request.Stream;
        }
        var (requests, positions, ids) = (new int[total], new int[total], new Guid[total]);
        var (names, dotnetTypes, bodies) = (new string[total], new string[total], new byte[total][]);
        for (var i = 0; i < batch.Count; i++)
        {
            var (append, first) = (batch[i], lasts[i] - batch[i].Bodies.Length);
            for (var j = 0; j < append.Bodies.Length; j++) (requests[first + j], positions[first + j]) = (i + 1, j + 1);
            append.Ids.CopyTo(ids, first);
            append.Names.CopyTo(names, first);
            append.DotnetTypes.CopyTo(dotnetTypes, first);
            append.Bodies.CopyTo(bodies, first);
        }
        Set(_many, 0,
            Each(batch, a => a.Request.Stream.Tenant.Value), Each(batch, a => a.Request.Stream.Id),
            Each(batch, a => a.Request.StreamType), Each(batch, a => a.Request.Expected.Value),
            Each(batch, a => a.Request.Timestamp.ToUniversalTime()),
            Each(batch, a => a.Request.Metadata.CorrelationId), Each(batch, a => a.Request.Metadata.CausationId),
            Each(batch, a => a.Request.Metadata.UserName), Each(batch, a => a.Headers),
            follows, Each(batch, a => a.Bodies.Length), lasts, requests, positions, ids, names, dotnetTypes, bodies);
    }

    private static void Set(NpgsqlCommand command, int first, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values) command.Parameters[first++].Value = value ?? DBNull.Value;
    }

    private static T[] Each<T>(IReadOnlyList<PendingAppend> batch, Func<PendingAppend, T> value)
    {
        var values = new T[batch.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(batch[i]);
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await _many.DisposeAsync();
        await _one.DisposeAsync();
        // Whoever gets the connection from the pool next must not find the settings of this one.
        await BackendId.Restore(_connection);
        await _connection.DisposeAsync();
    }
}
