using ConcertMaster.Testing;
using Npgsql;

namespace ConcertMaster.Tests.Host;

public sealed class EmbeddedPostgresDbTests
{
    [Fact]
    public async Task A_database_of_a_test_is_utf8_and_its_owner_is_no_superuser()
    {
        var server = await PostgresServer.Get();
        var connectionString = await server.CreateDatabase();

        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("""
            select pg_encoding_to_char(encoding), datlocale,
                   (select rolsuper from pg_roles where rolname = current_user), current_setting('server_version_num')::int
            from pg_database where datname = current_database()
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();

        reader.GetString(0).ShouldBe("UTF8");
        reader.GetString(1).ShouldBe("C.UTF-8");
        reader.GetBoolean(2).ShouldBeFalse();
        reader.GetInt32(3).ShouldBeInRange(180_000, 189_999);
    }

    [Fact]
    public async Task A_database_can_be_copied_from_a_prepared_one()
    {
        var server = await PostgresServer.Get();
        var preparationCount = 0;
        async Task Prepare(string connectionString)
        {
            preparationCount++;
            await Execute(connectionString, "create table prepared (id int); insert into prepared values (7)");
        }

        var first = await server.CreateDatabase("copied", Prepare);
        await Execute(first, "delete from prepared");
        var second = await server.CreateDatabase("copied", Prepare);

        preparationCount.ShouldBe(1);
        (await Scalar(second, "select id from prepared")).ShouldBe(7);
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> Scalar(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
