using System.Globalization;
using System.Text.Json;

namespace ConcertMaster.Benchmarks.EventStore;

/// <summary>Numbers beside what plain SQL reached in the same minutes.</summary>
internal sealed class Results(string[] args)
{
    private readonly List<Result> _all = [];

    public void Add(string name, double value, string unit, double? floor = null)
    {
        var result = new Result(name, Math.Round(value, 3), unit, floor is null ? null : Math.Round(floor.Value, 3),
            floor is null ? null : Math.Round(value / floor.Value, 3));
        _all.Add(result);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-72} {value,12:N2} {unit,-9}{(floor is null ? "" : $" {value / floor.Value,6:N2} x floor")}"));
    }

    public async Task<int> Finish()
    {
        var at = Array.IndexOf(args, "--json");
        if (at >= 0 && at + 1 < args.Length)
            await File.WriteAllTextAsync(args[at + 1], JsonSerializer.Serialize(_all, JsonSerializerOptions.Web));
        return 0;
    }

    private sealed record Result(string Name, double Value, string Unit, double? Floor, double? Ratio);
}

/// <summary>Durations of single operations, in milliseconds.</summary>
internal static class Latencies
{
    public static double Percentile(List<double> all, double percent)
    {
        all.Sort();
        return all[Math.Min(all.Count - 1, (int)(all.Count * percent / 100))];
    }
}
