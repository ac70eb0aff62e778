using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Plugins;

internal enum PluginState
{
    /// <summary>In the palette.</summary>
    Active,

    /// <summary>Gone from the folder, or replaced: kept for workflows that were published with it, until a restart.</summary>
    Retired,

    /// <summary>Nothing of it can be used.</summary>
    Faulty,
}

/// <summary>A class of a plug-in that is a node type, or wants to be one.</summary>
/// <param name="Problem">Why it cannot be used; null when it can.</param>
internal sealed record PluginType(string Type, string? Problem, PluginNode? Node);

/// <summary>An assembly of the plug-in folder, as it was found there.</summary>
/// <param name="Name">Of the assembly: two files with the same name are versions of one plug-in.</param>
/// <param name="File">Relative to the folder.</param>
/// <param name="Stamp">Length and time of the file: whether it is still the same.</param>
internal sealed record Plugin(
    string Name, Version Version, string File, string Stamp, DateTimeOffset LoadedAt, IReadOnlyList<PluginType> Types,
    string? Problem)
{
    public PluginState State { get; init; } = Problem is null ? PluginState.Active : PluginState.Faulty;

    public IEnumerable<PluginNode> Nodes => Types.Select(type => type.Node).OfType<PluginNode>();
}

/// <summary>What plug-ins may cost the host.</summary>
internal static class PluginLimits
{
    /// <summary>Largest assembly, in bytes.</summary>
    public const int AssemblyBytesMax = 64 * 1024 * 1024;

    /// <summary>Assemblies in the plug-in folder that are looked at.</summary>
    public const int PluginCountMax = 200;

    /// <summary>Node types of one plug-in.</summary>
    public const int NodeTypeCountMax = 200;

    /// <summary>How long the making of one node type may take.</summary>
    public static readonly TimeSpan LoadTimeMax = TimeSpan.FromSeconds(10);

    /// <summary>How long a node may think about its config, or about a signal it has waited for.</summary>
    public static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>Steps of one node type that may hang at once, beyond their time; then further ones fail at once.</summary>
    public const int HangingCountMax = 16;
}
