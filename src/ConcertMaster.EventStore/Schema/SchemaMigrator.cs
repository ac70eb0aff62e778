using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ConcertMaster.EventStore.Schema;

/// <summary>One numbered step of a module's schema. Once released it never changes; a correction is a new number.</summary>
/// <param name="Module">Whose it is; numbers count within a module.</param>
public sealed record SchemaScript(string Module, int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, line ends normalised, as lower-case hex.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>A script that was applied to this database has since been edited.</summary>
public sealed class SchemaScriptChangedException(SchemaScript script)
    : Exception($"The schema script {script.Module}/{script.Number:000} '{script.Name}' was applied to this database " +
                "with another text. Released scripts do not change: restore it and add a new number.")
{
    /// <summary>The script as it is now.</summary>
    public SchemaScript Script { get; } = script;
}

/// <summary>
/// Applies numbered scripts in the order given, each in a transaction of its own, and records them with a checksum in
/// <c>app.schema_migrations</c>. Any number of nodes may start at once: one migrates, the others wait for it.
/// </summary>
public static class SchemaMigrator
{
    private const long Lock = 7316520115141104;

    /// <param name="owner">Connects as the role that owns the schema.</param>
    /// <returns>How many scripts were new to this database.</returns>
    /// <exception cref="SchemaScriptChangedException">A script that was applied earlier has changed.</exception>
    public static async Task<int> Apply(
        NpgsqlDataSource owner, IReadOnlyList<SchemaScript> scripts, ILogger? log = null, CancellationToken ct = default)
    {
        RefuseDuplicates(scripts);
        await using var connection = await owner.OpenConnectionAsync(ct);
        await Execute(connection, $"select pg_advisory_lock({Lock})", ct);
        try
        {
            await Execute(connection, """
                create schema if not exists app;
                create table if not exists app.schema_migrations (
                    module text not null,
                    number int not null,
                    name text not null,
                    checksum text not null,
                    applied_at timestamptz not null default now(),
                    primary key (module, number));
                """, ct);
            var known = await ReadApplied(connection, ct);
            var added = 0;
            foreach (var script in scripts)
            {
                if (known.TryGetValue((script.Module, script.Number), out var checksum))
                {
                    if (checksum != script.Checksum) throw new SchemaScriptChangedException(script);
                    continue;
                }
                await ApplyOne(connection, script, ct);
                (log ?? NullLogger.Instance).LogInformation("Applied the schema script {Module}/{Number} {Name}",
                    script.Module, script.Number, script.Name);
                added++;
            }
            return added;
        }
        finally
        {
            await Execute(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private static void RefuseDuplicates(IEnumerable<SchemaScript> scripts)
    {
        var twice = scripts.GroupBy(script => (script.Module, script.Number)).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"Two schema scripts are numbered {twice.Key}.", nameof(scripts));
    }

    private static async Task<Dictionary<(string, int), string>> ReadApplied(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select module, number, checksum from app.schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<(string, int), string>();
        while (await reader.ReadAsync(ct))
            applied[(reader.GetString(0), reader.GetInt32(1))] = reader.GetString(2);
        return applied;
    }

    private static async Task ApplyOne(NpgsqlConnection connection, SchemaScript script, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, script.Sql, ct);
        await using var record = new NpgsqlCommand(
            "insert into app.schema_migrations (module, number, name, checksum) values ($1, $2, $3, $4)", connection)
        {
            Parameters =
            {
                new() { Value = script.Module }, new() { Value = script.Number },
                new() { Value = script.Name }, new() { Value = script.Checksum },
            },
        };
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
