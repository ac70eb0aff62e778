using System.Diagnostics;
using System.Text.Json;
using ConcertMaster.Testing;

namespace ConcertMaster.Tests.Forms.Logic;

/// <summary>The browser's own code, bundled and run under Node.</summary>
internal static class BrowserJudge
{
    private static readonly string Ui = Path.Combine(Repository.Root, "ui");
    private static readonly string Bundler = Path.Combine(Ui, "node_modules", "rolldown", "bin", "cli.mjs");

    /// <summary>False where the browser application was not restored.</summary>
    public static bool IsThere => File.Exists(Bundler);

    public static async Task<List<JsonElement>> Judge(IReadOnlyList<(string Definition, string Answers)> cases)
    {
        var folder = Directory.CreateTempSubdirectory("browser-judge");
        try
        {
            var bundle = Path.Combine(folder.FullName, "judge.mjs");
            var source = Path.Combine(Repository.Root, "tests/ConcertMaster.Tests/Forms/Logic/judge.ts");
            await Run([Bundler, source, "--format", "esm", "--platform", "node", "-o", bundle], []);
            var lines = await Run([bundle], cases.Select(one => $$"""{"definition":{{one.Definition}},"answers":{{one.Answers}}}"""));
            return [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<string>> Run(string[] arguments, IEnumerable<string> input)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = Ui, Environment = { ["TZ"] = "UTC" },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var writing = Task.Run(async () =>
        {
            foreach (var line in input) await process.StandardInput.WriteLineAsync(line);
            process.StandardInput.Close();
        });
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line) lines.Add(line);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        await writing;
        return lines;
    }
}
