using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Jsonata;
using ConcertMaster.Testing;

namespace ConcertMaster.Benchmarks.Jsonata;

/// <summary>Ours beside the npm package jsonata, on the same expressions and inputs in the same run.</summary>
internal static class JsonataBenchmark
{
    private const int RoundCount = 5;
    private const double RoundSeconds = 0.12;

    private static readonly string NodeFolder =
        Path.Combine(Repository.Root, "tests", "ConcertMaster.Jsonata.Tests", "node");

    private sealed record Timing(JsonNode? Value, double Parse, double Evaluate, double Both);

    public static async Task<int> Run(string[] args)
    {
        var report = new BenchmarkReport(args);
        var cases = JsonataCases.All().ToArray();
        var reference = await MeasureReference(cases);
        for (var index = 0; index < cases.Length; index++)
        {
            Measure(cases[index], reference[index], report);
        }
        return await report.Finish();
    }

    private static void Measure(JsonataCase one, Timing reference, BenchmarkReport report)
    {
        using var document = JsonDocument.Parse(one.Input);
        var input = document.RootElement;
        var expression = Expression.Parse(one.Expression);
        var value = expression.Evaluate(input).ToJsonNode();
        if (!JsonNode.DeepEquals(value, reference.Value))
        {
            throw new InvalidOperationException($"{one.Name}: {value} here, {reference.Value} in the reference");
        }
        var both = Time(() => Expression.Parse(one.Expression).Evaluate(input));
        var evaluate = Time(() => expression.Evaluate(input));
        report.Add($"{one.Name}: parse and evaluate", both / 1000, "µs", one.Floor, reference.Both / both);
        report.Add($"{one.Name}: parse and evaluate, reference", reference.Both / 1000, "µs");
        report.Add($"{one.Name}: evaluate", evaluate / 1000, "µs", ratio: reference.Evaluate / evaluate);
        report.Add($"{one.Name}: evaluate, reference", reference.Evaluate / 1000, "µs");
        report.Add($"{one.Name}: allocated", Allocated(() => expression.Evaluate(input)), "bytes");
    }

    /// <summary>Nanoseconds for one call, the best of several rounds.</summary>
    private static double Time(Action act)
    {
        var best = double.MaxValue;
        for (var round = 0; round < RoundCount; round++)
        {
            var clock = Stopwatch.StartNew();
            var count = 0;
            do
            {
                act();
                count++;
            }
            while (clock.Elapsed.TotalSeconds < RoundSeconds);
            best = Math.Min(best, clock.Elapsed.TotalNanoseconds / count);
        }
        return best;
    }

    private static double Allocated(Action act)
    {
        act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static async Task<Timing[]> MeasureReference(JsonataCase[] cases)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, $"[{string.Join(',', cases.Select(one =>
                $"{{\"expression\":{JsonSerializer.Serialize(one.Expression)},\"input\":{one.Input}}}"))}]");
            using var node = Process.Start(new ProcessStartInfo("node", ["benchmark.mjs", file])
            {
                WorkingDirectory = NodeFolder,
                RedirectStandardOutput = true,
            })!;
            var answer = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            return node.ExitCode == 0
                ? JsonSerializer.Deserialize<Timing[]>(answer, JsonSerializerOptions.Web)!
                : throw new InvalidOperationException("The reference failed: is Node there, and its package?");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
