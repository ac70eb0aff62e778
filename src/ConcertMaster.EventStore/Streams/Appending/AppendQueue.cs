using System.Threading.Channels;

namespace ConcertMaster.EventStore.Streams;

/// <summary>What waits for a commit, and how much of it shares the next one. One thread at a time forms batches.</summary>
internal sealed class AppendQueue(EventStoreOptions options)
{
    private readonly Channel<PendingAppend> _arrivals = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(options.AppendQueueLength) { SingleReader = true });

    private readonly Queue<PendingAppend> _heldBack = new();
    private readonly List<PendingAppend> _batch = [];
    private readonly HashSet<Guid> _eventIds = [];
    private readonly HashSet<StreamKey> _heldStreams = [];
    private int _byteCount;

    public bool IsWaiting => _heldBack.Count > 0 || _arrivals.Reader.Count > 0;

    /// <summary>False when too much waits already, or the queue is closed.</summary>
    public bool TryAdd(PendingAppend append) => _arrivals.Writer.TryWrite(append);

    public void Close() => _arrivals.Writer.TryComplete();

    /// <summary>
    /// Takes what waits, within the limits, in the one order in which every appender takes its row locks: by tenant
    /// and stream, and the requests of one stream as they came. The list is the same at each call.
    /// </summary>
    public List<PendingAppend> NextBatch()
    {
        _batch.Clear();
        _eventIds.Clear();
        _heldStreams.Clear();
        _byteCount = 0;
        for (var i = _heldBack.Count; i > 0; i--) TakeOrHold(_heldBack.Dequeue());
        while (_heldBack.Count < options.AppendBatchCountMax && _batch.Count < options.AppendBatchCountMax
            && _byteCount < options.AppendBatchBytesMax && _arrivals.Reader.TryRead(out var append))
            if (append.TryTake()) TakeOrHold(append);
        _batch.Sort(Compare);
        return _batch;
    }

    // A request that is repeated while the first is on its way waits for the next commit, which can see what became
    // of it; whatever comes later for a stream never overtakes what was held back.
    private void TakeOrHold(PendingAppend append)
    {
        if (Fits(append) && !_heldStreams.Contains(append.Request.Stream) && !append.Ids.Any(_eventIds.Contains))
        {
            append.Turn = _batch.Count;
            _batch.Add(append);
            _eventIds.UnionWith(append.Ids);
            _byteCount += append.ByteCount;
        }
        else
        {
            _heldStreams.Add(append.Request.Stream);
            _heldBack.Enqueue(append);
        }
    }

    private bool Fits(PendingAppend append) => _batch.Count == 0 || (_batch.Count < options.AppendBatchCountMax
        && _byteCount + append.ByteCount <= options.AppendBatchBytesMax);

    private static int Compare(PendingAppend a, PendingAppend b)
    {
        var (one, other) = (a.Request.Stream, b.Request.Stream);
        var tenants = string.CompareOrdinal(one.Tenant.Value, other.Tenant.Value);
        if (tenants != 0) return tenants;
        var streams = one.Id.CompareTo(other.Id);
        return streams != 0 ? streams : a.Turn.CompareTo(b.Turn);
    }
}
