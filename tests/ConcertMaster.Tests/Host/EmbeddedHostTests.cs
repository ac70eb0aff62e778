using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Host;

/// <summary>
/// The host as a person starts it: a process of its own that brings its PostgreSQL along. The tests follow each other on
/// the same data, and each leaves it to the next without a host.
/// </summary>
public sealed class EmbeddedHostTests(EmbeddedHostTests.DataOfAStoppedHost made) : IClassFixture<EmbeddedHostTests.DataOfAStoppedHost>
{
    private readonly string _data = made.Folder;

    [Fact]
    public async Task What_was_stored_is_there_after_a_stop_and_after_a_kill()
    {
        made.FirstOutput.ShouldContain("Creating the database cluster");
        await using (var stopped = await HostProcess.StartEmbedded(_data))
        {
            stopped.Output.ShouldNotContain("Creating the database cluster");
            await SignIn(stopped);
            await stopped.Kill();
        }

        await using (var killed = await HostProcess.StartEmbedded(_data))
        {
            await SignIn(killed);
            (await killed.Stop()).ShouldBe(0);
        }

        ServersOn(_data).ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_outlived_its_host_is_stopped_and_started_anew()
    {
        int orphan;
        await using (var first = await HostProcess.StartEmbedded(_data))
        {
            orphan = PostmasterPid();
            // Stopped, the server cannot follow the signal that tells it of its parent's end.
            Signal(orphan, "STOP");
            await first.Kill();
        }

        Signal(orphan, "CONT");
        await using var second = await HostProcess.StartEmbedded(_data);

        PostmasterPid().ShouldNotBe(orphan);
        await SignIn(second);
    }

    [Fact]
    public async Task A_pid_file_that_names_somebody_elses_process_does_not_block_the_start()
    {
        var pidFile = Path.Combine(ClusterDirectory(), "postmaster.pid");
        await File.WriteAllTextAsync(pidFile, $"{Environment.ProcessId}\n{ClusterDirectory()}\n");

        await using var host = await HostProcess.StartEmbedded(_data);

        PostmasterPid().ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task Two_hosts_live_side_by_side_but_not_on_the_same_data()
    {
        await using var first = await HostProcess.StartEmbedded(_data);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => HostProcess.StartEmbedded(_data));
        refused.Message.ShouldContain("Another ConcertMaster is using");
        refused.Message.ShouldContain("--data");

        // The demo organisation takes longer to make than all the rest of a first start.
        var elsewhere = Path.Combine(_data, "second");
        await using var second = await HostProcess.StartEmbedded(elsewhere, "--environment", "Production");
        (await second.Client.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
        (await first.Client.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
    }

    private static async Task SignIn(HostProcess host)
    {
        var owner = DemoUser.Owner;
        using var answer = await host.Client.PostAsJsonAsync("/api/session", new { email = owner.Email, password = owner.Password });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private int PostmasterPid() =>
        int.Parse(File.ReadLines(Path.Combine(ClusterDirectory(), "postmaster.pid")).First());

    private string ClusterDirectory() => JsonDocument.Parse(File.ReadAllText(Path.Combine(_data, "postgres.json")))
        .RootElement.GetProperty("clusterDirectory").GetString()!;

    private static int ServersOn(string data) => Directory.EnumerateDirectories("/proc")
        .Where(process => int.TryParse(Path.GetFileName(process), out _))
        .Count(process => CommandLineOf(process).Contains($"-D\0{data}", StringComparison.Ordinal));

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Signal(int pid, string name)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", $"{pid}"]);
        kill.WaitForExit();
    }

    /// <summary>Where a host with the demo organisation was started for the first time, and stopped.</summary>
    public sealed class DataOfAStoppedHost : IAsyncLifetime
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("concertmaster-host-").FullName;

        public string FirstOutput { get; private set; } = "";

        public async Task InitializeAsync()
        {
            // As root, PostgreSQL runs as nobody, who must be able to come here.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherExecute);
            await using var host = await HostProcess.StartEmbedded(Folder);
            FirstOutput = host.Output;
            (await host.Stop()).ShouldBe(0);
        }

        public Task DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            return Task.CompletedTask;
        }
    }
}
