using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// Builds the tables of a projection anew beside the live ones, catches up, and takes their place in one
/// transaction with the progress. Goes on where it was when another node takes over.
/// </summary>
internal sealed class Rebuild(ProjectionWork live, ShardContext context, SemaphoreSlim gate, long token)
{
    private readonly ProjectionWork _work = live.Rebuilding();
    private readonly EventStoreOptions _options = context.Options;
    private readonly Subscriptions.LogFeed _feed = context.Feed;
    private readonly Streams.LogReader _reader = context.Feed.NewReader();

    /// <summary>
    /// True when there is no progress to go on from, and tables that were written by an older version or whose
    /// progress was lost: folding the log over their rows once more would count everything twice.
    /// </summary>
    public async Task<bool> MustComeFirst(CancellationToken ct)
    {
        var rows = string.Join(" or ", live.Projection.Tables.Select(table => $"exists (select from {table})"));
        await using var command = _options.System.CreateCommand($"""
            select not exists (select from events.mt_event_progression where name = $1)
                and ({(rows.Length == 0 ? "false" : rows)} or exists (
                    select from events.mt_event_progression
                    where name = $2 or {IsVersionOf("name", "$3")}))
            """);
        command.Parameters.Add(new() { Value = live.Shard });
        command.Parameters.Add(new() { Value = _work.Shard });
        command.Parameters.Add(new() { Value = live.Name });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task Run(IReadOnlyCollection<long> skipped, CancellationToken ct)
    {
        await Begin(ct);
        var applier = new ShardApplier(_work, _options, token);
        applier.StartAt(await ShardProgress.Load(_options.System, _work.Shard, 0, ct));
        await CatchUp(applier, skipped, ct);
        await gate.WaitAsync(ct);
        try
        {
            // The live table stands still from here on, so that this ends.
            await CatchUp(applier, skipped, ct);
            await TakePlace(applier.Progress, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task Begin(CancellationToken ct)
    {
        var all = await ShardProgress.LoadAll(_options.System, ct);
        if (all.ContainsKey(_work.Shard)) return;
        await using var connection = await _options.Owner.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var table in live.Projection.Tables)
            Add(batch, "select app.begin_rebuild($1::regclass, $2)", table, ProjectionWork.ShadowOf(table));
        Add(batch, "insert into events.mt_event_progression (name, last_seq_id) values ($1, 0)", _work.Shard);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task CatchUp(ShardApplier applier, IReadOnlyCollection<long> skipped, CancellationToken ct)
    {
        var next = Read(applier.Progress, ct);
        while (true)
        {
            var slice = await next;
            if (slice.UpTo == applier.Progress) return;
            next = Read(slice.UpTo, ct);
            await applier.Apply(slice, skipped, ct);
        }
    }

    private Task<Subscriptions.LogSlice> Read(long after, CancellationToken ct) =>
        _feed.Read(_reader, after, _work.EventNames, _work.BatchCountMax, ct);

    private async Task TakePlace(long progress, CancellationToken ct)
    {
        await using var connection = await _options.Owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        // Tables first, progress last: the same order as every other writer of them.
        foreach (var table in live.Projection.Tables)
        {
            var shadow = table[..(table.IndexOf('.') + 1)] + ProjectionWork.ShadowOf(table);
            Add(batch, "select app.finish_rebuild($1::regclass, $2::regclass)", table, shadow);
        }
        Add(batch, "delete from events.mt_event_progression where name = $1", _work.Shard);
        Add(batch, $"""
            insert into app.event_shards (shard, state) select name, 'superseded' from events.mt_event_progression
            where {IsVersionOf("name", "$1")} and name <> $2
            on conflict (shard) do update set state = 'superseded'
            """, live.Name, live.Shard);
        // Nodes that still run the older version are fenced off from the table from this commit on.
        Add(batch, $"""
            with fenced as (
                update app.event_leases l set token = l.token + 1 from app.event_shards s
                where s.shard = l.shard and s.state = 'superseded' and l.shard <> $1
                    and {IsVersionOf("l.shard", "$2")}
                returning l.shard)
            select pg_notify($3, shard) from fenced
            """, live.Shard, live.Name, ShardControls.Channel(_options));
        Add(batch, """
            insert into app.event_shards (shard) values ($1)
            on conflict (shard) do update set rebuild_requested = false,
                state = case event_shards.state when 'superseded' then 'running' else event_shards.state end
            """, live.Shard);
        await batch.ExecuteNonQueryAsync(ct);
        await SetProgress(connection, transaction, progress, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task SetProgress(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long progress, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into events.mt_event_progression as p (name, last_seq_id, last_updated)
            select $1, $2, transaction_timestamp()
            where exists (select from app.event_leases where shard = $1 and token = $3)
            on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
            where p.last_seq_id <= excluded.last_seq_id
            returning name
            """, connection, transaction);
        command.Parameters.Add(new() { Value = live.Shard, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = progress });
        command.Parameters.Add(new() { Value = token });
        if (await command.ExecuteScalarAsync(ct) is null) throw new ShardLostException(live.Shard);
    }

    /// <summary>Leaves the live table as it is and forgets what was rebuilt.</summary>
    public async Task GiveUp(CancellationToken ct)
    {
        await using var connection = await _options.Owner.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var table in live.Projection.Tables)
            batch.BatchCommands.Add(new(
                $"drop table if exists {table[..(table.IndexOf('.') + 1)]}{ProjectionWork.ShadowOf(table)}"));
        Add(batch, "delete from events.mt_event_progression where name = $1", _work.Shard);
        Add(batch, "update app.event_shards set rebuild_requested = false where shard = $1", live.Shard);
        await batch.ExecuteNonQueryAsync(ct);
    }

    // A name may hold what stands for anything in a pattern.
    private static string IsVersionOf(string shard, string name) =>
        $"({shard} = {name} || ':All' or (starts_with({shard}, {name} || ':V') and {shard} like '%:All'))";

    private static void Add(NpgsqlBatch batch, string sql, params string[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text });
        batch.BatchCommands.Add(command);
    }
}
