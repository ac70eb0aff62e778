using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.JsonSchema;
using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Plugins;

/// <summary>From a file of the plug-in folder to its node types. Every fault becomes a sentence; none leaves here.</summary>
internal static partial class PluginLoading
{
    public static Plugin Load(string folder, string path, string stamp, DateTimeOffset now)
    {
        var file = Path.GetRelativePath(folder, path);
        var name = Path.GetFileNameWithoutExtension(path);
        var version = new Version(0, 0, 0);
        try
        {
            if (new FileInfo(path).Length > PluginLimits.AssemblyBytesMax)
                return Faulty($"An assembly has at most {PluginLimits.AssemblyBytesMax / 1024 / 1024} MB.");
            var identity = AssemblyName.GetAssemblyName(path);
            (name, version) = (identity.Name ?? name, ThreeParts(identity.Version));
            var context = new PluginContext($"{name} {version}", Path.GetDirectoryName(path)!);
            var assembly = context.LoadFile(path);
            var types = assembly.GetTypes().Where(IsNode).OrderBy(type => type.FullName, StringComparer.Ordinal).ToList();
            return types.Count switch
            {
                0 => Faulty("It has no public class with a constructor without parameters that is an INode."),
                > PluginLimits.NodeTypeCountMax => Faulty($"It has more than {PluginLimits.NodeTypeCountMax} node types."),
                _ => new Plugin(name, version, file, stamp, now,
                    [.. types.Select(type => One(type, context, version.ToString()))], null),
            };
        }
        catch (BadImageFormatException)
        {
            return Faulty("It is not a .NET assembly.");
        }
        catch (ReflectionTypeLoadException e)
        {
            return Faulty($"Its types cannot be loaded: {e.LoaderExceptions.FirstOrDefault()?.Message ?? e.Message} " +
                "Put what it needs beside it, and build it against this version of ConcertMaster.Sdk.");
        }
        catch (Exception e)
        {
            return Faulty($"It cannot be loaded: {e.GetType().Name}: {e.Message}");
        }

        Plugin Faulty(string problem) => new(name, version, file, stamp, now, [], problem);
    }

    private static bool IsNode(Type type) => type is { IsClass: true, IsAbstract: false, IsPublic: true }
        && type.IsAssignableTo(typeof(INode)) && type.GetConstructor(Type.EmptyTypes) is not null;

    private static PluginType One(Type type, PluginContext context, string version)
    {
        var making = Task.Factory.StartNew(() =>
        {
            var node = (INode)Activator.CreateInstance(type)!;
            return (Node: node, Descriptor: Copy(node.Descriptor, version));
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            if (!((IAsyncResult)making).AsyncWaitHandle.WaitOne(PluginLimits.LoadTimeMax))
                return new(type.Name, $"It was not made within {PluginLimits.LoadTimeMax.TotalSeconds} seconds.", null);
            var (node, descriptor) = making.GetAwaiter().GetResult();
            return FaultOf(descriptor) is { } fault
                ? new(descriptor.Type, fault, null)
                : new(descriptor.Type, null, PluginNode.Around(node, descriptor, context));
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            return new(type.Name, $"It cannot be made: {cause.GetType().Name}: {cause.Message}", null);
        }
    }

    private static string? FaultOf(NodeDescriptor node)
    {
        if (!TypeName().IsMatch(node.Type))
            return "The type is a name of 2 to 60 letters and digits that begins with a capital letter.";
        if (node.Name.Length == 0 || node.Description.Length == 0) return "A name and a description are needed.";
        if (node.IsTrigger) return "A plug-in cannot bring triggers: nothing would fire them.";
        if (node.OutputPorts.Count == 0 || node.OutputPorts.Contains("error"))
            return "It needs an output port, and 'error' is the engine's own.";
        if (PortTypeFault(node) is { } fault) return fault;
        try
        {
            _ = Schema.Compile(node.ConfigSchema);
            return null;
        }
        catch (SchemaException e)
        {
            return $"The schema of its config is not valid: {e.Message}";
        }
    }

    private static string? PortTypeFault(NodeDescriptor node)
    {
        foreach (var type in node.Input is { } input ? node.Outputs.Append(input) : node.Outputs)
        {
            if (type.Name.Length == 0 || type.Schema.ValueKind != JsonValueKind.Object)
                return "What goes in or out needs a name, and a JSON Schema that is an object.";
            if (type.When is { ValueKind: not JsonValueKind.Object })
                return $"When '{type.Name}' goes out is an object of settings and their values.";
        }
        return null;
    }

    // By value: lists made in the plug-in are of types of the plug-in, and would keep it in memory for ever. A plug-in's
    // word that it is pure is not taken, for then the engine would wait for it.
    private static NodeDescriptor Copy(NodeDescriptor node, string version) => node with
    {
        Version = version,
        IsPure = false,
        Tags = node.Tags.ToArray(),
        OutputPorts = node.OutputPorts.ToArray(),
        UnevaluatedKeys = node.UnevaluatedKeys.ToArray(),
        Examples = node.Examples.Select(example => new NodeExample(example.Title, example.Config.Clone())).ToArray(),
        ConfigSchema = node.ConfigSchema.Clone(),
        Outputs = node.Outputs.Select(Copy).ToArray(),
        Input = node.Input is { } input ? Copy(input) : null,
    };

    private static PortType Copy(PortType type) => type with { Schema = type.Schema.Clone(), When = type.When?.Clone() };

    private static Version ThreeParts(Version? version) =>
        new(version?.Major ?? 0, version?.Minor ?? 0, Math.Max(0, version?.Build ?? 0));

    [GeneratedRegex("^[A-Z][A-Za-z0-9]{1,59}$")]
    private static partial Regex TypeName();
}
