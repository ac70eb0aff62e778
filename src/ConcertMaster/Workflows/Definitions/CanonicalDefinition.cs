using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

/// <summary>
/// One text for one meaning: keys sorted, nodes and edges by id, layout and notes left out. Two definitions with the
/// same hash run alike.
/// </summary>
internal static class CanonicalDefinition
{
    public static string HashOf(WorkflowDefinition definition)
    {
        var meaning = definition with
        {
            Nodes = [.. definition.Nodes.OrderBy(node => node.Id, StringComparer.Ordinal)
                .Select(node => node with { Position = new(0, 0), Notes = null })],
            Edges = [.. definition.Edges.OrderBy(edge => edge.Id, StringComparer.Ordinal)],
            Layout = null,
        };
        var sorted = Sorted(JsonSerializer.SerializeToNode(meaning, AppJson.Options));
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(sorted)));
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
