using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

/// <summary>What a node or an edge must look like before it may stand in a draft at all.</summary>
internal static class DefinitionShape
{
    public static readonly string IdRule =
        $"Ids have 1 to {WorkflowLimits.IdLengthMax} characters: letters, digits, '-' and '_'.";

    private static readonly string[] Changeable =
        ["parent", "disabled", "notes", "onError", "retry", "timeoutSeconds", "join"];

    public static bool IsId(string? id) => id is { Length: > 0 and <= WorkflowLimits.IdLengthMax }
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static bool IsName(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= Limits.NameLengthMax;

    public static WorkflowDefinition Normalise(WorkflowDefinition definition) => new()
    {
        Nodes = [.. (definition.Nodes ?? []).Select(Normalise)],
        Edges = [.. (definition.Edges ?? []).Select(Normalise)],
        Settings = definition.Settings ?? new(),
    };

    public static NodeDefinition Normalise(NodeDefinition node) => node with
    {
        Name = string.IsNullOrWhiteSpace(node.Name) ? node.Type ?? "" : node.Name,
        Config = node.Config.ValueKind == JsonValueKind.Undefined ? NodeDefinition.EmptyObject : node.Config.Clone(),
        Position = node.Position ?? new(0, 0),
    };

    /// <summary>Gives the edge an id when it has none, and reads <c>condition</c> as the port it stands for.</summary>
    public static EdgeDefinition Normalise(EdgeDefinition edge)
    {
        var port = edge.Condition ?? (string.IsNullOrEmpty(edge.FromPort) ? "out" : edge.FromPort);
        var id = string.IsNullOrEmpty(edge.Id) && edge is { From: not null, To: not null }
            ? "e-" + StableId.From(edge.From, port, edge.To).ToString("N")[..12]
            : edge.Id;
        return edge with { Id = id, FromPort = port, Condition = null };
    }

    public static (string Code, string Message)? FaultOf(NodeDefinition node) =>
        !IsId(node.Id) ? ("node.id-invalid", IdRule)
        : string.IsNullOrWhiteSpace(node.Type) ? ("node.type-missing", $"Node '{node.Id}' has no type.")
        : node.Name.Length > Limits.NameLengthMax
            ? ("node.name-too-long", $"Names have at most {Limits.NameLengthMax} characters.")
        : FaultOfConfig(node.Id, node.Config);

    public static (string Code, string Message)? FaultOfConfig(string nodeId, JsonElement config) =>
        config.ValueKind != JsonValueKind.Object
            ? ("node.config-malformed", $"The config of node '{nodeId}' is not a JSON object.")
        : config.GetRawText().Length > WorkflowLimits.ConfigLengthMax
            ? ("node.config-too-large",
                $"The config of node '{nodeId}' is longer than {WorkflowLimits.ConfigLengthMax:N0} characters.")
        : null;

    /// <summary>The node with the named properties replaced; null when one is unknown or of the wrong type.</summary>
    public static NodeDefinition? Merge(NodeDefinition node, JsonElement changes)
    {
        if (changes.ValueKind != JsonValueKind.Object) return null;
        var json = JsonSerializer.SerializeToNode(node, AppJson.Options)!.AsObject();
        foreach (var change in changes.EnumerateObject())
        {
            if (!Changeable.Contains(change.Name)) return null;
            if (change.Value.ValueKind == JsonValueKind.Null) json.Remove(change.Name);
            else json[change.Name] = JsonNode.Parse(change.Value.GetRawText());
        }
        try
        {
            return json.Deserialize<NodeDefinition>(AppJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
