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
        using var npm = new Process { StartInfo = start, EnableRaisingEvents = true };
        // Its end is the end of the process and not of what it writes: what npm left behind could hold the pipe open.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        npm.Exited += (_, _) => ended.TrySetResult();
        var output = new StringBuilder();
        void Append(string? line)
        {
            lock (output) output.AppendLine(line);
        }
        npm.OutputDataReceived += (_, line) => Append(line.Data);
        npm.ErrorDataReceived += (_, line) => Append(line.Data);
        npm.Start();
        npm.BeginOutputReadLine();
        npm.BeginErrorReadLine();
        var hasEnded = await Task.WhenAny(ended.Task, Task.Delay(Patience)) == ended.Task;
        if (!hasEnded) npm.Kill(entireProcessTree: true);
        string said;
        lock (output) said = output.ToString();
        hasEnded.ShouldBeTrue($"npm test did not end within {Patience}. It said:\n{said}");
        npm.ExitCode.ShouldBe(0, said);
    }
}
