using System.Diagnostics;
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
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await npm.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
        }
        npm.ExitCode.ShouldBe(0, $"{await output}\n{await errors}");
    }
}
