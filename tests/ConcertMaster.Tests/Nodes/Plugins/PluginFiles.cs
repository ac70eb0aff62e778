using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ConcertMaster.Nodes.Plugins;

namespace ConcertMaster.Tests.Nodes.Plugins;

/// <summary>A plug-in folder of the test's own, filled with assemblies that the build has made.</summary>
internal sealed class PluginFiles : IDisposable
{
    public const string Hello = "HelloNode";
    public const string Unruly = "UnrulyNodes";

    public string Folder { get; } = Directory.CreateTempSubdirectory("plug-ins-").FullName;

    /// <summary>Puts an assembly there, whole at once as a careful deployment does.</summary>
    public string Put(string assembly, Version? version = null, string? file = null)
    {
        var content = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "..", "..", assembly, Configuration, $"{assembly}.dll"));
        if (version is not null) SetVersion(content, version);
        var path = Path.Combine(Folder, file ?? $"{assembly}.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes($"{path}.new", content);
        File.Move($"{path}.new", path, overwrite: true);
        return path;
    }

    public Plugin Load(string path) => PluginLoading.Load(Folder, path, "stamp", DateTimeOffset.UnixEpoch);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    // The same code under another version: four numbers in the one row of the table of assemblies.
    private static void SetVersion(byte[] content, Version version)
    {
        using var image = new PEReader(new MemoryStream(content));
        var at = image.PEHeaders.MetadataStartOffset
            + image.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly) + sizeof(int);
        foreach (var number in new[] { version.Major, version.Minor, version.Build, 0 })
        {
            BitConverter.TryWriteBytes(content.AsSpan(at), (ushort)number).ShouldBeTrue();
            at += sizeof(ushort);
        }
    }
}
