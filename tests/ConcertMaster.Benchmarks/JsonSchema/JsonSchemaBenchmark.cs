using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ConcertMaster.JsonSchema;

namespace ConcertMaster.Benchmarks.JsonSchema;

/// <summary>Ours beside ajv, compiled, on the same schemas and answers in the same run.</summary>
internal static class JsonSchemaBenchmark
{
    private const int AnswerCount = 100;
    private const int RoundCount = 8;
    private const double Seconds = 2;

    private sealed record Case(string Name, string Schema, string[] Texts, string[] BrokenTexts);

    private sealed record Timing(double Validate, double ParseAndValidate, double Errors);

    public static async Task<int> Run(string[] args)
    {
        var report = new BenchmarkReport(args);
        foreach (var form in Cases())
        {
            var reference = await MeasureAjv(form);
            Measure(form, reference, report);
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
            "500 fields",
            BenchmarkForms.Wide(500),
            [.. numbers.Select(number => BenchmarkForms.WideAnswer(500, number))],
            [.. numbers.Select(number => BenchmarkForms.WideAnswer(500, number, broken: true))]);
    }

    private static void Measure(Case form, Timing ajv, BenchmarkReport report)
    {
        var schema = Schema.Compile(form.Schema, new SchemaOptions { AssertFormats = true });
        var values = form.Texts.Select(BenchmarkForms.Parse).ToArray();
        var broken = form.BrokenTexts.Select(BenchmarkForms.Parse).ToArray();
        var texts = BenchmarkForms.ToUtf8(form.Texts).ToArray();
        if (!values.All(schema.IsValid)) throw new InvalidOperationException(schema.Validate(values[0]).ToString());
        if (broken.Any(schema.IsValid)) throw new InvalidOperationException("a broken form passed");

        var validate = Time(values, value => schema.IsValid(value));
        var parse = Time(texts, text => IsValid(schema, text));
        var errors = Time(broken, value => schema.Validate(value).Errors.Count > 0);
        report.Add($"{form.Name}: verdict", validate, "ns", floor: 1, ratio: ajv.Validate / validate);
        report.Add($"{form.Name}: verdict, ajv", ajv.Validate, "ns");
        report.Add($"{form.Name}: from text", parse, "ns", floor: 1, ratio: ajv.ParseAndValidate / parse);
        report.Add($"{form.Name}: from text, ajv", ajv.ParseAndValidate, "ns");
        report.Add($"{form.Name}: all errors", errors, "ns", ratio: ajv.Errors / errors);
        report.Add($"{form.Name}: all errors, ajv", ajv.Errors, "ns");
        report.Add($"{form.Name}: verdict, allocated", Allocated(values, value => schema.IsValid(value)), "bytes");
        report.Add($"{form.Name}: from text, allocated", Allocated(texts, text => IsValid(schema, text)), "bytes");
        report.Add($"{form.Name}: all errors, allocated", Allocated(broken, value => !schema.Validate(value).IsValid), "bytes");
    }

    private static bool IsValid(Schema schema, byte[] text)
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
            schema = BenchmarkForms.Parse(form.Schema), texts = form.Texts, brokenTexts = form.BrokenTexts, seconds = Seconds,
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
