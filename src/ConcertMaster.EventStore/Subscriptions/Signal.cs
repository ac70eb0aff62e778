namespace ConcertMaster.EventStore.Subscriptions;

/// <summary>Wakes one waiting loop; a signal given while it is busy is kept, several are one.</summary>
internal sealed class Signal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _source = NewSource();

    public void Set()
    {
        lock (_gate) _source.TrySetResult();
    }

    /// <summary>Returns at the signal or after the time, whichever comes first.</summary>
    public async Task Wait(TimeSpan most, TimeProvider time, CancellationToken ct)
    {
        Task signalled;
        lock (_gate) signalled = _source.Task;
        try
        {
            await signalled.WaitAsync(most, time, ct);
        }
        catch (TimeoutException)
        {
            return;
        }
        lock (_gate)
        {
            if (_source.Task.IsCompleted) _source = NewSource();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
