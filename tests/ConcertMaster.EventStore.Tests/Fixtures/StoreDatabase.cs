using ConcertMaster.EventStore.Schema;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Testing;

namespace ConcertMaster.EventStore.Tests.Fixtures;

/// <summary>A database with the store's schema, the roles of the application, and options to reach it.</summary>
public sealed class StoreDatabase : IAsyncDisposable
{
    private readonly StoreNodes _nodes;

    private StoreDatabase(string connectionString, EventCatalogue catalogue)
    {
        ConnectionString = connectionString;
        _nodes = new(connectionString);
        Options = OptionsFor(catalogue);
    }

    public string ConnectionString { get; }
    public EventStoreOptions Options { get; }

    /// <summary>A copy of a database with the schema and the read model of the counters.</summary>
    public static async Task<StoreDatabase> Create(EventCatalogue? catalogue = null)
    {
        var server = await PostgresServer.Get();
        var connectionString = await server.CreateDatabase("eventstore", async empty =>
        {
            await using var database = new StoreDatabase(empty, Counter.Catalogue);
            await ApplySchema(database.Options);
        });
        return new(connectionString, catalogue ?? Counter.Catalogue);
    }

    public static async Task ApplySchema(EventStoreOptions options)
    {
        await EventStoreSchema.Apply(
            options, [new("roles", 1, "roles", Roles)], [new("test", 1, "read models", CounterRows.Table)]);
        await Mutation.Apply(options);
    }

    private const string Roles = """
        do $$
        declare
            name text;
        begin
            foreach name in array array['es_system', 'es_requests', 'es_analyst'] loop
                if not exists (select from pg_roles where rolname = name) then
                    execute format('create role %I', name);
                    execute format('grant %I to current_user', name);
                end if;
            end loop;
        end $$;
        create schema if not exists read;
        alter default privileges in schema read grant select, insert, update, delete on tables to es_system;
        grant usage on schema read to es_system;
        """;

    /// <summary>Options of one more node on the same database.</summary>
    public EventStoreOptions OptionsFor(EventCatalogue catalogue) => _nodes.Options(catalogue);

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Options.Owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql)
    {
        await using var command = Options.Owner.CreateCommand(sql);
        // To fill a log with a million events takes its time.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();
}
