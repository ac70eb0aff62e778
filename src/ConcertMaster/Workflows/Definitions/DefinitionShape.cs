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

    private static readonly string[] Settings =
    [
        "vars", "errorWorkflow", "concurrencyKey", "concurrencyMax", "priority", "missedRuns", "timeoutSeconds",
    ];

    public static bool IsId(string? id) => id is { Length: > 0 and <= WorkflowLimits.IdLengthMax }
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static bool IsName(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= Limits.NameLengthMax;

    /// <summary>Reads a definition from JSON, node by node, so that each fault names its place.</summary>
    public static (WorkflowDefinition Definition, IReadOnlyList<DefinitionProblem> Problems) Read(JsonElement? json)
    {
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
            return (WorkflowDefinition.Empty, []);
        var problems = new List<DefinitionProblem>();
        if (given.ValueKind != JsonValueKind.Object)
            return (WorkflowDefinition.Empty, [Malformed("", "A definition is an object with nodes and edges.")]);
        var definition = new WorkflowDefinition
        {
            Nodes = [.. List<NodeDefinition>(given, "nodes", problems).Select(Normalise)],
            Edges = [.. List<EdgeDefinition>(given, "edges", problems).Select(Normalise)],
            Settings = given.TryGetProperty("settings", out var settings) && settings.ValueKind != JsonValueKind.Null
                ? One<WorkflowSettings>(settings, "/settings", problems) ?? new() : new(),
            Layout = given.TryGetProperty("layout", out var layout) && layout.ValueKind != JsonValueKind.Null
                ? One<WorkflowLayout>(layout, "/layout", problems) : null,
        };
        return (definition, problems);
    }

    private static List<T> List<T>(JsonElement given, string key, List<DefinitionProblem> problems) where T : class
    {
        if (!given.TryGetProperty(key, out var list) || list.ValueKind == JsonValueKind.Null) return [];
        if (list.ValueKind != JsonValueKind.Array)
        {
            problems.Add(Malformed($"/{key}", $"'{key}' is not a list."));
            return [];
        }
        return [.. list.EnumerateArray()
            .Select((item, index) => One<T>(item, $"/{key}/{index}", problems)).OfType<T>()];
    }

    private static T? One<T>(JsonElement item, string path, List<DefinitionProblem> problems) where T : class
    {
        try
        {
            if (item.Deserialize<T>(AppJson.Options) is { } read) return read;
            problems.Add(Malformed(path, $"{path} is empty."));
        }
        catch (JsonException fault)
        {
            problems.Add(Malformed(path + (fault.Path ?? "$")[1..].Replace('.', '/'),
                $"{path} has not the documented shape at '{(fault.Path ?? "$").TrimStart('$', '.')}'."));
        }
        return null;
    }

    private static DefinitionProblem Malformed(string path, string message) =>
        new(null, null, path, "definition.malformed", message, ProblemSeverity.Error);

    public static NodeDefinition Normalise(NodeDefinition node) => node with
    {
        Name = string.IsNullOrWhiteSpace(node.Name) ? node.Type ?? "" : node.Name,
        Config = node.Config.ValueKind == JsonValueKind.Undefined ? NodeDefinition.EmptyObject : node.Config.Clone(),
        Position = node.Position ?? new(0, 0),
        TypeVersion = null, // publishing names it
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
    public static NodeDefinition? Merge(NodeDefinition node, JsonElement changes) => Merge(node, changes, Changeable);

    /// <summary>The settings with the named ones replaced; null when one is unknown or of the wrong type.</summary>
    public static WorkflowSettings? Merge(WorkflowSettings settings, JsonElement changes) =>
        Merge(settings, changes, Settings);

    private static T? Merge<T>(T whole, JsonElement changes, IReadOnlyList<string> changeable) where T : class
    {
        if (changes.ValueKind != JsonValueKind.Object) return null;
        var json = JsonSerializer.SerializeToNode(whole, AppJson.Options)!.AsObject();
        foreach (var change in changes.EnumerateObject())
        {
            if (!changeable.Contains(change.Name)) return null;
            if (change.Value.ValueKind == JsonValueKind.Null) json.Remove(change.Name);
            else json[change.Name] = JsonNode.Parse(change.Value.GetRawText());
        }
        try
        {
            return json.Deserialize<T>(AppJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
