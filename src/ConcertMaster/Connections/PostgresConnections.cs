using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Connections;

/// <summary>
/// Opens the PostgreSQL that a connection names: <c>{host, port, database, username, sslMode}</c>, the secret is the
/// password.
/// </summary>
internal static class PostgresConnections
{
    public static async Task<NpgsqlConnection> Open(
        OpenConnection connection, OutgoingGuard guard, CancellationToken ct)
    {
        var settings = connection.Settings;
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = settings.FindText("host") ?? throw new ArgumentException("The settings lack a `host`."),
            Port = (int)(settings.Find("port") is { } port && double.TryParse(port.ToString(), out var number) ? number : 5432),
            Database = settings.FindText("database") ?? throw new ArgumentException("The settings lack a `database`."),
            Username = settings.FindText("username"),
            Password = connection.Secret,
            ApplicationName = "concertmaster-step",
            Timeout = 10,
            MaxPoolSize = 10,
        };
        if (settings.FindText("sslMode") is { } ssl)
            address.SslMode = Enum.TryParse<SslMode>(ssl, ignoreCase: true, out var mode)
                ? mode : throw new ArgumentException($"'{ssl}' is no sslMode: disable, prefer, require, verifyCA or verifyFull.");
        await CheckHost(address, guard, ct);
        var opened = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await opened.OpenAsync(ct);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    // The driver looks names up itself. Where the certificate proves the name to the driver, it keeps the name: whoever
    // answers to it later is the same. Elsewhere it is given the address that was checked.
    private static async Task CheckHost(NpgsqlConnectionStringBuilder address, OutgoingGuard guard, CancellationToken ct)
    {
        var host = address.Host!;
        if (host.Contains(',', StringComparison.Ordinal)) throw new ArgumentException("Name one host, not several.");
        var found = await guard.Addresses(host, ct);
        if (found.Count == 0) throw new ArgumentException($"There is no host {host}.");
        if (!host.StartsWith('/') && !host.StartsWith('@') && address.SslMode != SslMode.VerifyFull) address.Host = found[0].ToString();
    }
}
