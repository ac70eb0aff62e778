using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Nodes.Plugins;

/// <summary>
/// The folder that plug-ins are put into: read at the start, and in Development looked at again and again, so that
/// what is put there, replaced or removed is seen without a restart.
/// </summary>
internal sealed partial class PluginFolder(
    NodeRegistry registry, IConfiguration configuration, IHostEnvironment environment, TimeProvider time,
    ILogger<PluginFolder> log) : BackgroundService
{
    public const string Setting = "Plugins:Folder";

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>Null where there is neither a setting nor a data folder.</summary>
    public string? Folder { get; } = configuration[Setting] is { Length: > 0 } set ? set
        : configuration["data"] is { Length: > 0 } data ? Path.Combine(data, "plug-ins") : null;

    /// <summary>Whether changes are seen while the host runs.</summary>
    public bool IsWatched => environment.IsDevelopment();

    // Before the first request and the first run: a workflow that uses a plug-in must find it.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = Stamps();
        Take(_seen);
        return IsWatched ? base.StartAsync(cancellationToken) : Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookInterval, time);
        while (await Tick(timer, stoppingToken))
        {
            try
            {
                var now = Stamps();
                // Twice the same: a file that is still being written is taken when it is whole.
                if (Same(now, _seen) && !Same(now, Taken())) Take(now);
                _seen = now;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogLookFailed(e);
            }
        }
    }

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Take(Dictionary<string, string> stamps)
    {
        if (Folder is not { } folder) return;
        var known = registry.Shelf.Plugins.Where(plugin => plugin.State != PluginState.Retired)
            .ToDictionary(plugin => Path.Combine(folder, plugin.File), StringComparer.Ordinal);
        var now = time.GetUtcNow();
        var found = stamps.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            // What clashed before may be free now, so that only what is whole is kept as it is.
            .Select(pair => known.TryGetValue(pair.Key, out var plugin) && plugin.Stamp == pair.Value
                    && plugin.State == PluginState.Active && plugin.Types.All(type => type.Problem is null)
                ? plugin
                : PluginLoading.Load(folder, pair.Key, pair.Value, now))
            .ToList();
        registry.Put(found);
        foreach (var plugin in registry.Shelf.Plugins.Where(plugin => plugin.LoadedAt == now)) Tell(plugin);
    }

    private void Tell(Plugin plugin)
    {
        if (plugin.Problem is { } problem) LogFaulty(plugin.File, problem);
        else if (plugin.State == PluginState.Active) LogLoaded(plugin.Name, plugin.Version, plugin.Nodes.Count());
        foreach (var type in plugin.Types.Where(type => type.Problem is not null))
            LogTypeFaulty(type.Type, plugin.Name, type.Problem!);
    }

    private Dictionary<string, string> Taken() => Folder is not { } folder ? [] : registry.Shelf.Plugins
        .Where(plugin => plugin.State != PluginState.Retired)
        .ToDictionary(plugin => Path.Combine(folder, plugin.File), plugin => plugin.Stamp, StringComparer.Ordinal);

    // A plug-in is an assembly in the folder, or one named like the folder below in which it lies with what it needs.
    private Dictionary<string, string> Stamps()
    {
        if (Folder is not { } folder || !Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, "*.dll")
            .Concat(Directory.EnumerateDirectories(folder).Select(below => Path.Combine(below, $"{Path.GetFileName(below)}.dll")))
            .Select(path => new FileInfo(path))
            .Where(file => file.Exists && file.Name != "ConcertMaster.Sdk.dll")
            .OrderBy(file => file.FullName, StringComparer.Ordinal).Take(PluginLimits.PluginCountMax)
            .ToDictionary(
                file => Path.Combine(folder, Path.GetRelativePath(Path.GetFullPath(folder), file.FullName)),
                file => $"{file.Length} {file.LastWriteTimeUtc:O}", StringComparer.Ordinal);
    }

    private static bool Same(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var stamp) && stamp == pair.Value);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plug-in {Name} {Version} loaded, with {Count} node types")]
    private partial void LogLoaded(string name, Version version, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The plug-in {File} cannot be used: {Problem}")]
    private partial void LogFaulty(string file, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node type {Type} of the plug-in {Name} cannot be used: {Problem}")]
    private partial void LogTypeFaulty(string type, string name, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The plug-in folder could not be looked at; trying again")]
    private partial void LogLookFailed(Exception e);
}
