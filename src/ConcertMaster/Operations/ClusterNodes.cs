using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using ConcertMaster.EventStore.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Operations;

/// <summary>Which nodes are there, since when have they been silent, what do they run?</summary>
internal static class ClusterNodes
{
    internal sealed record Node(string Id, DateTimeOffset SeenAt, string[] Shards);

    public static void MapClusterNodes(this RouteGroupBuilder group) =>
        group.MapGet("/nodes", List).RequirePermission(Permission.ViewSystem).WithSummary("Nodes of the cluster");

    // Nodes belong to the installation and not to an organisation, so the system role reads them.
    private static async Task<IResult> List(Database database, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select n.node as id, n.seen_at,
                   array(select l.shard from app.event_leases l
                          where l.node = n.node and l.expires_at > clock_timestamp() order by l.shard) as shards
              from app.event_nodes n order by n.node
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var items = await RowReader.ReadAll<Node>(reader, ct);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }
}
