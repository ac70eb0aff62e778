using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace ConcertMaster.Audit;

/// <summary>What happened, newest first, by stream, kind, actor, time, or a word in the data?</summary>
internal static class AuditLog
{
    /// <param name="Type">An event name, or the beginning of one: <c>review.</c> finds all of reviews.</param>
    /// <param name="Actor">A user id, or the name of a part of the system.</param>
    internal sealed record Filter(
        Guid? Stream, string? Type, string? Actor, DateTimeOffset? From, DateTimeOffset? To, string? Search,
        string? Correlation, int? Limit, string? Cursor);

    public static void MapAuditLog(this RouteGroupBuilder group) =>
        group.MapGet("/events", List).RequirePermission(Permission.ViewAudit).WithSummary("The log, filtered");

    // What is sealed is found by nothing, and least of all by the letters that it is sealed in.
    private static async Task<IResult> List(
        [AsParameters] Filter filter, TenantDatabase db, EventCatalogue catalogue, AuditEntries entries,
        CancellationToken ct)
    {
        var size = Page.Size(filter.Limit);
        var before = long.TryParse(Page.Decode(filter.Cursor), out var sequence) ? sequence : long.MaxValue;
        var rows = await db.Query("""
            select e.seq_id, e.id, e.stream_id, s.type, e.version, e.type, e.data::text, e.timestamp,
                   e.correlation_id, e.causation_id, e.user_name
              from events.mt_events e
              join events.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
             where e.tenant_id = $1 and e.seq_id < $2
               and ($3::uuid is null or e.stream_id = $3)
               and ($4::text is null or starts_with(e.type, $4))
               and ($5::text is null or e.user_name = $5)
               and ($6::timestamptz is null or e.timestamp >= $6)
               and ($7::timestamptz is null or e.timestamp <= $7)
               and ($8::text is null or e.data::text ilike $8 and (e.data::text not like '%sealed.v1.%'
                    or regexp_replace(e.data::text, 'sealed\.v1\.[a-z]\.[0-9a-f]{32}[._][A-Za-z0-9_-]+\.?', ' ', 'g') ilike $8))
               and ($9::text is null or e.correlation_id = $9)
             order by e.seq_id desc
             limit $10
            """, row => Read(row, db.Tenant, catalogue), ct, db.Tenant.Value, before, filter.Stream, filter.Type,
            filter.Actor, filter.From?.ToUniversalTime(), filter.To?.ToUniversalTime(),
            SearchPattern.Containing(filter.Search), filter.Correlation, size + 1);
        var page = Page.From(rows, size, row => row.Sequence.ToString());
        return Results.Json(new Page<AuditEntry>(await entries.Of(page.Items, db, ct), page.Next), AppJson.Options);
    }

    private static RecordedEvent Read(NpgsqlDataReader row, TenantId tenant, EventCatalogue catalogue) => new(
        row.GetInt64(0), row.GetGuid(1), tenant, row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3),
        row.GetInt64(4), row.GetString(5),
        catalogue.Deserialize(row.GetString(5), System.Text.Encoding.UTF8.GetBytes(row.GetString(6))),
        row.GetFieldValue<DateTimeOffset>(7), new EventMetadata
        {
            CorrelationId = row.IsDBNull(8) ? null : row.GetString(8),
            CausationId = row.IsDBNull(9) ? null : row.GetString(9),
            UserName = row.IsDBNull(10) ? null : row.GetString(10),
        });
}
