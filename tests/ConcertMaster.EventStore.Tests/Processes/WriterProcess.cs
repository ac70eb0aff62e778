using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Processes;

/// <summary>
/// Appends with many writers, some commits stalled inside the lock, some rolled back, some with their reply lost,
/// and writes down what was acknowledged: event id, stream, version, sequence.
/// </summary>
internal static class WriterProcess
{
    /// <summary>write CONNECTION WRITERS APPENDS-EACH ACKNOWLEDGEMENTS-FILE SEED</summary>
    public static async Task<int> Run(string[] args)
    {
        var (writers, appends, seed) = (int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[4]));
        await using var nodes = new StoreNodes(args[0]);
        var options = nodes.Options(Counter.Catalogue) with { Faults = new RandomFaults(seed) };
        await using var store = new PostgresEventStore(options);
        await using var acknowledged = new StreamWriter(args[3], append: true) { AutoFlush = true };
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(writer))));
        return 0;

        async Task Write(int writer)
        {
            var random = new Random(seed * 1_000 + writer);
            var streams = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
            for (var i = 0; i < appends; i++)
            {
                var request = Requests.To(streams[random.Next(streams.Length)], ExpectedVersion.Any,
                    [.. Enumerable.Range(0, 1 + random.Next(5)).Select(n => new CounterAdded(n))]);
                if (await Append(request) is { } result) Acknowledge(request, result);
            }
        }

        async Task<AppendResult?> Append(StreamAppend request)
        {
            for (var attempt = 0; attempt < 100; attempt++)
            {
                try
                {
                    return await store.Append(request);
                }
                catch (EventStoreUnavailableException)
                {
                    // The same event ids again: at most one of the attempts is stored.
                    await Task.Delay(100);
                }
            }
            return null;
        }

        void Acknowledge(StreamAppend request, AppendResult result)
        {
            var first = result.Version - request.Events.Count + 1;
            lock (gate)
                for (var i = 0; i < request.Events.Count; i++)
                    acknowledged.Write($"{request.Events[i].Id} {request.Stream.Id} {first + i}\n");
        }
    }
}

/// <summary>Three commits in a hundred go wrong in one way or another.</summary>
internal sealed class RandomFaults(int seed) : IAppendFaults
{
    private readonly Random _random = new(seed);

    public async Task BeforeCommit()
    {
        switch (_random.Next(200))
        {
            case < 3:
                await Task.Delay(_random.Next(25));
                break;
            case 3:
                throw new IOException("Cut before the commit.");
        }
    }

    public Task BeforeReply() => _random.Next(200) == 0
        ? throw new IOException("Cut before the reply.")
        : Task.CompletedTask;
}
