using System.Threading.Channels;
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
    private readonly Channel<PendingAppend> _queue;
    private readonly AppendLookup _lookup;
    private readonly SemaphoreSlim _busy = new(1, 1);
    private readonly Queue<PendingAppend> _heldBack = new();
    private readonly List<PendingAppend> _batch = [];
    private readonly HashSet<StreamKey> _streams = [];
    private AppendCommand? _command;

    public AppendLane(EventStoreOptions options, ILogger log)
    {
        (_options, _log) = (options, log);
        _lookup = new(options);
        _queue = Channel.CreateBounded<PendingAppend>(
            new BoundedChannelOptions(options.AppendQueueLength) { SingleReader = true });
    }

    /// <exception cref="AppendQueueFullException"/>
    public async Task<AppendResult> Append(PendingAppend append, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_queue.Writer.TryWrite(append)) throw new AppendQueueFullException(TimeSpan.FromSeconds(1));
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
            Collect(_batch);
            if (_batch.Count > 0) await Commit(_batch);
        }
        finally
        {
            _busy.Release();
        }
        if (IsWaiting && _busy.Wait(0)) _ = Task.Run(CommitAll);
    }

    private async Task CommitAll()
    {
        do
        {
            try
            {
                while (IsWaiting)
                {
                    Collect(_batch);
                    if (_batch.Count > 0) await Commit(_batch);
                }
            }
            finally
            {
                _busy.Release();
            }
        }
        while (IsWaiting && _busy.Wait(0));
    }

    private bool IsWaiting => _heldBack.Count > 0 || _queue.Reader.Count > 0;

    /// <summary>Takes what waits, within the limits; of several for one stream the first, the others keep their turn.</summary>
    private void Collect(List<PendingAppend> batch)
    {
        batch.Clear();
        _streams.Clear();
        var byteCount = 0;
        for (var i = _heldBack.Count; i > 0; i--)
        {
            var held = _heldBack.Dequeue();
            if (Fits(held) && _streams.Add(held.Request.Stream)) Take(held); else _heldBack.Enqueue(held);
        }
        while (_heldBack.Count < _options.AppendBatchCountMax && batch.Count < _options.AppendBatchCountMax
            && byteCount < _options.AppendBatchBytesMax && _queue.Reader.TryRead(out var append))
        {
            if (!append.TryTake()) continue;
            if (Fits(append) && _streams.Add(append.Request.Stream)) Take(append); else _heldBack.Enqueue(append);
        }
        batch.Sort(static (a, b) => Compare(a.Request.Stream, b.Request.Stream));

        bool Fits(PendingAppend append) => batch.Count == 0 || (batch.Count < _options.AppendBatchCountMax
            && byteCount + append.ByteCount <= _options.AppendBatchBytesMax);

        void Take(PendingAppend append)
        {
            batch.Add(append);
            byteCount += append.ByteCount;
        }
    }

    /// <summary>The one order in which every appender takes its row locks.</summary>
    private static int Compare(StreamKey a, StreamKey b)
    {
        var tenants = string.CompareOrdinal(a.Tenant.Value, b.Tenant.Value);
        return tenants != 0 ? tenants : a.Id.CompareTo(b.Id);
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

    private static void Complete(IReadOnlyList<PendingAppend> batch, AppendResult[] results)
    {
        for (var i = 0; i < results.Length; i++) batch[i].Complete(results[i]);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _busy.WaitAsync();
        // The lane stays taken: there is nothing left to commit, and nothing more is accepted.
        while (IsWaiting)
        {
            Collect(_batch);
            if (_batch.Count > 0) await Commit(_batch);
        }
        if (_command is not null) await _command.DisposeAsync();
    }
}
