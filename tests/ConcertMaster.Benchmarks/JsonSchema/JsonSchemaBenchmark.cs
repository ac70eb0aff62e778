using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ConcertMaster.JsonSchema;

namespace ConcertMaster.Benchmarks.JsonSchema;

/// <summary>Ours beside ajv, compiled, on the same schemas and answers in the same run.</summary>
internal static class JsonSchemaBenchmark
{
    private const int AnswerCount = 100;
    private const int RoundCount = 100;
    private const int TurnCount = 3;
    private const double Seconds = 1;

    private sealed record Case(string Name, string Schema, string[] Texts, string[] BrokenTexts);

    /// <summary>Nanoseconds for one answer. Only ours has a way from text that makes no document.</summary>
    private sealed record Timing(double Validate, double ParseAndValidate, double Errors, double FromText)
    {
        public static Timing None { get; } =
            new(double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);

        public Timing Best(Timing other) => new(
            Math.Min(Validate, other.Validate),
            Math.Min(ParseAndValidate, other.ParseAndValidate),
            Math.Min(Errors, other.Errors),
            Math.Min(FromText, other.FromText));
    }

    public static async Task<int> Run(string[] args)
    {
        var report = new BenchmarkReport(args);
        foreach (var form in Cases())
        {
            // In turns, and the best of each, so that a busy moment of the machine does not fall on one side only.
            var (ajv, ours) = (Timing.None, Timing.None);
            for (var turn = 0; turn < TurnCount; turn++)
            {
                ajv = ajv.Best(await MeasureAjv(form));
                ours = ours.Best(Measure(form));
            }

            Report(form, ours, ajv, report);
        }

        return await report.Finish();
    }

    private static IEnumerable<Case> Cases()
    {
        var numbers = Enumerable.Range(1, AnswerCount).ToArray();
        yield return new Case(
            "20 fields",
            BenchmarkForms.Supplier,
            [.. numbers.Select(number => BenchmarkForms.SupplierAnswer(number))],
            [.. numbers.Select(number => BenchmarkForms.SupplierAnswer(number, broken: true))]);
        yield return new Case(
            "form of the demonstration",
            BenchmarkForms.Demonstration(),
            [.. numbers.Select(number => BenchmarkForms.DemonstrationAnswer(number))],
            [.. numbers.Select(number => BenchmarkForms.DemonstrationAnswer(number, broken: true))]);
        yield return new Case(
            "500 fields",
            BenchmarkForms.Wide(500),
            [.. numbers.Select(number => BenchmarkForms.WideAnswer(500, number))],
            [.. numbers.Select(number => BenchmarkForms.WideAnswer(500, number, broken: true))]);
    }

    private static Timing Measure(Case form)
    {
        var schema = Compile(form);
        var values = form.Texts.Select(BenchmarkForms.Parse).ToArray();
        var broken = form.BrokenTexts.Select(BenchmarkForms.Parse).ToArray();
        var texts = BenchmarkForms.ToUtf8(form.Texts).ToArray();
        if (!values.All(schema.IsValid)) throw new InvalidOperationException(schema.Validate(values[0]).ToString());
        if (broken.Any(schema.IsValid)) throw new InvalidOperationException("a broken form passed");
        return new Timing(
            Time(values, value => schema.IsValid(value)),
            Time(texts, text => ParseAndValidate(schema, text)),
            Time(broken, value => schema.Validate(value).Errors.Count > 0),
            Time(texts, text => schema.IsValid(text)));
    }

    private static void Report(Case form, Timing ours, Timing ajv, BenchmarkReport report)
    {
        var (name, schema) = (form.Name, Compile(form));
        var values = form.Texts.Select(BenchmarkForms.Parse).ToArray();
        var broken = form.BrokenTexts.Select(BenchmarkForms.Parse).ToArray();
        var texts = BenchmarkForms.ToUtf8(form.Texts).ToArray();
        report.Add($"{name}: verdict", ours.Validate, "ns", floor: 1, ratio: ajv.Validate / ours.Validate);
        report.Add($"{name}: verdict, ajv", ajv.Validate, "ns");
        report.Add(
            $"{name}: document and verdict", ours.ParseAndValidate, "ns", floor: 1,
            ratio: ajv.ParseAndValidate / ours.ParseAndValidate);
        report.Add(
            $"{name}: verdict from text", ours.FromText, "ns", floor: 1, ratio: ajv.ParseAndValidate / ours.FromText);
        report.Add($"{name}: document and verdict, ajv", ajv.ParseAndValidate, "ns");
        report.Add($"{name}: all errors", ours.Errors, "ns", ratio: ajv.Errors / ours.Errors);
        report.Add($"{name}: all errors, ajv", ajv.Errors, "ns");
        report.Add($"{name}: verdict, allocated", Allocated(values, value => schema.IsValid(value)), "bytes");
        report.Add(
            $"{name}: document and verdict, allocated",
            Allocated(texts, text => ParseAndValidate(schema, text)), "bytes");
        report.Add($"{name}: verdict from text, allocated", Allocated(texts, text => schema.IsValid(text)), "bytes");
        report.Add(
            $"{name}: all errors, allocated", Allocated(broken, value => !schema.Validate(value).IsValid), "bytes");
    }

    private static Schema Compile(Case form) =>
        Schema.Compile(form.Schema, new SchemaOptions { AssertFormats = true });

    private static bool ParseAndValidate(Schema schema, byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        return schema.IsValid(document.RootElement);
    }

    private static double Time<T>(T[] items, Func<T, bool> act)
    {
        var best = double.MaxValue;
        for (var round = 0; round < RoundCount; round++)
        {
            long count = 0;
            var clock = Stopwatch.StartNew();
            do
            {
                foreach (var item in items) act(item);
                count += items.Length;
            }
            while (clock.Elapsed.TotalSeconds < Seconds / RoundCount);
            best = Math.Min(best, clock.Elapsed.TotalNanoseconds / count);
        }

        return best;
    }

    private static double Allocated<T>(T[] items, Func<T, bool> act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var item in items) act(item);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)items.Length;
    }

    private static async Task<Timing> MeasureAjv(Case form)
    {
        var start = new ProcessStartInfo("node", "benchmark.mjs")
        {
            WorkingDirectory = NodeFolder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var input = new
        {
            schema = BenchmarkForms.Parse(form.Schema),
            texts = form.Texts,
            brokenTexts = form.BrokenTexts,
            seconds = Seconds,
        };
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return JsonSerializer.Deserialize<Timing>(output, JsonSerializerOptions.Web)!;
    }

    private static string NodeFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../ConcertMaster.JsonSchema.Tests/node"));
}
