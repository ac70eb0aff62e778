using System.Text.Json;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Projections;

/// <summary>What a row may be made of comes back from its columns as it went in.</summary>
public sealed class RowTypesDbTests
{
    public enum Mood
    {
        Calm,
        VeryLively,
    }

    public readonly record struct PartyId(Guid Value);

    public sealed record Tone(string Value);

    public readonly record struct Key(PartyId PartyId, string Room);

    public sealed record Place(string Name, int Floor);

    public sealed record Row(
        string Text, string? NoText, bool Flag, int Number, int? NoNumber, long Big, double Ratio, decimal Money,
        decimal? NoMoney, Guid Id, Guid? NoId, DateTimeOffset At, DateTimeOffset? NoTime, DateOnly Day, Mood Mood,
        Mood? NoMood, PartyId Other, PartyId? NoOther, Tone Tone, Tone? NoTone, string[] Tags,
        IReadOnlyList<string>? NoTags, JsonElement Json, JsonElement? NoJson, Place Place, PartyId PartyId);

    private const string Table = """
        create table read.parties (
            tenant_id text not null, party_id uuid not null, room text not null, text text not null, no_text text,
            flag boolean not null, number int not null, no_number int, big bigint not null,
            ratio double precision not null, money numeric not null, no_money numeric, id uuid not null, no_id uuid,
            at timestamptz not null, no_time timestamptz, day date not null, mood text not null, no_mood text,
            other uuid not null, no_other uuid, tone text not null, no_tone text, tags text[] not null, no_tags text[],
            json jsonb not null, no_json jsonb, place jsonb not null, primary key (tenant_id, party_id, room))
        """;

    private static readonly PartyId Party = new(new("0198c0de-0000-7000-8000-000000000001"));

    private static readonly Row Full = new(
        "käse \"and\" \\wine", null, true, 7, null, 1L << 40, 0.25, 12.50m, null, Party.Value, null,
        new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)), null, new(2026, 3, 1), Mood.VeryLively, null, Party, null,
        new("warm"), null, ["a", "with \"quotes\"", "back\\slash", "comma, brace }", ""], null,
        JsonSerializer.SerializeToElement(new { a = 1 }), null, new("hall", 2), Party);

    [Fact]
    public async Task Every_type_of_column_survives_writing_loading_and_reading()
    {
        await using var database = await StoreDatabase.Create();
        await database.Execute(Table);
        Row? loaded = null;
        var projection = new RowProjection<Key, Row>("Parties", "read.parties", [typeof(CounterEvent)],
            _ => [new(Party, "kitchen")],
            (_, row, recorded) =>
            {
                loaded = row ?? loaded;
                return recorded.Data is CounterClosed ? null : row is null ? Full : row with { Number = 8 };
            });
        await Apply(database, projection, new CounterOpened("a"));
        await Apply(database, projection, new CounterAdded(1));

        Normal(loaded!).ShouldBe(Normal(Full));
        await using (var command = database.Options.System.CreateCommand("select * from read.parties"))
            Normal((await RowReader.Query<Row>(command)).Single()).ShouldBe(Normal(Full with { Number = 8 }));
        (await database.Scalar<string>("select mood from read.parties")).ShouldBe("veryLively");

        await Apply(database, projection, new CounterClosed());
        (await database.Scalar<long>("select count(*) from read.parties")).ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_column_and_a_null_are_named()
    {
        await using var database = await StoreDatabase.Create();
        await using var missing = database.Options.System.CreateCommand("select 'a' as name");
        (await Should.ThrowAsync<InvalidOperationException>(() => RowReader.Query<Place>(missing)))
            .Message.ShouldContain("floor");
        await using var absent = database.Options.System.CreateCommand("select null::text as name, 1 as floor");
        (await Should.ThrowAsync<InvalidOperationException>(() => RowReader.Query<Place>(absent)))
            .Message.ShouldContain("name");
        await using var scalar = database.Options.System.CreateCommand("select 5::bigint as any_name");
        (await RowReader.Query<long>(scalar)).ShouldBe([5]);
    }

    private static async Task Apply(StoreDatabase database, IProjection projection, CounterEvent data)
    {
        await using var connection = await database.Options.System.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var recorded = new RecordedEvent(1, Guid.CreateVersion7(), Requests.Acme, Guid.CreateVersion7(), "counter", 1,
            "counter", data, DateTimeOffset.UtcNow, EventMetadata.None);
        await projection.Apply(new([recorded], connection, transaction, table => table), default);
        await transaction.CommitAsync();
    }

    // Arrays and JSON compare by reference; their text says whether they are the same.
    private static string Normal(Row row) => JsonSerializer.Serialize(row with { At = row.At.ToUniversalTime() });
}
