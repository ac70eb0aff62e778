using ConcertMaster.Benchmarks;
using ConcertMaster.Benchmarks.Engine;
using ConcertMaster.Benchmarks.EventStore;
using ConcertMaster.Benchmarks.Forms;
using ConcertMaster.Benchmarks.Jsonata;
using ConcertMaster.Benchmarks.JsonSchema;
using ConcertMaster.Benchmarks.Lists;
using ConcertMaster.Benchmarks.Live;
using ConcertMaster.Benchmarks.Load;
using ConcertMaster.Benchmarks.Reviews;

// One benchmark suite per name: dotnet run -c Release --project tests/ConcertMaster.Benchmarks -- <suite> [--json FILE]
var suites = new Dictionary<string, Func<string[], Task<int>>>(StringComparer.Ordinal)
{
    ["engine"] = EngineBenchmark.Run,
    ["eventstore"] = EventStoreBenchmark.Run,
    ["forms"] = FormsBenchmark.Run,
    ["jsonata"] = JsonataBenchmark.Run,
    ["jsonschema"] = JsonSchemaBenchmark.Run,
    ["lists"] = ListsBenchmark.Run,
    ["live"] = LiveBenchmark.Run,
    ["load"] = LoadBenchmark.Run,
    ["reviews"] = ReviewsBenchmark.Run,
    ["sending"] = SendingBenchmark.Run,
};

if (args.Length > 0 && suites.TryGetValue(args[0], out var suite)) return await suite(args[1..]);
Console.Error.WriteLine($"usage: benchmarks <{string.Join(" | ", suites.Keys.Order())}> [--json FILE]");
return 2;
