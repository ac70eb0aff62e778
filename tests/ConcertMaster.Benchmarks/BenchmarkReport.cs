using System.Globalization;
using System.Text.Json;

namespace ConcertMaster.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Floor">The least that the ratio, or where there is none the value, has to be.</param>
/// <param name="Ratio">How many times as good as the reference in the same run: above 1 is better.</param>
internal sealed record Measurement(string Name, double Value, string Unit, double? Floor = null, double? Ratio = null)
{
    public bool IsBelowFloor => Floor is { } floor && (Ratio ?? Value) < floor;
}

/// <summary>What a suite has measured: printed as a table, and written as JSON with <c>--json FILE</c>.</summary>
internal sealed class BenchmarkReport(string[] args)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Measurement> measurements = [];

    public void Add(string name, double value, string unit, double? floor = null, double? ratio = null) =>
        measurements.Add(new Measurement(name, value, unit, floor, ratio));

    /// <summary>Prints everything and returns the exit code: 1 when something is below its floor.</summary>
    public async Task<int> Finish()
    {
        var width = measurements.Max(m => m.Name.Length);
        foreach (var m in measurements)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture, $"{m.Name.PadRight(width)}  {m.Value,14:N1} {m.Unit,-8}");
            if (m.Ratio is { } ratio) line += string.Create(CultureInfo.InvariantCulture, $"  ratio {ratio,7:N2}");
            if (m.Floor is { } floor) line += string.Create(CultureInfo.InvariantCulture, $"  floor {floor:N2}");
            Console.WriteLine(line + (m.IsBelowFloor ? "  BELOW" : ""));
        }

        var at = Array.IndexOf(args, "--json");
        if (at >= 0 && at + 1 < args.Length)
            await File.WriteAllTextAsync(args[at + 1], JsonSerializer.Serialize(measurements.Select(ToRow), Json));
        return measurements.Exists(m => m.IsBelowFloor) ? 1 : 0;
    }

    private static object ToRow(Measurement m) => new { m.Name, m.Value, m.Unit, m.Floor, m.Ratio };
}
