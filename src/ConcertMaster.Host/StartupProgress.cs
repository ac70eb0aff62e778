using System.Diagnostics;
using System.Globalization;

namespace ConcertMaster.Host;

/// <summary>Says on the console what the start is doing, and at its end where to go.</summary>
internal sealed class StartupProgress
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    public void Step(string text) => Console.WriteLine($"  {text} …");

    public void Ready(IEnumerable<string> urls, string database, string data, bool isDevelopment, string? setupCode)
    {
        var seconds = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine();
        Console.WriteLine($"ConcertMaster is ready after {seconds} s. Ctrl-C stops it.");
        Console.WriteLine();
        Line("Open", string.Join(", ", urls.Select(Clickable)));
        if (setupCode is not null) Line("Set up", $"make the first organisation there, with the code {setupCode}");
        else if (isDevelopment) Line("Sign in", "owner@demo.test, password demo");
        Line("Database", database);
        Line("Data", data);
    }

    private static void Line(string name, string value) => Console.WriteLine($"  {name,-10}{value}");

    // An address that stands for every interface can't be opened as it is.
    private static string Clickable(string url) => url
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal);
}
