namespace ConcertMaster.EventStore.Projections;

/// <summary>How far each shard is known to be, on whichever node it runs, and who waits for it.</summary>
internal sealed class ShardPositions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long Sequence, TaskCompletionSource Reached)>> _waiting =
        new(StringComparer.Ordinal);

    private readonly Dictionary<string, TaskCompletionSource> _resting = new(StringComparer.Ordinal);

    public long Of(string shard)
    {
        lock (_gate) return _positions.GetValueOrDefault(shard);
    }

    public void Report(string shard, long position)
    {
        lock (_gate)
        {
            if (_positions.GetValueOrDefault(shard) < position) _positions[shard] = position;
            if (!_waiting.TryGetValue(shard, out var waiting)) return;
            waiting.RemoveAll(entry => entry.Sequence <= position && (entry.Reached.TrySetResult() || true));
        }
    }

    /// <summary>
    /// Projections commit without waiting for the disk, so that a crash of the server takes their last moments back:
    /// where they are has to be learnt anew.
    /// </summary>
    public void Forget()
    {
        lock (_gate) _positions.Clear();
    }

    /// <summary>Payload of a progress notification: the shard, a space, the sequence.</summary>
    public void ReportNotified(string payload)
    {
        var space = payload.LastIndexOf(' ');
        if (space > 0 && long.TryParse(payload.AsSpan(space + 1), out var position))
            Report(payload[..space], position);
    }

    public async Task Reached(string shard, long sequence, CancellationToken ct)
    {
        TaskCompletionSource reached;
        lock (_gate)
        {
            if (_positions.GetValueOrDefault(shard) >= sequence) return;
            reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_waiting.TryGetValue(shard, out var waiting)) _waiting[shard] = waiting = [];
            waiting.Add((sequence, reached));
            if (_resting.Remove(shard, out var resting)) resting.SetResult();
        }
        try
        {
            await reached.Task.WaitAsync(ct);
        }
        finally
        {
            lock (_gate) _waiting[shard].RemoveAll(entry => entry.Reached == reached);
        }
    }

    /// <summary>Completes when somebody on this node waits for the shard to move on; at once when somebody does.</summary>
    public Task Awaited(string shard)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(shard, out var waiting) && waiting.Count > 0) return Task.CompletedTask;
            if (!_resting.TryGetValue(shard, out var resting))
                _resting[shard] = resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return resting.Task;
        }
    }
}
