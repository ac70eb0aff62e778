using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.EventStore.Streams;

/// <summary>
/// Group commit: one connection, one transaction at a time; whatever arrives while it is under way shares the next.
/// The caller that finds the lane idle commits at once on its own thread; a task takes over when more has arrived.
/// </summary>
internal sealed class AppendLane : IAsyncDisposable
{
    private const int TransientRetryCountMax = 5;

    private readonly EventStoreOptions _options;
    private readonly ILogger _log;
    private readonly AppendQueue _queue;
    private readonly AppendLookup _lookup;
    private readonly SemaphoreSlim _busy = new(1, 1);
    private AppendCommand? _command;

    /// <summary>Told of every commit in log order, before those who wait for it are.</summary>
    public Action<IReadOnlyList<CommittedAppend>>? Committed { get; set; }

    public AppendLane(EventStoreOptions options, ILogger log)
    {
        (_options, _log) = (options, log);
        _lookup = new(options);
        _queue = new(options);
    }

    /// <exception cref="AppendQueueFullException"/>
    public async Task<AppendResult> Append(PendingAppend append, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_queue.TryAdd(append)) throw new AppendQueueFullException(TimeSpan.FromSeconds(1));
        await using var cancellation = ct.UnsafeRegister(
            static (state, token) => ((PendingAppend)state!).TryCancel(token), append);
        if (_busy.Wait(0)) await CommitOnce();
        return await append.Done;
    }

    // Whoever leaves the lane looks once more: a request that came in the meantime found it busy.
    private async Task CommitOnce()
    {
        try
        {
            await CommitNext();
        }
        finally
        {
            _busy.Release();
        }
        if (_queue.IsWaiting && _busy.Wait(0)) _ = Task.Run(CommitAll);
    }

    private async Task CommitAll()
    {
        do
        {
            try
            {
                while (_queue.IsWaiting) await CommitNext();
            }
            finally
            {
                _busy.Release();
            }
        }
        while (_queue.IsWaiting && _busy.Wait(0));
    }

    private async Task CommitNext()
    {
        if (_queue.NextBatch() is { Count: > 0 } batch) await Commit(batch);
    }

    private async Task Commit(IReadOnlyList<PendingAppend> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _command ??= await AppendCommand.Open(_options, default);
                Complete(batch, await _command.Execute(batch));
                return;
            }
            catch (PostgresException refused) when (PostgresErrors.IsTransient(refused)
                && attempt < TransientRetryCountMax && _command is not null)
            {
                _log.LogWarning(refused, "Appending again after a transient error of the database");
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), _options.Time);
            }
            catch (PostgresException refused) when (!PostgresErrors.EndsConnection(refused) && _command is not null)
            {
                await CommitOneByOne(batch, refused);
                return;
            }
            catch (Exception lost)
            {
                batch = await AfterLostConnection(batch, lost, attempt);
                if (batch.Count == 0) return;
            }
        }
    }

    /// <summary>One request that the database cannot store (such as a NUL in a text) must not fail its neighbours.</summary>
    private async Task CommitOneByOne(IReadOnlyList<PendingAppend> batch, PostgresException refused)
    {
        if (batch.Count == 1)
        {
            batch[0].Fail(refused);
            return;
        }
        foreach (var append in batch) await Commit([append]);
    }

    /// <summary>Answers those whose outcome can be found out, and returns those that are known not to be stored.</summary>
    private async Task<IReadOnlyList<PendingAppend>> AfterLostConnection(
        IReadOnlyList<PendingAppend> batch, Exception lost, int attempt)
    {
        _log.LogWarning(lost, "Lost the connection while appending; looking up what was stored");
        var backend = _command?.Backend;
        try
        {
            if (_command is not null) await _command.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // It is lost already.
        }
        _command = null;
        IReadOnlyList<PendingAppend> missing;
        try
        {
            missing = await _lookup.Resolve(batch, backend);
        }
        catch (Exception unreachable)
        {
            _log.LogError(unreachable, "Cannot look up what was stored");
            foreach (var append in batch)
                append.Fail(new EventStoreUnavailableException(
                    "The database cannot be reached.", outcomeKnown: backend is null, lost));
            return [];
        }
        if (attempt < TransientRetryCountMax) return missing;
        foreach (var append in missing)
            append.Fail(new EventStoreUnavailableException(
                "The connection to the database was lost again and again; nothing was stored.", true, lost));
        return [];
    }

    private void Complete(IReadOnlyList<PendingAppend> batch, AppendResult?[] results)
    {
        if (Committed is { } tell && CommittedOf(batch, results) is { Count: > 0 } commit) tell(commit);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { } result) batch[i].Complete(result);
            else batch[i].Fail(new StreamArchivedException(batch[i].Request.Stream));
        }
    }

    private static List<CommittedAppend> CommittedOf(IReadOnlyList<PendingAppend> batch, AppendResult?[] results)
    {
        var commit = new List<CommittedAppend>(results.Length);
        for (var i = 0; i < results.Length; i++)
            if (results[i] is { Outcome: AppendOutcome.Appended } result) commit.Add(new(batch[i], result));
        return commit;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _busy.WaitAsync();
        // The lane stays taken: there is nothing left to commit, and nothing more is accepted.
        while (_queue.IsWaiting) await CommitNext();
        if (_command is not null) await _command.DisposeAsync();
    }
}
