using System.Security.Cryptography;
using System.Text.Json;

namespace ConcertMaster.Host.Postgres;

/// <summary>The content of <c>postgres.json</c> in the data directory, which only its owner can read.</summary>
internal sealed record PostgresCredentials
{
    private const int PasswordLength = 32;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public required string ClusterDirectory { get; init; }

    public required string SuperuserPassword { get; init; }

    public required string OwnerPassword { get; init; }

    public int? LastPort { get; init; }

    public static PostgresCredentials Generate(string clusterDirectory) => new()
    {
        ClusterDirectory = clusterDirectory,
        SuperuserPassword = RandomText(PasswordLength),
        OwnerPassword = RandomText(PasswordLength),
    };

    public static string RandomText(int length) =>
        RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", length);

    public static PostgresCredentials? Read(string path) => File.Exists(path)
        ? JsonSerializer.Deserialize<PostgresCredentials>(File.ReadAllText(path), Json)
        : null;

    public void Write(string path)
    {
        // Renamed into place: a host that is killed while it writes must not lose the passwords.
        var partial = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(partial, options)) JsonSerializer.Serialize(stream, this, Json);
        File.Move(partial, path, overwrite: true);
    }
}
