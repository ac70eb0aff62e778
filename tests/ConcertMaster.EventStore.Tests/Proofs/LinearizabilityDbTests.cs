using System.Diagnostics;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Proofs;

/// <summary>
/// Appends with expected versions behave as if each took place at one moment between its call and its reply.
/// Histories are recorded by the callers alone, on two nodes at once.
/// </summary>
public sealed class LinearizabilityDbTests
{
    private const int HistoryCount = 50;

    [Fact]
    public async Task Fifty_histories_of_racing_appends_have_an_order()
    {
        await using var database = await StoreDatabase.Create();
        await using var one = new PostgresEventStore(database.Options);
        await using var other = new PostgresEventStore(database.OptionsFor(Counter.Catalogue));
        for (var history = 0; history < HistoryCount; history++)
        {
            var operations = await Record([one, other], history);
            Linearizability.Violation(operations).ShouldBeNull($"history {history}");
        }
    }

    [Fact]
    public void The_checker_notices_a_stale_answer_a_version_given_twice_and_a_gap()
    {
        Operation Appended(long version, long called, long replied) => new(version, true, called, replied);

        Linearizability.Violation([Appended(1, 0, 5), Appended(2, 3, 9), new(1, false, 4, 6)]).ShouldBeNull();
        Linearizability.Violation([Appended(1, 0, 5), Appended(2, 6, 9), new(1, false, 10, 12)]).ShouldNotBeNull();
        Linearizability.Violation([Appended(1, 0, 5), Appended(1, 3, 9)]).ShouldNotBeNull();
        Linearizability.Violation([Appended(1, 0, 5), Appended(3, 3, 9)]).ShouldNotBeNull();
        Linearizability.Violation([Appended(2, 0, 2), Appended(1, 3, 9)]).ShouldNotBeNull();
    }

    // Every caller believes what it saw last, appends at that version, and learns from conflicts.
    private static async Task<List<Operation>> Record(IEventStore[] stores, int seed)
    {
        var (stream, operations) = (Guid.CreateVersion7(), new List<Operation>());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var random = new Random(seed * 100 + caller);
            var believed = 0L;
            for (var i = 0; i < 12; i++)
            {
                var store = stores[caller % 2];
                var called = Stopwatch.GetTimestamp();
                Operation done;
                if (random.Next(4) == 0)
                {
                    believed = (await store.FetchStreamState(new(Requests.Acme, stream)))?.Version ?? 0;
                    done = new(believed, false, called, Stopwatch.GetTimestamp());
                }
                else
                {
                    var result = await store.Append(
                        Requests.To(stream, ExpectedVersion.Exactly(believed), new CounterAdded(caller)));
                    believed = result.Version;
                    done = new(result.Version, result.Outcome == AppendOutcome.Appended, called, Stopwatch.GetTimestamp());
                }
                lock (operations) operations.Add(done);
            }
        })));
        return operations;
    }
}

/// <summary>What one caller did: it took the stream to a version, or saw it there.</summary>
public sealed record Operation(long Version, bool Appended, long Called, long Replied);

/// <summary>
/// Versions give the order of the appends, and say between which of them each answer was seen; so the earliest
/// possible moment of each operation can be computed, one after the other, and must not be after its reply.
/// </summary>
public static class Linearizability
{
    public static string? Violation(IReadOnlyList<Operation> operations)
    {
        var appends = operations.Where(operation => operation.Appended).OrderBy(operation => operation.Version).ToList();
        var moment = long.MinValue;
        for (var version = 0; version <= appends.Count; version++)
        {
            if (version > 0)
            {
                var append = appends[version - 1];
                if (append.Version != version) return $"version {append.Version} where {version} should be";
                moment = Math.Max(moment, append.Called);
                if (moment > append.Replied) return $"version {version} came too late";
            }
            var after = moment;
            foreach (var seen in operations.Where(operation => !operation.Appended && operation.Version == version))
            {
                var earliest = Math.Max(moment, seen.Called);
                if (earliest > seen.Replied) return $"version {version} was seen before it was there";
                after = Math.Max(after, earliest);
            }
            moment = after;
        }
        return operations.Any(operation => operation.Version > appends.Count) ? "a version nobody appended was seen" : null;
    }
}
