using System.Text.Json;
using ConcertMaster.Nodes;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Workflows;

/// <summary>
/// What is known, before any run, of the values that flow in a definition: JSON Schemas, or null where nothing is sure.
/// The browser knows the same by <c>ui/src/graph/ports/flowing.ts</c>, and the same cases test both.
/// </summary>
internal sealed class PortFlow
{
    /// <summary>A value of more fields than these is not followed further.</summary>
    private const int FieldCountMax = 100;

    private readonly Dictionary<string, NodeDefinition> _nodes;
    private readonly ILookup<string, EdgeDefinition> _into;
    private readonly INodeCatalogue _catalogue;
    private readonly Dictionary<string, JsonElement?> _arriving = new(StringComparer.Ordinal);

    public PortFlow(WorkflowDefinition definition, INodeCatalogue catalogue)
    {
        _catalogue = catalogue;
        _nodes = definition.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        _into = definition.Edges.ToLookup(edge => edge.To, StringComparer.Ordinal);
        foreach (var id in SourcesFirst(definition)) _arriving[id] = Arrive(_nodes[id]);
    }

    /// <summary>The input of a step.</summary>
    public JsonElement? Arriving(string nodeId) => _arriving.GetValueOrDefault(nodeId);

    /// <summary>The output of a step, whichever way it leaves.</summary>
    public JsonElement? GivenBy(NodeDefinition node)
    {
        var ports = _catalogue.DescriptorOf(node.Type)?.OutputPortsOf(node.Config) ?? [];
        return Union([.. (node.OnError == OnError.Port ? ports.Append("error") : ports).Select(port => GivenBy(node, port))]);
    }

    /// <summary>What starts the run, where it is one kind of thing.</summary>
    public JsonElement? Starting() => Union(
    [
        .. _nodes.Values.Where(node => !node.Disabled && _catalogue.DescriptorOf(node.Type)?.IsTrigger == true).Select(GivenBy),
    ]);

    private JsonElement? Arrive(NodeDefinition node) =>
        _catalogue.DescriptorOf(node.Type) is null or { TakesInputsApart: true } ? null
        : Union([.. _into[node.Id].Select(edge => GivenBy(_nodes[edge.From], edge.FromPort))]);

    private JsonElement? GivenBy(NodeDefinition node, string port)
    {
        if (_catalogue.DescriptorOf(node.Type) is not { } descriptor) return null;
        if (node.Disabled) return descriptor.IsTrigger ? null : Arriving(node.Id);
        // A failure that goes on takes the place of what would have come.
        if (node.OnError == OnError.Continue) return null;
        if (port == "error" && node.OnError == OnError.Port) return ObjectOf(["error"]);
        foreach (var type in descriptor.Outputs)
        {
            if (type.Port is { } of && of != port) continue;
            if (Fits(type.When, node.Config, descriptor) is not { } fits) return null;
            if (fits) return Given(type, node, descriptor);
        }
        return null;
    }

    private JsonElement? Given(PortType type, NodeDefinition node, NodeDescriptor descriptor)
    {
        if (FieldsFrom(type, node, descriptor) is not { } named) return null;
        var own = named.Count == 0 ? type.Schema : Joined(type.Schema, ObjectOf(named));
        if (!type.KeepsInput || own is not { } added) return own;
        return Arriving(node.Id) is { } input && IsObject(input) ? Joined(input, added) : null;
    }

    /// <returns>Null where only a run can tell.</returns>
    private static IReadOnlyList<string>? FieldsFrom(PortType type, NodeDefinition node, NodeDescriptor descriptor) =>
        type.FieldsFrom is not { } key ? [] : Setting(node.Config, descriptor, key) switch
        {
            { ValueKind: JsonValueKind.Object } fields => [.. fields.EnumerateObject().Select(field => field.Name)],
            { ValueKind: JsonValueKind.String } text when !IsExpression(text) && text.GetString() is { Length: > 0 } name => [name],
            _ => null,
        };

    private static bool? Fits(JsonElement? when, JsonElement config, NodeDescriptor descriptor)
    {
        if (when is not { ValueKind: JsonValueKind.Object } conditions) return true;
        foreach (var condition in conditions.EnumerateObject())
        {
            var value = Setting(config, descriptor, condition.Name) ?? JsonValues.Null;
            if (IsExpression(value)) return null;
            IEnumerable<JsonElement> wanted =
                condition.Value.ValueKind == JsonValueKind.Array ? condition.Value.EnumerateArray() : [condition.Value];
            if (!wanted.Any(one => JsonElement.DeepEquals(one, value))) return false;
        }
        return true;
    }

    private static JsonElement? Setting(JsonElement config, NodeDescriptor descriptor, string key) =>
        config.Property(key) ?? descriptor.ConfigSchema.Property("properties")?.Property(key)?.Property("default");

    private static bool IsExpression(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Contains("{{", StringComparison.Ordinal);

    private static bool IsObject(JsonElement schema) => schema.Text("type") == "object";

    private static bool IsClosed(JsonElement schema) =>
        schema.Property("additionalProperties") is { ValueKind: JsonValueKind.False };

    private static JsonElement ObjectOf(IEnumerable<string> fields) => JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = fields.Distinct(StringComparer.Ordinal).ToDictionary(field => field, _ => JsonValues.EmptyObject),
        additionalProperties = false,
    });

    /// <summary>Of several values one arrives, or all of them as one object.</summary>
    private static JsonElement? Union(IReadOnlyList<JsonElement?> schemas)
    {
        if (schemas.Count == 0 || schemas.Any(schema => schema is null)) return null;
        var known = schemas.Select(schema => schema!.Value).ToList();
        return known.Skip(1).All(schema => JsonElement.DeepEquals(schema, known[0])) ? known[0]
            : known.TrueForAll(IsObject) ? known.Skip(1).Aggregate(schemas[0], Joined)
            : null;
    }

    private static JsonElement? Joined(JsonElement? known, JsonElement other)
    {
        if (known is not { } one) return null;
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var schema in new[] { one, other })
        {
            if (schema.Property("properties") is not { ValueKind: JsonValueKind.Object } properties) continue;
            foreach (var field in properties.EnumerateObject())
                fields[field.Name] = fields.TryGetValue(field.Name, out var before) && !JsonElement.DeepEquals(before, field.Value)
                    ? JsonValues.EmptyObject : field.Value;
        }
        if (fields.Count > FieldCountMax) return null;
        return JsonSerializer.SerializeToElement(new
        {
            type = "object", properties = fields, additionalProperties = !(IsClosed(one) && IsClosed(other)),
        });
    }

    private IEnumerable<string> SourcesFirst(WorkflowDefinition definition)
    {
        var next = definition.Edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var open = definition.Nodes.ToDictionary(node => node.Id, node => _into[node.Id].Count(), StringComparer.Ordinal);
        var ready = new Queue<string>(definition.Nodes.Select(node => node.Id).Where(id => open[id] == 0));
        while (ready.TryDequeue(out var id))
        {
            yield return id;
            foreach (var to in next[id])
                if (--open[to] == 0) ready.Enqueue(to);
        }
    }
}
