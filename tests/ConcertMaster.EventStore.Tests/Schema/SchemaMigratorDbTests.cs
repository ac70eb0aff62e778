using ConcertMaster.EventStore.Schema;
using ConcertMaster.Testing;
using Npgsql;

namespace ConcertMaster.EventStore.Tests.Schema;

public sealed class SchemaMigratorDbTests : IAsyncLifetime
{
    private NpgsqlDataSource _owner = null!;

    public async Task InitializeAsync() =>
        _owner = NpgsqlDataSource.Create(await (await PostgresServer.Get()).CreateDatabase());

    [Fact]
    public async Task Scripts_are_applied_once_however_many_nodes_start_at_once()
    {
        SchemaScript[] scripts = [new("shop", 1, "one", "create table one (id int)"),
            new("shop", 2, "two", "insert into one values (1)")];

        var added = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SchemaMigrator.Apply(_owner, scripts)));

        added.Order().ShouldBe([0, 0, 0, 0, 2]);
        await using var count = _owner.CreateCommand("select count(*) from one");
        (await count.ExecuteScalarAsync()).ShouldBe(1L);
    }

    [Fact]
    public async Task A_released_script_that_has_changed_is_refused()
    {
        await SchemaMigrator.Apply(_owner, [new("shop", 1, "one", "select 1")]);

        await SchemaMigrator.Apply(_owner, [new("shop", 1, "one", "select 1")]);
        (await Should.ThrowAsync<SchemaScriptChangedException>(() =>
            SchemaMigrator.Apply(_owner, [new("shop", 1, "one", "select 2")]))).Message.ShouldContain("shop/001");
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind_and_is_tried_again()
    {
        await Should.ThrowAsync<PostgresException>(() =>
            SchemaMigrator.Apply(_owner, [new("shop", 1, "one", "create table one (id int); select nonsense")]));

        (await SchemaMigrator.Apply(_owner, [new("shop", 1, "one", "create table one (id int)")])).ShouldBe(1);
    }

    [Fact]
    public async Task Two_scripts_of_one_number_are_refused() => await Should.ThrowAsync<ArgumentException>(() =>
        SchemaMigrator.Apply(_owner, [new("shop", 1, "one", "select 1"), new("shop", 1, "other", "select 1")]));

    [Fact]
    public async Task The_store_s_own_schema_can_be_applied_again()
    {
        await using var database = await Fixtures.StoreDatabase.Create();
        await EventStoreSchema.Apply(database.Options);
    }

    public async Task DisposeAsync() => await _owner.DisposeAsync();
}
