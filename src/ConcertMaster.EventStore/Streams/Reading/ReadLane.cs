using System.Collections.Concurrent;

namespace ConcertMaster.EventStore.Streams;

/// <summary>
/// Group reading: while few streams are asked for, each is read at once; what arrives while all trips to the database are
/// under way shares the next one. A read begins after it was asked for, so it sees whatever was committed before.
/// </summary>
internal sealed class ReadLane(EventStoreOptions options)
{
    private const int TripsAtOnceMax = 8;
    private const int StreamsPerTripMax = 64;

    private readonly ReadTrip _trip = new(options);
    private readonly ConcurrentQueue<PendingRead> _waiting = new();
    private int _trips;

    /// <summary>The first page of a stretch of a stream.</summary>
    public async Task<StreamPage> Read(StreamKey stream, long from, long to, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var read = new PendingRead(stream, from, to);
        _waiting.Enqueue(read);
        if (TryBegin()) _ = Travel();
        return await read.Done.WaitAsync(ct);
    }

    private bool TryBegin()
    {
        if (Interlocked.Increment(ref _trips) <= TripsAtOnceMax) return true;
        Interlocked.Decrement(ref _trips);
        return false;
    }

    // Whoever leaves looks once more: a read that came in the meantime found all trips under way.
    private async Task Travel()
    {
        do
        {
            while (Next() is { Count: > 0 } reads) await _trip.Make(reads);
            Interlocked.Decrement(ref _trips);
        }
        while (!_waiting.IsEmpty && TryBegin());
    }

    private List<PendingRead> Next()
    {
        var reads = new List<PendingRead>();
        while (reads.Count < StreamsPerTripMax && _waiting.TryDequeue(out var read)) reads.Add(read);
        return reads;
    }
}

/// <param name="IsWhole">Whether there is nothing left of the stretch that was asked for.</param>
internal readonly record struct StreamPage(List<RecordedEvent> Events, bool IsWhole);

/// <summary>A stretch of a stream that somebody waits for.</summary>
internal sealed class PendingRead(StreamKey stream, long from, long to)
{
    private readonly TaskCompletionSource<StreamPage> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamKey Stream => stream;

    public long From => from;

    public long To => to;

    public Task<StreamPage> Done => _done.Task;

    public List<RecordedEvent> Events { get; } = [];

    public void Succeed(bool isWhole) => _done.TrySetResult(new(Events, isWhole));

    public void Fail(Exception because) => _done.TrySetException(because);
}
