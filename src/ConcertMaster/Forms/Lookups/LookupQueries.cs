using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Forms.Lookups;

/// <summary>The query cannot be asked, whoever asks.</summary>
/// <param name="isRefused">True when the other side answered, and it is the query that is wrong.</param>
internal sealed class LookupException(string message, bool isRefused, Exception? inner = null) : Exception(message, inner)
{
    public bool IsRefused => isRefused;
}

/// <summary>Asks the database of a connection for choices: read-only, briefly, and for a few rows only.</summary>
internal sealed class LookupQueries(IConnections connections, IBreakers breakers)
{
    /// <exception cref="LookupException">The query cannot be asked.</exception>
    public Task<IReadOnlyList<FoundChoice>> Search(
        TenantId tenant, LookupSource source, string search, int count, CancellationToken ct) =>
        Ask(tenant, source, command =>
        {
            command.CommandText += $" limit {Math.Clamp(count, 1, FormLimits.LookupChoiceCountMax)}";
            command.Parameters.Add(new() { Value = search });
        }, ct);

    /// <summary>The choice of that value, among all rows or else among those found by the value itself.</summary>
    /// <exception cref="LookupException">The query cannot be asked.</exception>
    public async Task<FoundChoice?> Find(TenantId tenant, LookupSource source, string value, CancellationToken ct)
    {
        foreach (var search in (string[])["", value])
        {
            var found = await Ask(tenant, source, command =>
            {
                command.CommandText += " where r.value = $2 limit 1";
                command.Parameters.Add(new() { Value = search });
                command.Parameters.Add(new() { Value = value });
            }, ct);
            if (found.Count > 0) return found[0];
        }
        return null;
    }

    private async Task<IReadOnlyList<FoundChoice>> Ask(
        TenantId tenant, LookupSource source, Action<NpgsqlCommand> narrow, CancellationToken ct)
    {
        var verdict = await breakers.Ask(tenant, source.Connection, ct);
        if (verdict.BlockedUntil is not null)
            throw new LookupException(
                $"The database of “{source.Connection}” has failed again and again; it is left alone for a while.", false);
        var open = await connections.Find(tenant, source.Connection, ct)
            ?? throw new LookupException($"There is no connection “{source.Connection}”. Create it, or choose another.", true);
        if (open.Kind != ConnectionKind.Postgres)
            throw new LookupException($"The connection “{open.Name}” is not a PostgreSQL database.", true);
        try
        {
            await using var connection = await connections.OpenPostgres(open, ct);
            var choices = await Read(connection, source, narrow, ct);
            await breakers.Report(tenant, open.Id, null, ct);
            return choices;
        }
        catch (ArgumentException fault)
        {
            throw new LookupException($"The connection “{open.Name}”: {fault.Message}", true, fault);
        }
        catch (PostgresException fault) when (!fault.IsTransient)
        {
            throw new LookupException($"The database refuses: {fault.MessageText}", true, fault);
        }
        catch (Exception fault) when (fault is NpgsqlException or SocketException or TimeoutException)
        {
            await breakers.Report(tenant, open.Id, fault.Message, CancellationToken.None);
            throw new LookupException($"The database of “{open.Name}” cannot be used: {fault.Message}", false, fault);
        }
    }

    private static async Task<IReadOnlyList<FoundChoice>> Read(
        NpgsqlConnection connection, LookupSource source, Action<NpgsqlCommand> narrow, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var readOnly = new NpgsqlCommand("set transaction read only", connection, transaction))
            await readOnly.ExecuteNonQueryAsync(ct);
        var (value, label) = await Columns(connection, transaction, source, ct);
        await using var command = new NpgsqlCommand($"""
            select r.value, r.label from (
              select ({Quoted(value)})::text as value, ({Quoted(label)})::text as label from (
            {source.Statement}
              ) rows
            ) r
            """, connection, transaction) { CommandTimeout = FormLimits.LookupSecondsMax };
        narrow(command);
        var choices = new List<FoundChoice>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            if (!reader.IsDBNull(0))
                choices.Add(ChoiceOf(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), source.IsNumeric));
        return choices;
    }

    private static async Task<(string Value, string Label)> Columns(
        NpgsqlConnection connection, NpgsqlTransaction transaction, LookupSource source, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select * from (\n{source.Statement}\n) rows limit 0", connection, transaction);
        command.CommandTimeout = FormLimits.LookupSecondsMax;
        command.Parameters.Add(new() { Value = "" });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var value = source.Value ?? names[0];
        var label = source.Label ?? names.FirstOrDefault(name => name != value) ?? value;
        return names.Contains(value) && names.Contains(label) ? (value, label) : throw new LookupException(
            $"The query has no column “{(names.Contains(value) ? label : value)}”. It has: {string.Join(", ", names)}.", true);
    }

    private static FoundChoice ChoiceOf(string value, string? label, bool isNumeric) => new(
        isNumeric && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? AppJson.ToElement(number) : AppJson.ToElement(value),
        Shortened(label ?? value));

    private static string Shortened(string label) =>
        label.Length <= FormLimits.LookupLabelLengthMax ? label : $"{label[..FormLimits.LookupLabelLengthMax]}…";

    private static string Quoted(string name) => $"rows.\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
