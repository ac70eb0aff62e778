using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes;

/// <summary>Every node type the product knows at this moment. A definition may only name these.</summary>
public interface INodeCatalogue
{
    /// <summary>All types, by category and name.</summary>
    IReadOnlyList<NodeDescriptor> Descriptors { get; }

    bool TryFind(string type, [NotNullWhen(true)] out INode? node);

    /// <param name="version">What a workflow was published with; null for the newest.</param>
    bool TryFind(string type, string? version, [NotNullWhen(true)] out INode? node) => TryFind(type, out node);

    /// <summary>Grows when node types come, go or are replaced: what was made of older ones is to be made anew.</summary>
    int Edition => 0;
}

public static class NodeCatalogueReading
{
    public static NodeDescriptor? DescriptorOf(this INodeCatalogue catalogue, string type) =>
        catalogue.TryFind(type, out var node) ? node.Descriptor : null;

    /// <summary>The ports by which a node with this config can be left, without the error port.</summary>
    public static IReadOnlyList<string> OutputPortsOf(
        this NodeDescriptor descriptor, JsonElement config)
    {
        if (descriptor.DynamicPorts is not { } key
            || config.ValueKind != JsonValueKind.Object
            || !config.TryGetProperty(key, out var items)
            || items.ValueKind != JsonValueKind.Array)
            return descriptor.OutputPorts;
        var ports = new List<string>();
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object
                && item.TryGetProperty("port", out var port)
                && port.ValueKind == JsonValueKind.String)
                ports.Add(port.GetString()!);
        }
        return [.. ports.Concat(descriptor.OutputPorts).Distinct(StringComparer.Ordinal)];
    }
}

/// <summary>Signals that the engine itself delivers to waiting nodes.</summary>
public static class NodeContracts
{
    /// <summary>Somebody called the address of a waiting step; the data is the body.</summary>
    public const string CallbackSignal = "callback";
}

/// <summary>When does a schedule fire?</summary>
public interface ISchedule
{
    /// <summary>The first moment after this one; null when it never fires again.</summary>
    DateTimeOffset? NextAfter(DateTimeOffset moment);
}

public static class Schedules
{
    /// <exception cref="FormatException">The expression or the zone is not valid; the message says why.</exception>
    public static ISchedule Parse(string cron, string? timezone) => Triggers.CronSchedule.Parse(cron, timezone);
}
