using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Runs.Workers;

/// <summary>
/// Wakes steps whose time has come. Each node of the cluster looks after its share of the runs, and after any timer
/// that somebody should have fired long ago. Two nodes that disagree about the shares do no harm: the version of the
/// run's stream makes sure that a timer is recorded once.
/// </summary>
internal sealed partial class Timers(
    Database database, RunDriver driver, ClusterNode cluster, TimeProvider time, ILogger<Timers> log) : BackgroundService
{
    private const int BatchCountMax = 500;

    /// <summary>Runs that are woken at once: enough that they share commits.</summary>
    private const int AtOnceMax = 64;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>A timer that is this late has no node that looks after it.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);

    /// <summary>How long a timer is left alone whose run could not be woken.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>The condition of being this node's to fire: $2 of $3 shares, or due before $4.</summary>
    private const string IsMine = "((hashtextextended(run_id::text, 0) & 65535) % $3 = $2 or due_at <= $4)";

    private readonly record struct Timer(TenantId Tenant, Guid RunId, StepKey Key);

    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly ConcurrentDictionary<Timer, DateTimeOffset> _failed = new();

    // When this node looks next, in ticks; waits announced by the log move it forward.
    private long _next = long.MaxValue;

    /// <summary>Called with every event of runs, from any node.</summary>
    public Task Observe(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch)
        {
            if (recorded.Data is not StepWaiting { Until: { } until } || until.UtcTicks >= Volatile.Read(ref _next)) continue;
            Volatile.Write(ref _next, until.UtcTicks);
            Wake();
        }
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await FireBatch(stoppingToken) == BatchCountMax) { }
                await WaitForNext(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogLookFailed(e);
                await Task.Delay(LookInterval, time, CancellationToken.None);
            }
        }
    }

    private async Task<int> FireBatch(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var due = await Due(now, ct);
        var fired = new ConcurrentBag<Timer>();
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = ct },
            async (timer, _) =>
            {
                try
                {
                    await driver.Act(timer.Tenant, timer.RunId,
                        state => RunEngine.TimerDue(state, timer.Key, time.GetUtcNow()));
                    fired.Add(timer);
                }
                catch (Exception e)
                {
                    // One run that cannot be woken holds up no other.
                    _failed[timer] = time.GetUtcNow();
                    LogFireFailed(timer.RunId, timer.Key, e);
                }
            });
        if (!fired.IsEmpty) await Forget(fired, now, ct);
        return due.Count;
    }

    private async Task<List<Timer>> Due(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (timer, at) in _failed)
            if (now - at > RetryAfter) _failed.TryRemove(timer, out _);
        var (index, count) = cluster.Place;
        await using var command = database.System.CreateCommand($"""
            select tenant_id, run_id, node_id, iteration from app.timers
             where due_at <= $1 and {IsMine} order by due_at limit $5
            """, now, index, count, now - LostAfter, BatchCountMax + _failed.Count);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<Timer>();
        while (due.Count < BatchCountMax && await reader.ReadAsync(ct))
        {
            var timer = new Timer(new(reader.GetString(0)), reader.GetGuid(1), new(reader.GetString(2), reader.GetString(3)));
            if (!_failed.ContainsKey(timer)) due.Add(timer);
        }
        return due;
    }

    // The projection removes the rows too; doing it here keeps them from being looked at again meanwhile.
    private async Task Forget(IReadOnlyCollection<Timer> fired, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            delete from app.timers t using unnest($1, $2, $3, $4) as fired (tenant_id, run_id, node_id, iteration)
             where (t.tenant_id, t.run_id, t.node_id, t.iteration)
                 = (fired.tenant_id, fired.run_id, fired.node_id, fired.iteration) and t.due_at <= $5
            """, fired.Select(timer => timer.Tenant.Value).ToArray(), fired.Select(timer => timer.RunId).ToArray(),
            fired.Select(timer => timer.Key.NodeId).ToArray(), fired.Select(timer => timer.Key.Iteration).ToArray(), now);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task WaitForNext(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var next = now + LookInterval;
        Volatile.Write(ref _next, next.UtcTicks);
        var (index, count) = cluster.Place;
        await using var command = database.System.CreateCommand(
            $"select min(due_at) from app.timers where due_at > $1 and {IsMine}", now, index, count, now - LostAfter);
        if (await command.ExecuteScalarAsync(ct) is DateTime earliest && earliest < next.UtcDateTime)
            next = new(earliest, TimeSpan.Zero);
        var wait = next - time.GetUtcNow();
        if (wait > TimeSpan.Zero && Volatile.Read(ref _next) >= next.UtcTicks) await _wake.WaitAsync(wait, ct);
        // A wait that was announced a moment ago may not have reached the table yet.
        if (Volatile.Read(ref _next) <= time.GetUtcNow().UtcTicks) await Task.Delay(TimeSpan.FromMilliseconds(5), time, ct);
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timers could not be looked at; trying again")]
    private partial void LogLookFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} could not be woken at its step {Step}; trying again later")]
    private partial void LogFireFailed(Guid runId, StepKey step, Exception e);
}
