using System.Diagnostics;

namespace ConcertMaster.EventStore.Tests.Processes;

/// <summary>This assembly, run as a process; killed at the latest when the test is over.</summary>
internal sealed class TestProcess : IAsyncDisposable
{
    private readonly Process _process;

    private TestProcess(Process process) => _process = process;

    public static TestProcess Start(params IReadOnlyList<string> args)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : "dotnet";
        return new(Process.Start(new ProcessStartInfo(dotnet, [typeof(TestProcess).Assembly.Location, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" }, // it lives for seconds: measuring its code would not pay
        })!);
    }

    /// <summary>Returns when the process stands still at the point it was told.</summary>
    public async Task Reaches()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line == Pause.Reached) return;
        throw new InvalidOperationException("The process ended before it came to the point.");
    }

    public Task GoOn() => _process.StandardInput.WriteLineAsync("go on");

    public async Task Succeeds()
    {
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        _process.ExitCode.ShouldBe(0, output);
    }

    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }
}
