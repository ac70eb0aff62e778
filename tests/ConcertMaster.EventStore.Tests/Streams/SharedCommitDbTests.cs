using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>
/// Whatever shares a commit ends as if each request had come alone: the answers of the append functions are compared
/// with those of the store in memory, which takes the same requests one by one.
/// </summary>
public sealed class SharedCommitDbTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_commit_of_many_requests_answers_as_if_each_had_come_alone(int seed)
    {
        await using var database = await StoreDatabase.Create();
        await using var command = await AppendCommand.Open(database.Options, default);
        await using var store = new PostgresEventStore(database.Options);
        var (model, random) = (new InMemoryEventStore(Counter.Catalogue), new Random(seed));
        var streams = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).Order().ToList();
        var earlier = new List<StreamAppend>();
        for (var round = 0; round < 60; round++)
        {
            var batch = Batch(streams, earlier, random);

            var answers = await command.Execute(
                batch.ConvertAll(request => new PendingAppend(request, Counter.Catalogue)));

            foreach (var (request, answer) in batch.Zip(answers))
                answer.ShouldBe(await Alone(model, request), $"round {round}: {request.Expected} of {request.Stream}");
            earlier.AddRange(batch);
            if (round % 9 == 8) await Archive(streams[random.Next(streams.Count)]);
        }

        foreach (var key in streams.Select(stream => new StreamKey(Requests.Acme, stream)))
            (await store.FetchStreamState(key)).ShouldBe(await model.FetchStreamState(key));

        async Task Archive(Guid stream)
        {
            await store.ArchiveStream(new(Requests.Acme, stream));
            await model.ArchiveStream(new(Requests.Acme, stream));
        }
    }

    // Versions near the ones that are there, any version, and requests that were sent before, by stream.
    private static List<StreamAppend> Batch(List<Guid> streams, List<StreamAppend> earlier, Random random)
    {
        var fresh = Enumerable.Range(0, random.Next(1, 14)).Select(i => Requests.To(
            streams[random.Next(streams.Count)],
            random.Next(3) == 0 ? ExpectedVersion.Any : ExpectedVersion.Exactly(random.Next(7)),
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(n => new CounterAdded(n))])
            with { Timestamp = Noon.AddHours(i) });
        var again = earlier.Where(_ => random.Next(12) == 0).Distinct().Take(3);
        return [.. fresh.Concat(again).OrderBy(request => request.Stream.Id)];
    }

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static async Task<AppendResult?> Alone(InMemoryEventStore model, StreamAppend request)
    {
        try
        {
            return await model.Append(request);
        }
        catch (StreamArchivedException)
        {
            return null;
        }
    }
}
