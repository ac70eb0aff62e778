using System.Diagnostics;
using System.Globalization;
using System.Text;
using ConcertMaster.Host.Postgres;

namespace ConcertMaster.Testing.Hosting;

/// <summary>The real host as a process of its own, which a test can kill in the middle of its work.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(2);

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private HostProcess(Process process, string baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
        Client = new HttpClient { BaseAddress = new Uri(baseUrl) };
    }

    public string BaseUrl { get; }

    /// <summary>A client without a session.</summary>
    public HttpClient Client { get; }

    public int Id => _process.Id;

    /// <summary>What the process has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts a host on an existing database and waits until it is ready.</summary>
    public static async Task<HostProcess> StartOn(string connectionString, params string[] arguments)
    {
        var data = (await PostgresServer.Get()).HostDataDirectory;
        return await Start(["--ConnectionStrings:Postgres", connectionString, "--data", data, .. arguments]);
    }

    /// <summary>Starts a host with its embedded PostgreSQL in <paramref name="dataDirectory"/>.</summary>
    public static Task<HostProcess> StartEmbedded(string dataDirectory, params string[] arguments) =>
        Start(["--data", dataDirectory, .. arguments]);

    /// <summary>Ends the process as <c>kill -9</c> does: without warning, and its children are left to themselves.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: false);
        await Task.Run(() => _process.WaitForExit(StopTimeout)); // not for the end of its output, which a child may hold
    }

    /// <summary>Holds every thread of the process until <see cref="Continue"/>; its connections stay open. Not on Windows.</summary>
    public void Suspend() => Signal("-STOP");

    public void Continue() => Signal("-CONT");

    /// <summary>
    /// Stops the process as a service manager does, and gives its exit code. Not by SIGINT: where the tests were started
    /// as a background job of a shell, that one is ignored by them and by all that they start.
    /// </summary>
    public async Task<int> Stop()
    {
        ProcessSignal.Terminate(_process);
        using var timeout = new CancellationTokenSource(StopTimeout);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            try
            {
                await Stop();
            }
            catch (OperationCanceledException)
            {
                await Kill();
            }
        }

        _process.Dispose();
    }

    private static async Task<HostProcess> Start(IEnumerable<string> arguments)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.AnyFree()}");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["DOTNET_TieredPGO"] = "0" }, // it lives for seconds: measuring its code would not pay
        };
        string[] all = [HostAssembly(), "--urls", url, "--environment", "Development", .. arguments];
        foreach (var argument in all) start.ArgumentList.Add(argument);
        var host = new HostProcess(new Process { StartInfo = start }, url);
        host.Begin();
        try
        {
            await host.WaitUntilReady();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Begin()
    {
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Append(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }

    private async Task WaitUntilReady()
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(startedAt) < ReadyTimeout)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The host ended with {_process.ExitCode}:\n{Output}");
            if (await IsReady()) return;
            await Task.Delay(50);
        }

        throw new TimeoutException($"The host was not ready within {ReadyTimeout.TotalSeconds:0} s:\n{Output}");
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // The tests' output folder has the host too, but without the list of its static files.
    private static string HostAssembly()
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Repository.Root, "artifacts", "bin", "ConcertMaster.Host", configuration, "ConcertMaster.Host.dll");
    }
}
