using System.Text.Json;

namespace ConcertMaster.Sdk;

/// <summary>
/// What leaves a node by a port, or what a node is made for. It is shown at the port, says what is likely to come next,
/// and tells settings that read what never arrives. Nothing is checked by it when a step runs.
/// </summary>
/// <param name="Name">A few words for people, such as "Answer to a form".</param>
/// <param name="Schema">
/// JSON Schema of the value. Fields that it does not name may be there too, unless it says
/// <c>"additionalProperties": false</c>.
/// </param>
public sealed record PortType(string Name, JsonElement Schema)
{
    /// <summary>The port that it is of; null for all ports.</summary>
    public string? Port { get; init; }

    /// <summary>
    /// Settings under which it holds, with the values that they may have: <c>{"output": "all"}</c>,
    /// <c>{"mode": ["a", "b"]}</c>. A setting that is left out has its default, or else null.
    /// </summary>
    public JsonElement? When { get; init; }

    /// <summary>The input of the step goes on as it is, with the fields of the schema added.</summary>
    public bool KeepsInput { get; init; }

    /// <summary>A setting that names further fields: a text names one, and each key of an object another.</summary>
    public string? FieldsFrom { get; init; }

    /// <summary>
    /// An object of these fields and no others. <c>rows[]</c> is a list, the others may be anything; a node that knows
    /// more of them gives a schema.
    /// </summary>
    public static PortType Of(string name, params IEnumerable<string> fields) => new(name, JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = fields.ToDictionary(
            field => field.Replace("[]", ""),
            field => field.EndsWith("[]", StringComparison.Ordinal)
                ? new Dictionary<string, string> { ["type"] = "array" } : new Dictionary<string, string>()),
        additionalProperties = false,
    }));

    /// <summary>A list of anything.</summary>
    public static PortType List(string name) => new(name, NodeDescriptor.Schema("""{"type": "array"}"""));

    /// <summary>Anything at all.</summary>
    public static PortType Anything(string name) => new(name, NodeDescriptor.Schema("{}"));
}
