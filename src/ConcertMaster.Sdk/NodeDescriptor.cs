using System.Text.Json;

namespace ConcertMaster.Sdk;

/// <summary>The shelves of the palette.</summary>
public enum NodeCategory { Trigger, Collection, Transform, Logic, People, Output }

/// <summary>A worked example, shown in the palette and in the catalogue.</summary>
public sealed record NodeExample(string Title, JsonElement Config);

/// <summary>Everything the product knows of a node type.</summary>
public sealed record NodeDescriptor
{
    /// <summary>The name used in definitions, such as <c>DataMapper</c>. Unique, stable.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// Set by the host to the version of the plug-in's assembly, such as <c>1.2.0</c>; null for the product's own types.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>The name shown, such as "Map data".</summary>
    public required string Name { get; init; }

    public required NodeCategory Category { get; init; }

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }

    /// <summary>A lucide icon name, in kebab case.</summary>
    public required string Icon { get; init; }

    /// <summary>JSON Schema (2020-12) of the config. See the author's guide for the <c>x-…</c> annotations.</summary>
    public required JsonElement ConfigSchema { get; init; }

    /// <summary>The line on the card, with config values in double braces: <c>"{{method}} {{url}}"</c>.</summary>
    public string Summary { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Further words by which the palette finds the node, never shown: other names, other languages.</summary>
    public string SearchText { get; init; } = "";

    /// <summary>Ports by which a run leaves the node.</summary>
    public IReadOnlyList<string> OutputPorts { get; init; } = ["out"];

    /// <summary>
    /// What leaves by the ports: for each, the first of these whose port and settings fit. Where none does, nothing is
    /// known of what leaves.
    /// </summary>
    public IReadOnlyList<PortType> Outputs { get; init; } = [];

    /// <summary>
    /// What the node is made for, and proposed after; null for anything. It need not be met, as settings may take what
    /// they need from elsewhere: only fields that its schema says are <c>required</c> are missed.
    /// </summary>
    public PortType? Input { get; init; }

    /// <summary>A config array whose items' <c>port</c> adds output ports, such as <c>cases</c>; null for none.</summary>
    public string? DynamicPorts { get; init; }

    /// <summary>Triggers start runs: they have no input port, and their output is the run's input.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>Computes from its config and input alone; evaluated in memory and never recorded before it runs.</summary>
    public bool IsPure { get; init; }

    /// <summary>A container: nodes that name it as their parent form its body, run once per item.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Config keys kept as written: the node evaluates their expressions itself, for example per item.</summary>
    public IReadOnlyList<string> UnevaluatedKeys { get; init; } = [];

    /// <summary>
    /// Where several edges meet, the input is an object with one property per source node instead of one merged value.
    /// </summary>
    public bool TakesInputsApart { get; init; }

    /// <summary>Markdown.</summary>
    public string Documentation { get; init; } = "";

    public IReadOnlyList<NodeExample> Examples { get; init; } = [];

    /// <summary>Parses a schema written as JSON text.</summary>
    public static JsonElement Schema(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
