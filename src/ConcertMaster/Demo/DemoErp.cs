using System.Text.Json;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Demo;

/// <summary>A second database on the same server that plays the ERP: the collection ends in one of its tables.</summary>
internal static class DemoErp
{
    public const string DatabaseName = "concertmaster_erp_demo";
    public const string Table = "emissions_by_region";

    /// <summary>Makes the database and its table where they are missing.</summary>
    /// <returns>Settings and password of a connection to it.</returns>
    public static async Task<(JsonElement Settings, string? Password)> Prepare(Database database, CancellationToken ct)
    {
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await CreateDatabase(database, ct);
        address.Database = DatabaseName;
        await using var source = new NpgsqlDataSourceBuilder(address.ConnectionString).Build();
        await using var command = source.CreateCommand($"""
            create table if not exists {Table} (
                region text not null,
                year integer not null,
                total numeric not null,
                suppliers integer not null,
                primary key (region, year)
            )
            """);
        await command.ExecuteNonQueryAsync(ct);
        return (AppJson.ToElement(new
        {
            host = address.Host, port = address.Port, database = DatabaseName, username = address.Username,
            sslMode = address.SslMode.ToString().ToLowerInvariant(),
        }), address.Password);
    }

    private static async Task CreateDatabase(Database database, CancellationToken ct)
    {
        await using (var look = database.Owner.CreateCommand("select 1 from pg_database where datname = $1"))
        {
            look.Parameters.Add(new() { Value = DatabaseName });
            if (await look.ExecuteScalarAsync(ct) is not null) return;
        }
        try
        {
            await using var create = database.Owner.CreateCommand($"create database {DatabaseName} template template0");
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another host that is being set up beside this one was faster.
        }
    }
}
