using System.Reflection;
using System.Runtime.Loader;

namespace ConcertMaster.Nodes.Plugins;

/// <summary>
/// One plug-in with what lies beside it, read into memory so that its files may be replaced at any time. Nobody unloads
/// it: it goes when the last run that uses its nodes has let go of them, and until then it can still load what it needs.
/// </summary>
internal sealed class PluginContext(string name, string folder) : AssemblyLoadContext(name, isCollectible: true)
{
    public Assembly LoadFile(string path)
    {
        using var content = new MemoryStream(File.ReadAllBytes(path));
        var symbols = Path.ChangeExtension(path, ".pdb");
        if (!File.Exists(symbols)) return LoadFromStream(content);
        using var lines = new MemoryStream(File.ReadAllBytes(symbols));
        return LoadFromStream(content, lines);
    }

    // What the host has (the SDK above all) is the host's own, or a node would not be known for one.
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } wanted || IsOfTheHost(wanted)) return null;
        var beside = Path.Combine(folder, $"{wanted}.dll");
        return File.Exists(beside) ? LoadFile(beside) : null;
    }

    private static bool IsOfTheHost(string name) =>
        name.StartsWith("ConcertMaster.", StringComparison.Ordinal) && name == typeof(Sdk.INode).Assembly.GetName().Name
        || name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard" or "mscorlib";
}
