using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Processes;

/// <summary>
/// Appends with many writers, some commits stalled inside the lock, some rolled back, some with their reply lost,
/// and writes down what was acknowledged: event id, stream, version, and a dot that ends a whole line.
/// </summary>
internal static class WriterProcess
{
    /// <summary>write CONNECTION WRITERS APPENDS-EACH ACKNOWLEDGEMENTS-FILE SEED [POINT]</summary>
    /// <remarks>The same seed sends the same events to the same streams, as a caller does that starts over.</remarks>
    public static async Task<int> Run(string[] args)
    {
        var (writers, appends, seed) = (int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[4]));
        await using var nodes = new StoreNodes(args[0]);
        IAppendFaults faults = args.Length > 5 ? new PointFaults(args[5]) : new RandomFaults(seed);
        var options = nodes.Options(Counter.Catalogue) with { Faults = faults };
        await using var store = new PostgresEventStore(options);
        await using var acknowledged = new StreamWriter(args[3], append: true) { AutoFlush = true };
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(writer))));
        return 0;

        async Task Write(int writer)
        {
            var random = new Random(seed * 1_000 + writer);
            for (var i = 0; i < appends; i++)
            {
                var added = Enumerable.Range(0, 1 + random.Next(5))
                    .Select(n => new NewEvent(Name(seed, writer, i + 1, n), new CounterAdded(n)));
                var request = Requests.To(Name(seed, writer, 0, random.Next(5)), ExpectedVersion.Any) with
                {
                    Events = [.. added],
                };
                if (await Append(request) is { } result) Acknowledge(request, result);
            }
        }

        static Guid Name(int seed, int writer, int append, int number) =>
            new(seed, (short)writer, (short)number, [.. BitConverter.GetBytes((long)append)]);

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
                    acknowledged.Write($"{request.Events[i].Id} {request.Stream.Id} {first + i} .\n");
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

/// <summary>Says when a commit has come to the point, and stands still until a line is sent.</summary>
internal sealed class PointFaults(string point) : IAppendFaults
{
    public const string BeforeCommit = "before-commit";
    public const string BeforeReply = "before-reply";

    private readonly Pause _pause = new(passCount: 10);

    Task IAppendFaults.BeforeCommit() => point == BeforeCommit ? _pause.Pass() : Task.CompletedTask;

    Task IAppendFaults.BeforeReply() => point == BeforeReply ? _pause.Pass() : Task.CompletedTask;
}

/// <summary>Lets a number of passes go by and holds the next one.</summary>
internal sealed class Pause(int passCount)
{
    public const string Reached = "reached";

    private int _passed;

    public async Task Pass()
    {
        if (_passed++ != passCount) return;
        Console.WriteLine(Reached);
        await Console.In.ReadLineAsync();
    }
}
