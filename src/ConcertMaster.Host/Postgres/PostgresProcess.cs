using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ConcertMaster.Host.Postgres;

/// <summary>The running server.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    // A socket's path may be 107 bytes; its name takes up to 16 of them.
    private const int SocketDirectoryLengthMax = 90;
    private const int RememberedLineCountMax = 50;
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadyPollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// How long it may take to write everything to its files before it ends; after that it is cut off, and reads the rest
    /// from its log when it starts again. Together with what the host takes it stays under ten seconds, after which
    /// service managers lose patience.
    /// </summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// For glibc's malloc, which otherwise gives memory back to the kernel after nearly every statement and asks for it
    /// again at the next: that was half of the time of the process that appends events.
    /// See <see href="https://man7.org/linux/man-pages/man3/mallopt.3.html"/>.
    /// </summary>
    private static readonly Dictionary<string, string> MemoryIsKept = new()
    {
        ["MALLOC_TRIM_THRESHOLD_"] = "33554432",
        ["MALLOC_MMAP_THRESHOLD_"] = "33554432",
        ["MALLOC_TOP_PAD_"] = "1048576",
    };

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lastLines = new();
    private Process? _process;

    private PostgresProcess(int port, string? socketDirectory)
    {
        Port = port;
        SocketDirectory = socketDirectory;
    }

    public int Port { get; }

    /// <summary>The folder of the Unix socket, which is quicker than loopback; null where there is none.</summary>
    public string? SocketDirectory { get; }

    public Task Ended => _ended.Task;

    public static PostgresProcess Start(
        PostgresBinaries binaries, PostgresCluster cluster, EmbeddedPostgresOptions options, int port)
    {
        var hasSocket = !OperatingSystem.IsWindows() && cluster.Directory.Length <= SocketDirectoryLengthMax;
        var server = new PostgresProcess(port, hasSocket ? cluster.Directory : null);
        var start = cluster.User.Command(binaries.Postgres, endsWithParent: true);
        foreach (var argument in Arguments(cluster, options, port, server.SocketDirectory))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in MemoryIsKept) start.Environment.TryAdd(name, value);
        // None of the host's streams is the server's: who reads the host's output would wait for the server's end too.
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        server.StartOnItsOwnThread(start);
        return server;
    }

    public async Task WaitUntilReady(PostgresCluster cluster, CancellationToken ct)
    {
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = SocketDirectory ?? "127.0.0.1",
            Port = Port,
            Database = "postgres",
            Username = PostgresCluster.Superuser,
            Password = cluster.Credentials.SuperuserPassword,
            Pooling = false,
            Timeout = 5,
        }.ConnectionString;
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Ended.IsCompleted) throw EndedEarly(cluster);
            try
            {
                await using var connection = new NpgsqlConnection(address);
                await connection.OpenAsync(ct);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new PostgresStartException(
                    $"PostgreSQL in {cluster.Directory} does not accept the password in postgres.json beside it.", e);
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(startedAt) < ReadyTimeout)
            {
                await Task.WhenAny(Ended, Task.Delay(ReadyPollInterval, ct));
            }
            catch (NpgsqlException e)
            {
                throw new PostgresStartException(
                    $"PostgreSQL in {cluster.Directory} was not ready within {ReadyTimeout.TotalSeconds:0} s. " +
                    $"It said: {LastLines()}", e);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted && _process is { } process)
        {
            ProcessSignal.Interrupt(process);
            if (await Task.WhenAny(Ended, Task.Delay(StopTimeout)) != Ended) Quit();
            if (await Task.WhenAny(Ended, Task.Delay(QuitTimeout)) != Ended) process.Kill();
            await Ended;
        }

        _process?.Dispose();
    }

    /// <summary>Ends the server without letting it write anything more.</summary>
    public void Quit()
    {
        if (!Ended.IsCompleted && _process is { } process) ProcessSignal.Quit(process);
    }

    private static IEnumerable<string> Arguments(
        PostgresCluster cluster, EmbeddedPostgresOptions options, int port, string? socketDirectory)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = socketDirectory ?? "",
            ["max_connections"] = "200",
            ["shared_buffers"] = "256MB",
            ["max_wal_size"] = "2GB",
            ["wal_buffers"] = "8MB", // otherwise no more than one segment
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_checkpoints"] = "off",
        };
        if (!options.IsDurable)
        {
            settings["fsync"] = "off";
            settings["full_page_writes"] = "off";
            settings["shared_buffers"] = "128MB";
        }

        foreach (var (name, value) in options.Settings) settings[name] = value;
        yield return "-D";
        yield return cluster.Directory;
        foreach (var (name, value) in settings)
        {
            yield return "-c";
            yield return $"{name}={value}";
        }
    }

    // The kernel signals the server when the thread that started it ends, not when the host does: so that thread
    // stays until the server has ended.
    private void StartOnItsOwnThread(ProcessStartInfo start)
    {
        using var started = new ManualResetEventSlim();
        Exception? failure = null;
        var keeper = new Thread(() =>
        {
            try
            {
                _process = Process.Start(start);
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                failure = e;
                _ended.SetResult();
            }

            started.Set();
            if (_process is not null) ReadUntilTheEnd(_process);
        }) { IsBackground = true, Name = "PostgreSQL" };
        keeper.Start();
        started.Wait();
        if (failure is not null) throw new PostgresStartException($"{start.FileName} could not be started.", failure);
    }

    private void ReadUntilTheEnd(Process process)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > RememberedLineCountMax) _lastLines.Dequeue();
            }
        }

        process.WaitForExit();
        _ended.SetResult();
    }

    private PostgresStartException EndedEarly(PostgresCluster cluster)
    {
        var said = LastLines();
        return new PostgresStartException($"PostgreSQL in {cluster.Directory} did not start. It said: {said}")
        {
            IsPortTaken = said.Contains("could not bind", StringComparison.Ordinal)
                || said.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal),
        };
    }

    private string LastLines()
    {
        lock (_lastLines) return string.Join('\n', _lastLines);
    }
}
