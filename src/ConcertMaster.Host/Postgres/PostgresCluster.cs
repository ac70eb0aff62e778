using System.Diagnostics;

namespace ConcertMaster.Host.Postgres;

/// <summary>The folder of PostgreSQL's files, and the passwords that open it.</summary>
internal sealed class PostgresCluster
{
    public const string Superuser = "postgres";

    /// <summary>
    /// In megabytes, for initdb. Whoever needs the next segment of the write-ahead log first fills it with zeros, and all
    /// who commit wait meanwhile: 70 ms for the usual 16 MB where 2 take less than ten.
    /// </summary>
    private const int WalSegmentMegabytes = 2;

    private readonly string _credentialsPath;
    private readonly UnprivilegedUser _user;

    private PostgresCluster(string credentialsPath, PostgresCredentials credentials, UnprivilegedUser user)
    {
        _credentialsPath = credentialsPath;
        Credentials = credentials;
        _user = user;
    }

    public PostgresCredentials Credentials { get; private set; }

    public string Directory => Credentials.ClusterDirectory;

    public UnprivilegedUser User => _user;

    // PG_VERSION is written early; the renaming in Initialize makes it mean "complete".
    public bool IsInitialized => File.Exists(Path.Combine(Directory, "PG_VERSION"));

    public static PostgresCluster Open(string dataDirectory, UnprivilegedUser user)
    {
        var path = Path.Combine(dataDirectory, "postgres.json");
        var credentials = PostgresCredentials.Read(path);
        if (credentials is null)
        {
            credentials = PostgresCredentials.Generate(PlaceFor(dataDirectory, user));
            credentials.Write(path);
        }

        return new PostgresCluster(path, credentials, user);
    }

    public async Task Initialize(PostgresBinaries binaries, bool isDurable, CancellationToken ct)
    {
        var partial = $"{Directory}.new";
        if (System.IO.Directory.Exists(partial)) System.IO.Directory.Delete(partial, recursive: true);
        CreatePrivateDirectory(partial);
        var passwordFile = Path.Combine(partial, "password");
        await File.WriteAllTextAsync(passwordFile, Credentials.SuperuserPassword, ct);
        _user.Own(partial);

        var cluster = Path.Combine(partial, "cluster");
        var start = _user.Command(binaries.Initdb, endsWithParent: false);
        string[] arguments =
        [
            $"--pgdata={cluster}", $"--username={Superuser}", $"--pwfile={passwordFile}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            $"--wal-segsize={WalSegmentMegabytes}",
            .. isDurable ? Array.Empty<string>() : ["--no-sync"],
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        using var process = Process.Start(start) ?? throw new PostgresStartException("initdb could not be started.");
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        await output;
        if (process.ExitCode != 0)
            throw new PostgresStartException($"initdb failed in {Directory}: {(await errors).Trim()}");

        System.IO.Directory.Move(cluster, Directory);
        System.IO.Directory.Delete(partial, recursive: true);
    }

    public void RememberPort(int port)
    {
        if (Credentials.LastPort == port) return;
        Credentials = Credentials with { LastPort = port };
        Credentials.Write(_credentialsPath);
    }

    private static void CreatePrivateDirectory(string path)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(path);
        else System.IO.Directory.CreateDirectory(path, OwnerOnly);
    }

    // Root's server runs as nobody, who cannot pass through a private folder such as /root: then the files lie under
    // /var/lib, and postgres.json in the data directory says where.
    private static string PlaceFor(string dataDirectory, UnprivilegedUser user) => user.CanEnter(dataDirectory)
        ? Path.Combine(dataDirectory, "postgres")
        : Path.Combine(user.SharedDirectory, $"postgres-{PostgresCredentials.RandomText(12)}");
}
