using System.Text.Json;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Connections;

internal readonly record struct ConnectionKey(Guid ConnectionId);

internal sealed record ConnectionRow(
    string Name, string Kind, JsonElement Settings, bool HasSecret, DateTimeOffset UpdatedAt);

/// <summary>Which connections are there?</summary>
internal static class ConnectionList
{
    public static readonly RowProjection<ConnectionKey, ConnectionRow> Projection = new(
        "connections", "read.connections",
        [
            typeof(ConnectionCreated), typeof(ConnectionChanged), typeof(ConnectionSecretReplaced),
            typeof(ConnectionDeleted),
        ],
        recorded => [new ConnectionKey(recorded.StreamId)], Project);

    private static ConnectionRow? Project(ConnectionKey key, ConnectionRow? row, RecordedEvent recorded) =>
        recorded.Data switch
        {
            ConnectionCreated e => new(e.Name, e.Kind.ToString().ToLowerInvariant(), e.Settings, false, e.At),
            ConnectionChanged e => row! with { Name = e.Name, Settings = e.Settings, UpdatedAt = e.At },
            ConnectionSecretReplaced e => row! with { HasSecret = true, UpdatedAt = e.At },
            ConnectionDeleted => null,
            _ => row,
        };

    public static void MapConnectionList(this RouteGroupBuilder group) =>
        group.MapGet("/", List).RequirePermission(Permission.ViewConnections)
            .WithSummary("Connections by name, without their secrets");

    private static async Task<IResult> List(TenantDatabase db, int? limit, string? cursor, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var after = Page.AfterNamed(cursor);
        var rows = await db.Query("""
            select c.connection_id, c.name, c.kind, c.settings, c.has_secret, c.updated_at,
                   b.state, b.reason, b.until, b.since
              from read.connections c
              left join read.connection_breakers b using (tenant_id, connection_id)
             where c.tenant_id = $1 and ($2::uuid is null or (c.name, c.connection_id) > ($3::text, $2::uuid))
             order by c.name, c.connection_id limit $4
            """, row => new
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Kind = row.GetString(2),
            Settings = JsonSerializer.Deserialize<JsonElement>(row.GetString(3)),
            HasSecret = row.GetBoolean(4),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(5),
            Breaker = row.IsDBNull(6)
                ? null
                : new
                {
                    State = row.GetString(6),
                    Reason = row.GetString(7),
                    Until = row.GetFieldValue<DateTimeOffset>(8),
                    Since = row.GetFieldValue<DateTimeOffset>(9),
                },
        }, ct, db.Tenant.Value, after?.Id, after?.Name, size + 1);
        return Results.Json(Page.From(rows, size, row => Page.Named(row.Id, row.Name)), AppJson.Options);
    }
}
