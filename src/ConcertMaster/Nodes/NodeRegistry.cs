using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ConcertMaster.Nodes.Plugins;
using ConcertMaster.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Nodes;

/// <summary>
/// The node types of the application, found by scanning, and those of plug-ins; one instance of each for all runs.
/// </summary>
internal sealed class NodeRegistry : INodeCatalogue
{
    private readonly FrozenDictionary<string, INode> _nodes;
    private volatile Offer _offer;

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
        _offer = OfferWith(PluginShelf.Empty, 0);
    }

    private sealed record Offer(PluginShelf Shelf, IReadOnlyList<NodeDescriptor> Descriptors, int Edition);

    public IReadOnlyList<NodeDescriptor> Descriptors => _offer.Descriptors;

    public int Edition => _offer.Edition;

    public PluginShelf Shelf => _offer.Shelf;

    public bool TryFind(string type, [NotNullWhen(true)] out INode? node) => TryFind(type, null, out node);

    public bool TryFind(string type, string? version, [NotNullWhen(true)] out INode? node)
    {
        if (_nodes.TryGetValue(type, out node)) return true;
        return (node = _offer.Shelf.Find(type, version)) is not null;
    }

    /// <summary>What lies in the plug-in folder now. Runs under way keep what they have begun with.</summary>
    public void Put(IReadOnlyList<Plugin> found)
    {
        var last = _offer;
        _offer = OfferWith(last.Shelf.Next(found, _nodes.ContainsKey), last.Edition + 1);
    }

    private Offer OfferWith(PluginShelf shelf, int edition) => new(shelf,
        [.. _nodes.Values.Concat(shelf.Newest).Select(node => node.Descriptor)
            .OrderBy(descriptor => descriptor.Category).ThenBy(descriptor => descriptor.Name, StringComparer.Ordinal)],
        edition);
}

internal static class NodeServices
{
    /// <summary>Registers every <see cref="INode"/> of the application; its constructor may ask for services.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services) => services
        .Scan(scan => scan.FromAssemblyOf<NodeRegistry>()
            .AddClasses(classes => classes.AssignableTo<INode>().Where(type => !type.IsAssignableTo(typeof(PluginNode))), publicOnly: false)
            .As<INode>()
            .WithSingletonLifetime())
        .AddSingleton<NodeRegistry>()
        .AddSingleton<INodeCatalogue>(provider => provider.GetRequiredService<NodeRegistry>())
        .AddSingleton<PluginFolder>()
        .AddHostedService(provider => provider.GetRequiredService<PluginFolder>());
}
