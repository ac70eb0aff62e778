using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;
using Npgsql;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>The database itself keeps tenants apart, even from a query that forgets its filter.</summary>
public sealed class TenantIsolationDbTests : IAsyncLifetime
{
    private StoreDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        await using var store = new PostgresEventStore(_database.Options);
        var append = Requests.To(Guid.CreateVersion7(), ExpectedVersion.NoStream, new CounterAdded(1));
        await store.Append(append);
        await store.Append(append with { Stream = append.Stream with { Tenant = new("other") } });
    }

    private async Task<long> Count(string table, string? tenant)
    {
        await using var connection = await _database.Options.Requests.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        if (tenant is not null)
            batch.BatchCommands.Add(new($"select set_config('concertmaster.tenant', '{tenant}', true)"));
        batch.BatchCommands.Add(new($"select count(*) from {table}"));
        await using var reader = await batch.ExecuteReaderAsync();
        if (tenant is not null) await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }

    [Theory]
    [InlineData("events.mt_events")]
    [InlineData("events.mt_streams")]
    public async Task A_request_sees_the_rows_of_its_tenant_and_without_one_none(string table)
    {
        (await Count(table, "acme")).ShouldBe(1);
        (await Count(table, "other")).ShouldBe(1);
        (await Count(table, null)).ShouldBe(0);
    }

    [Fact]
    public async Task A_request_cannot_write_the_log()
    {
        await using var command = _database.Options.Requests.CreateCommand("delete from events.mt_events");
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync()))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_tenant_does_not_outlive_the_read()
    {
        await using var store = new PostgresEventStore(_database.Options);
        await store.FetchStreamState(new(new("acme"), Guid.CreateVersion7()));
        (await Count("events.mt_events", null)).ShouldBe(0);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();
}
