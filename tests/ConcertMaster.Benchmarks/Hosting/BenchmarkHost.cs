using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Benchmarks.Hosting;

/// <summary>
/// A host process with its embedded PostgreSQL, which flushes every commit as in production, and the CPU that the two
/// use: a measure that other load on the machine hardly touches.
/// </summary>
internal sealed class BenchmarkHost : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly HostProcess _host;

    private BenchmarkHost(DirectoryInfo directory, HostProcess host, HttpClient client)
    {
        (_directory, _host, Client) = (directory, host, client);
        var pidFile = Directory.EnumerateFiles(directory.FullName, "postmaster.pid", SearchOption.AllDirectories).First();
        Cpu = new(host.Id, int.Parse(File.ReadLines(pidFile).First()));
    }

    public string BaseUrl => _host.BaseUrl;

    /// <summary>Signed in as the owner of the demo organisation.</summary>
    public HttpClient Client { get; }

    public ProcessCpu Cpu { get; }

    /// <summary>Memory of the host alone, as the kernel counts it (Linux).</summary>
    public long ResidentBytes() => !OperatingSystem.IsLinux() ? 0 : 1024 * long.Parse(
        File.ReadLines($"/proc/{_host.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="settings">Arguments of the host.</param>
    public static async Task<BenchmarkHost> Start(params string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("concertmaster-load-");
        // Started by root, PostgreSQL runs as nobody, who has to get to its files.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory.FullName, (UnixFileMode)0b111_101_101);
        var host = await HostProcess.StartEmbedded(
            directory.FullName, ["--Logging:LogLevel:Default", "Warning", .. settings]);
        return new(directory, host, await SignIn(host.BaseUrl));
    }

    public static async Task<HttpClient> SignIn(string baseUrl)
    {
        var client = new HttpClient { BaseAddress = new Uri(baseUrl) };
        using var answer = await client.PostAsJsonAsync(
            "/api/session", new { email = DemoUser.Owner.Email, password = DemoUser.Owner.Password });
        var session = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString());
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
