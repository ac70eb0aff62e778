using System.Collections.Frozen;
using System.Text.Json;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Tests.Conformance;

/// <summary>The official suite of the language, read where it lies.</summary>
internal sealed class ConformanceSuite
{
    private static readonly Lazy<ConformanceSuite?> Found = new(Read);

    private readonly string _folder;
    private readonly Dictionary<string, JsonElement> _datasets = [];

    private ConformanceSuite(string folder)
    {
        _folder = folder;
        Cases = ReadCases().ToFrozenDictionary(one => one.Name);
    }

    public static ConformanceSuite? Instance => Found.Value;

    public FrozenDictionary<string, ConformanceCase> Cases { get; }

    public JsonElement Dataset(string name)
    {
        lock (_datasets)
        {
            if (!_datasets.TryGetValue(name, out var dataset))
            {
                var text = File.ReadAllText(Path.Combine(_folder, "datasets", $"{name}.json"));
                _datasets.Add(name, dataset = JsonDocument.Parse(text).RootElement);
            }
            return dataset;
        }
    }

    private static ConformanceSuite? Read()
    {
        var root = Environment.GetEnvironmentVariable("CONCERTMASTER_CONFORMANCE") ?? FindBesideRepository();
        var folder = root is null ? null : Path.Combine(root, "jsonata");
        var isThere = folder is not null && Directory.Exists(Path.Combine(folder, "groups"));
        return isThere ? new ConformanceSuite(folder!) : null;
    }

    private static string? FindBesideRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ConcertMaster.sln")))
        {
            directory = directory.Parent;
        }
        return directory?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "conformance") : null;
    }

    private IEnumerable<ConformanceCase> ReadCases()
    {
        var groups = Path.Combine(_folder, "groups");
        foreach (var file in Directory.EnumerateFiles(groups, "*.json", SearchOption.AllDirectories))
        {
            var content = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            var name = $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileNameWithoutExtension(file)}";
            if (content.ValueKind == JsonValueKind.Object)
            {
                yield return new ConformanceCase(name, file, content);
                continue;
            }
            var index = 0;
            foreach (var one in content.EnumerateArray())
            {
                yield return new ConformanceCase($"{name}[{index++}]", file, one);
            }
        }
    }
}

internal sealed record ConformanceCase(string Name, string File, JsonElement Content)
{
    public string Expression => Content.TryGetProperty("expr", out var text)
        ? JsonText.Read(text) // some expressions hold half a surrogate pair
        : System.IO.File.ReadAllText(
            Path.Combine(Path.GetDirectoryName(File)!, Content.GetProperty("expr-file").GetString()!));

    /// <summary>Code of the error that the case expects, if it does.</summary>
    public string? Code => Content.TryGetProperty("code", out var code) ? code.GetString()
        : Content.TryGetProperty("error", out var error) && error.TryGetProperty("code", out code) ? code.GetString()
        : null;

    public bool ExpectsError => Code is not null || Content.TryGetProperty("error", out _);

    public string? Token => Content.TryGetProperty("token", out var token) ? token.GetString() : null;

    public bool IsUnordered => Content.TryGetProperty("unordered", out var flag) && flag.GetBoolean();

    public JsonElement Input(ConformanceSuite suite) => Content.TryGetProperty("data", out var data) ? data
        : Content.TryGetProperty("dataset", out var dataset) && dataset.GetString() is { } name ? suite.Dataset(name)
        : default;

    public EvaluationContext Context() => new()
    {
        Bindings = Content.TryGetProperty("bindings", out var bindings)
            ? bindings.EnumerateObject().ToDictionary(binding => binding.Name, binding => binding.Value)
            : [],
        Now = new DateTimeOffset(2026, 11, 21, 10, 30, 15, 123, TimeSpan.Zero),
        RandomSeed = 1,
        Limits = new EvaluationLimits
        {
            DepthMax = Content.TryGetProperty("depth", out var depth) ? depth.GetInt32() : 5_000,
            TimeMax = TimeSpan.FromMilliseconds(
                Content.TryGetProperty("timelimit", out var limit) ? limit.GetInt32() : 60_000),
            StepCountMax = 50_000_000,
            SequenceLengthMax = 10_000_000,
            ResultSizeMax = 100_000_000,
        },
    };
}
