using System.Collections.Frozen;
using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Plugins;

/// <summary>
/// Everything that plug-ins offer at one moment. Immutable: whoever reads it sees one moment whole.
/// </summary>
internal sealed class PluginShelf
{
    public static readonly PluginShelf Empty = new([]);

    private readonly FrozenDictionary<string, PluginNode[]> _active;
    private readonly FrozenDictionary<string, PluginNode[]> _all;

    private PluginShelf(IReadOnlyList<Plugin> plugins)
    {
        Plugins = plugins;
        _active = ByType(plugins.Where(plugin => plugin.State == PluginState.Active));
        _all = ByType(plugins);
    }

    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>The newest of each type in the folder.</summary>
    public IEnumerable<PluginNode> Newest => _active.Values.Select(versions => versions[0]);

    /// <summary>
    /// The version that is named; else the newest that is compatible with it (the same first number, and not older). Null
    /// names the newest of all.
    /// </summary>
    public PluginNode? Find(string type, string? version)
    {
        if (version is null || !Version.TryParse(version, out var wanted))
            return _active.TryGetValue(type, out var newest) ? newest[0] : null;
        if (!_all.TryGetValue(type, out var versions)) return null;
        return Array.Find(versions, node => node.Version == wanted)
            ?? Array.Find(versions, node => node.Version.Major == wanted.Major && node.Version > wanted);
    }

    /// <summary>What lies in the folder now, with what was there before for workflows published with it.</summary>
    /// <param name="found">In the order of their files; those that have not changed as they were.</param>
    /// <param name="isBuiltIn">Whether the product itself has a node type of that name.</param>
    public PluginShelf Next(IReadOnlyList<Plugin> found, Func<string, bool> isBuiltIn)
    {
        var active = new List<Plugin>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plugin in found)
        {
            var twin = active.Find(known => known.State == PluginState.Active
                && known.Name == plugin.Name && known.Version == plugin.Version);
            active.Add(twin is not null && plugin.State == PluginState.Active
                ? plugin with
                {
                    State = PluginState.Faulty, Types = [],
                    Problem = $"{twin.File} is version {twin.Version} of {twin.Name} too. Give one another version, or remove it.",
                }
                : plugin with { Types = [.. plugin.Types.Select(type => WithoutClash(plugin, type))] });
        }
        var kept = Plugins.Where(old => old.State != PluginState.Faulty && !active.Exists(plugin =>
                plugin.State == PluginState.Active && plugin.Name == old.Name && plugin.Version == old.Version))
            .Select(old => old with { State = PluginState.Retired });
        return new([.. active, .. kept]);

        PluginType WithoutClash(Plugin plugin, PluginType type)
        {
            if (type.Node is null) return type;
            if (isBuiltIn(type.Type))
                return Without(type, $"ConcertMaster itself has a node type {type.Type}. Choose another name.");
            if (!owners.TryAdd(type.Type, plugin.Name) && owners[type.Type] != plugin.Name)
                return Without(type, $"The plug-in {owners[type.Type]} has a node type {type.Type} too, and came first.");
            return type;
        }
    }

    private static PluginType Without(PluginType type, string problem) => type with { Node = null, Problem = problem };

    private static FrozenDictionary<string, PluginNode[]> ByType(IEnumerable<Plugin> plugins) => plugins
        .SelectMany(plugin => plugin.Nodes.Select(node => (node, plugin.State))).GroupBy(pair => pair.node.Descriptor.Type)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.OrderBy(pair => pair.State).ThenByDescending(pair => pair.node.Version)
                .Select(pair => pair.node).ToArray(),
            StringComparer.Ordinal);
}
