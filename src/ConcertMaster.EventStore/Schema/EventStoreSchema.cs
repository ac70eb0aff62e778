using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.EventStore.Schema;

/// <summary>The store's own tables and functions, as numbered scripts, and who may use them.</summary>
public static class EventStoreSchema
{
    /// <summary>The module under which the scripts are recorded.</summary>
    public const string Module = "eventstore";

    private const string Prefix = "ConcertMaster.EventStore.Sql.";

    /// <summary>The numbered scripts, in order.</summary>
    public static IReadOnlyList<SchemaScript> Scripts { get; } = typeof(EventStoreSchema).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && char.IsDigit(name[Prefix.Length]))
        .Order(StringComparer.Ordinal)
        .Select(name => new SchemaScript(Module, int.Parse(name.AsSpan(Prefix.Length, 3)),
            name[(Prefix.Length + 4)..^4], Text(name)))
        .ToList();

    /// <summary>
    /// Brings the database up to date: first the scripts of <paramref name="before"/> (roles, schemas), then the
    /// store's own with grants and policies, then those of <paramref name="after"/> (read models).
    /// </summary>
    public static async Task Apply(
        EventStoreOptions options, IReadOnlyList<SchemaScript>? before = null,
        IReadOnlyList<SchemaScript>? after = null, ILogger? log = null, CancellationToken ct = default)
    {
        await SchemaMigrator.Apply(options.Owner, [.. before ?? [], .. Scripts], log, ct);
        await GrantAccess(options, ct);
        if (after is { Count: > 0 }) await SchemaMigrator.Apply(options.Owner, after, log, ct);
    }

    private static async Task GrantAccess(EventStoreOptions options, CancellationToken ct)
    {
        await using var connection = await options.Owner.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        // Nodes that start together would trip over each other's changes to the same rights.
        batch.BatchCommands.Add(new("select pg_advisory_xact_lock(7316520115141105)"));
        Set("eventstore.system_role", options.SystemRole);
        Set("eventstore.requests_role", options.RequestsRole);
        Set("eventstore.analyst_role", options.AnalystRole);
        Set("eventstore.tenant_setting", options.TenantSetting);
        batch.BatchCommands.Add(new(Text(Prefix + "access.sql")));
        await batch.ExecuteNonQueryAsync(ct);

        void Set(string name, string? value) => batch.BatchCommands.Add(new("select set_config($1, $2, true)")
        {
            Parameters = { new() { Value = name }, new() { Value = value ?? "" } },
        });
    }

    private static string Text(string resource)
    {
        using var stream = typeof(EventStoreSchema).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks {resource}.");
        return new StreamReader(stream).ReadToEnd();
    }
}
