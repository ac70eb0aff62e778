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
    /// <returns>Whether there was a signal.</returns>
    public async Task<bool> Wait(TimeSpan most, TimeProvider time, CancellationToken ct)
    {
        Task signalled;
        lock (_gate) signalled = _source.Task;
        try
        {
            await signalled.WaitAsync(most, time, ct);
        }
        catch (TimeoutException)
        {
            return false;
        }
        lock (_gate)
        {
            if (_source.Task.IsCompleted) _source = NewSource();
        }
        return true;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
