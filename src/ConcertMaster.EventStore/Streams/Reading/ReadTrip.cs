using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Streams;

/// <summary>One round trip that reads stretches of streams, of whatever tenants they are.</summary>
internal sealed class ReadTrip(EventStoreOptions options)
{
    // Where many share a trip, a long stream is gone on with by itself.
    private const int SharedPageCount = 32;

    private const string OfOne = $"""
        select {EventRows.ColumnsOfStream} from events.mt_events e
        where e.tenant_id = $1 and e.stream_id = $2 and e.version >= $3 and e.version <= $4
        order by e.version limit $5
        """;

    private const string OfMany = """
        select e.seq_id, e.id, e.tenant_id, e.stream_id, e.stream_type, e.version, e.type, e.data, e.timestamp,
               e.correlation_id, e.causation_id, e.user_name, e.headers, r.place
          from unnest($2::uuid[], $3::bigint[], $4::bigint[]) with ordinality as r (stream, first, last, place)
          cross join lateral (
              select e.*, (select s.type from events.mt_streams s where s.tenant_id = $1 and s.id = r.stream) as stream_type
                from events.mt_events e
               where e.tenant_id = $1 and e.stream_id = r.stream and e.version >= r.first and e.version <= r.last
               order by e.version limit $5) e
         order by r.place, e.version
        """;

    /// <summary>Every read gets its answer or its fault; none stays without.</summary>
    public async Task Make(IReadOnlyList<PendingRead> reads)
    {
        try
        {
            await using var connection = await options.Requests.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection);
            var groups = reads.GroupBy(read => read.Stream.Tenant).Select(group => group.ToList()).ToList();
            foreach (var group in groups) Add(batch, group);
            await batch.PrepareAsync();
            await using var reader = await batch.ExecuteReaderAsync();
            foreach (var group in groups)
            {
                await reader.NextResultAsync();
                await Receive(reader, group);
                await reader.NextResultAsync();
            }
        }
        catch (Exception fault)
        {
            foreach (var read in reads) read.Fail(fault);
        }
    }

    private void Add(NpgsqlBatch batch, List<PendingRead> reads)
    {
        var tenant = reads[0].Stream.Tenant;
        batch.BatchCommands.Add(TenantCommand.For(options, tenant));
        var command = new NpgsqlBatchCommand(reads.Count == 1 ? OfOne : OfMany)
        {
            Parameters = { new() { Value = tenant.Value, NpgsqlDbType = NpgsqlDbType.Varchar } },
        };
        object[] values = reads is [var only]
            ? [only.Stream.Id, only.From, only.To, options.ReadPageCount]
            :
            [
                reads.ConvertAll(read => read.Stream.Id), reads.ConvertAll(read => read.From),
                reads.ConvertAll(read => read.To), SharedPageCount,
            ];
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }

    private async Task Receive(NpgsqlDataReader reader, List<PendingRead> reads)
    {
        var rows = new EventRows(options.Catalogue);
        while (await reader.ReadAsync())
        {
            var read = reads.Count == 1 ? reads[0] : reads[(int)reader.GetInt64(13) - 1];
            try
            {
                if (!read.Done.IsCompleted) read.Events.Add(rows.Read(reader));
            }
            catch (Exception unreadable)
            {
                read.Fail(unreadable); // and none of its neighbours
            }
        }
        var pageCount = reads.Count == 1 ? options.ReadPageCount : SharedPageCount;
        foreach (var read in reads) read.Succeed(read.Events.Count < pageCount);
    }
}

internal static class TenantCommand
{
    public static NpgsqlBatchCommand For(EventStoreOptions options, TenantId tenant) =>
        new($"select set_config($1, $2, true), {StablePlans.Setting}")
        {
            Parameters = { new() { Value = options.TenantSetting }, new() { Value = tenant.Value } },
        };
}
