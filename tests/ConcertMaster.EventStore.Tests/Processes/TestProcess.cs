using System.Diagnostics;

namespace ConcertMaster.EventStore.Tests.Processes;

/// <summary>This assembly, run as a process.</summary>
internal static class TestProcess
{
    public static Process Start(params IReadOnlyList<string> args)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(TestProcess).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    public static async Task Succeeds(Process process)
    {
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output);
    }
}
