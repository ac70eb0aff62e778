using System.Text.Json;
using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.EventStore.Streams;

/// <summary>A request on its way to a commit, its events already turned into JSON on the caller's thread.</summary>
internal sealed class PendingAppend
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    private readonly TaskCompletionSource<AppendResult> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _state = Queued;

    public PendingAppend(StreamAppend request, EventCatalogue catalogue)
    {
        Request = request;
        Bodies = new byte[request.Events.Count][];
        Ids = new Guid[request.Events.Count];
        Names = new string[request.Events.Count];
        DotnetTypes = new string[request.Events.Count];
        for (var i = 0; i < Bodies.Length; i++)
        {
            var type = request.Events[i].Data.GetType();
            Ids[i] = request.Events[i].Id;
            Names[i] = catalogue.NameOf(type);
            DotnetTypes[i] = catalogue.DotnetNameOf(type);
            Bodies[i] = catalogue.SerializeToUtf8(request.Events[i].Data);
            ByteCount += Bodies[i].Length;
        }
        Headers = request.Metadata.Headers.Count == 0 ? null : JsonSerializer.Serialize(request.Metadata.Headers);
    }

    public StreamAppend Request { get; }
    public Guid[] Ids { get; }
    public byte[][] Bodies { get; }
    public string[] Names { get; }
    public string[] DotnetTypes { get; }
    public string? Headers { get; }
    public int ByteCount { get; }

    /// <summary>Place among the requests of its commit, in the order in which they came.</summary>
    public int Turn { get; set; }

    public Task<AppendResult> Done => _done.Task;

    /// <summary>From here on the caller gets the true outcome, whatever happens to its token.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;

    public void TryCancel(CancellationToken ct)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Queued) == Queued) _done.TrySetCanceled(ct);
    }

    public void Complete(AppendResult result) => _done.TrySetResult(result);

    public void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>A request and where the log has it.</summary>
internal sealed record CommittedAppend(PendingAppend Append, AppendResult Result)
{
    public long FirstSequence => Result.LastSequence - Append.Ids.Length + 1;

    /// <summary>The events as they would be read from the log.</summary>
    public IEnumerable<RecordedEvent> Events(EventCatalogue catalogue)
    {
        var request = Append.Request;
        var firstVersion = Result.Version - Append.Ids.Length + 1;
        // PostgreSQL keeps microseconds.
        var at = request.Timestamp.ToUniversalTime();
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        for (var i = 0; i < Append.Ids.Length; i++)
            yield return new(FirstSequence + i, Append.Ids[i], request.Stream.Tenant, request.Stream.Id, request.StreamType,
                firstVersion + i, Append.Names[i], catalogue.Deserialize(Append.Names[i], Append.Bodies[i]), at,
                request.Metadata);
    }
}
