using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ConcertMaster.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Nodes;

/// <summary>The node types of the application, found by scanning, one instance of each for all runs.</summary>
internal sealed class NodeRegistry : INodeCatalogue
{
    private readonly FrozenDictionary<string, INode> _nodes;

    /// <exception cref="ArgumentException">Two node types with the same name.</exception>
    public NodeRegistry(IEnumerable<INode> nodes)
    {
        var byType = new Dictionary<string, INode>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (!byType.TryAdd(node.Descriptor.Type, node))
                throw new ArgumentException(
                    $"'{node.Descriptor.Type}' names both {byType[node.Descriptor.Type].GetType()} and {node.GetType()}.",
                    nameof(nodes));
        }
        _nodes = byType.ToFrozenDictionary(StringComparer.Ordinal);
        Descriptors = [.. byType.Values.Select(node => node.Descriptor)
            .OrderBy(descriptor => descriptor.Category).ThenBy(descriptor => descriptor.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<NodeDescriptor> Descriptors { get; }

    public bool TryFind(string type, [NotNullWhen(true)] out INode? node) => _nodes.TryGetValue(type, out node);
}

internal static class NodeServices
{
    /// <summary>Registers every <see cref="INode"/> of the application; its constructor may ask for services.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services) => services
        .Scan(scan => scan.FromAssemblyOf<NodeRegistry>()
            .AddClasses(classes => classes.AssignableTo<INode>(), publicOnly: false)
            .As<INode>()
            .WithSingletonLifetime())
        .AddSingleton<INodeCatalogue, NodeRegistry>();
}
