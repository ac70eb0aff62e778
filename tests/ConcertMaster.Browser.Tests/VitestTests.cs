using System.Diagnostics;
using System.Text;
using ConcertMaster.Testing;

namespace ConcertMaster.Browser.Tests;

/// <summary>The browser application's own tests, which need no browser.</summary>
public sealed class VitestTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_browser_applications_own_tests_pass()
    {
        var start = new ProcessStartInfo("npm", ["test", "--silent"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "ui"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CI"] = "1"; // no colours, no watching
        start.Environment["NO_COLOR"] = "1";
        using var npm = Process.Start(start)!;
        // Collected as it comes: a process that npm left behind would keep a pipe open that is read to its end.
        var output = new StringBuilder();
        void Append(string? line)
        {
            lock (output) output.AppendLine(line);
        }
        npm.OutputDataReceived += (_, line) => Append(line.Data);
        npm.ErrorDataReceived += (_, line) => Append(line.Data);
        npm.BeginOutputReadLine();
        npm.BeginErrorReadLine();
        var hasEnded = await Task.Run(() => npm.WaitForExit(Patience));
        if (!hasEnded) npm.Kill(entireProcessTree: true);
        string said;
        lock (output) said = output.ToString();
        hasEnded.ShouldBeTrue($"npm test did not end within {Patience}. It said:\n{said}");
        npm.ExitCode.ShouldBe(0, said);
    }
}
