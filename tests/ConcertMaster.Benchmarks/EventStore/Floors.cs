using System.Diagnostics;
using System.Text.Json;
using ConcertMaster.EventStore;
using ConcertMaster.EventStore.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.Benchmarks.EventStore;

/// <summary>The same rows inserted by plain Npgsql, without versions, order or outcome: what the machine can do.</summary>
internal static class Floors
{
    private const string Sql = """
        with s as (
            insert into events.mt_streams (tenant_id, id, type, version, timestamp, created)
            select 'acme', id, 'meter', 5, now(), now() from unnest($1) as id)
        insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
            correlation_id, user_name, is_archived)
        select nextval('events.mt_events_sequence'), e.id, e.stream, e.version, e.data, 'meter.read.v1', now(), 'acme',
            'ConcertMaster.Benchmarks.EventStore.MeterRead, ConcertMaster.Benchmarks', 'bench', 'bench', false
        from unnest($2, $3, $4, $5) as e (id, stream, version, data)
        """;

    /// <summary>100 streams of 5 events per transaction, two connections: events per second.</summary>
    public static async Task<double> Batched(EventStoreOptions options, TimeSpan time)
    {
        var count = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var connection = await options.Owner.OpenConnectionAsync();
            await using var command = await Prepare(connection);
            while (watch.Elapsed < time)
            {
                Fill(command, 100, 5);
                await command.ExecuteNonQueryAsync();
                Interlocked.Add(ref count, 500);
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>One new stream of 5 events per transaction, one connection: the median in milliseconds.</summary>
    public static async Task<double> Single(EventStoreOptions options, TimeSpan time)
    {
        await using var connection = await options.Owner.OpenConnectionAsync();
        await using var command = await Prepare(connection);
        var all = new List<double>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            Fill(command, 1, 5);
            var start = Stopwatch.GetTimestamp();
            await command.ExecuteNonQueryAsync();
            all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return Latencies.Percentile(all, 50);
    }

    private static async Task<NpgsqlCommand> Prepare(NpgsqlConnection connection)
    {
        await using var plan = new NpgsqlCommand("set plan_cache_mode = force_generic_plan", connection);
        await plan.ExecuteNonQueryAsync();
        var command = new NpgsqlCommand(Sql, connection);
        foreach (var type in (NpgsqlDbType[])[NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid,
                     NpgsqlDbType.Bigint, NpgsqlDbType.Jsonb])
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type });
        await command.PrepareAsync();
        return command;
    }

    private static void Fill(NpgsqlCommand command, int streams, int each)
    {
        var ids = new Guid[streams];
        var (events, owners) = (new Guid[streams * each], new Guid[streams * each]);
        var (versions, bodies) = (new long[streams * each], new byte[streams * each][]);
        for (var i = 0; i < streams; i++)
        {
            ids[i] = Guid.CreateVersion7();
            for (var j = 0; j < each; j++)
            {
                var at = i * each + j;
                (events[at], owners[at], versions[at]) = (Guid.CreateVersion7(), ids[i], j + 1);
                bodies[at] = JsonSerializer.SerializeToUtf8Bytes(Meter.Read(j), EventCatalogue.DefaultJson);
            }
        }
        object[] values = [ids, events, owners, versions, bodies];
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }
}
