using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Connections;

/// <summary>
/// Opens the PostgreSQL that a connection names: <c>{host, port, database, username, sslMode}</c>, the secret is the
/// password.
/// </summary>
internal static class PostgresConnections
{
    public static async Task<NpgsqlConnection> Open(OpenConnection connection, CancellationToken ct)
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
}
