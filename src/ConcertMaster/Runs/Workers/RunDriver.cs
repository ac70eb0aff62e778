using System.Collections.Concurrent;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Runs.Workers;

/// <summary>
/// Drives runs: loads, lets the engine decide, appends, executes effects, appends their outcome. Every decision about
/// a run on this node goes through <see cref="Act"/>; the version of the stream is the fence against other nodes.
/// </summary>
internal sealed partial class RunDriver(
    RunStore store, EffectRunner effects, RunWatches watches, ICluster cluster, TimeProvider time,
    ILogger<RunDriver> log)
{
    /// <summary>Times a decision is taken anew because somebody else was faster.</summary>
    private const int ConflictCountMax = 50;

    private static readonly TimeSpan AppendRetryDelay = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<Guid, ActiveRun> _active = new();
    private volatile bool _stopping;

    /// <param name="decide">Pure; may be asked again after a conflict. No events: only go on.</param>
    /// <param name="initial">What is known already: the empty state of a run about to start.</param>
    /// <param name="catchUp">Takes in first what others have appended.</param>
    /// <param name="before">Done within the gate, before the decision.</param>
    /// <returns>The run afterwards; null when there is none.</returns>
    public async Task<LoadedRun?> Act(
        TenantId tenant, Guid runId, Func<RunState, IReadOnlyList<RunEvent>> decide, EventMetadata? metadata = null,
        LoadedRun? initial = null, bool catchUp = false, Action<ActiveRun>? before = null, CancellationToken ct = default)
    {
        while (true)
        {
            var active = _active.GetOrAdd(runId, _ => new ActiveRun(tenant, runId, initial));
            await active.Gate.WaitAsync(ct);
            try
            {
                if (active.IsReleased) continue;
                before?.Invoke(active);
                active.Run = active.Run switch
                {
                    null => await store.Load(tenant, runId, null, ct),
                    { } run when catchUp => await store.CatchUp(run, runId, ct),
                    { } run => run,
                };
                if (active.Run is null)
                {
                    Release(active);
                    return null;
                }
                await Write(active, decide, metadata ?? MetadataOf(runId, SystemActors.Engine), ct);
                GoOn(active);
                return active.Run;
            }
            catch
            {
                // What was stored is unknown; the next to ask reads it from the log.
                active.Run = null;
                if (active.Effects.Count == 0) Release(active);
                throw;
            }
            finally
            {
                active.Gate.Release();
            }
        }
    }

    public static EventMetadata MetadataOf(Guid runId, string userName, string? causation = null) =>
        new() { CorrelationId = runId.ToString(), UserName = userName, CausationId = causation };

    /// <summary>Called with every event of runs, from any node: a run that is driven here may have been signalled.</summary>
    public Task Observe(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch)
        {
            if (recorded.Data is not RunEvent @event) continue;
            watches.Observe(recorded.StreamId, @event);
            if (_active.TryGetValue(recorded.StreamId, out var active) && active.Hear(recorded.Version))
                _ = Background(active, () => CatchUp(active));
        }
        return Task.CompletedTask;
    }

    // What this node appends itself is often heard of before the append has returned; then there is nothing to do.
    private async Task CatchUp(ActiveRun active)
    {
        await active.Gate.WaitAsync();
        var isBehind = active.IsBehind();
        active.Gate.Release();
        if (isBehind) await Act(active.Tenant, active.Id, _ => [], catchUp: true);
    }

    /// <summary>Starts no further effects and waits for those under way; what is left is for other nodes.</summary>
    public async Task Drain(TimeSpan patience, CancellationToken ct)
    {
        _stopping = true;
        var until = time.GetUtcNow() + patience;
        while (effects.RunningCount > 0 && time.GetUtcNow() < until && !ct.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
    }

    private async Task Write(
        ActiveRun active, Func<RunState, IReadOnlyList<RunEvent>> decide, EventMetadata metadata, CancellationToken ct)
    {
        for (var conflicts = 0; conflicts <= ConflictCountMax;)
        {
            var run = active.Run!;
            // The clock of a node may lag behind the one that wrote last; a run's own time never goes back.
            var now = Later(time.GetUtcNow(), run.LastAt);
            var advance = Ownership.Decide(run.State, decide(run.State), cluster.Name, cluster.IsAlive, now);
            if (advance.Events.Count == 0) return;
            var ids = advance.Events.Select(_ => Guid.CreateVersion7(now)).ToList();
            var result = await Append(active, run.Version, advance.Events, ids, metadata, now, ct);
            if (result.Outcome == AppendOutcome.VersionConflict)
            {
                conflicts++;
                active.Run = await store.CatchUp(run, active.Id, ct);
                continue;
            }
            active.Run = new(advance.State, result.Version, now) { LastSequence = result.LastSequence };
            foreach (var @event in advance.Events) watches.Observe(active.Id, @event);
            if (!advance.HasMore) return;
            decide = _ => [];
        }
        throw new InvalidOperationException($"The run {active.Id} is contended beyond measure.");
    }

    private async Task<AppendResult> Append(
        ActiveRun active, long version, IReadOnlyList<RunEvent> events, List<Guid> ids, EventMetadata metadata,
        DateTimeOffset now, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await store.Append(active.Tenant, active.Id, version, events, ids, metadata, now, ct);
            }
            catch (Exception e) when (!ct.CanBeCanceled && !_stopping
                && e is AppendQueueFullException or EventStoreUnavailableException)
            {
                // Work of the engine's own waits for the database to come back; requests are told to try again.
                LogAppendDelayed(active.Id, e);
                await Task.Delay(AppendRetryDelay, time, CancellationToken.None);
            }
        }
    }

    private void GoOn(ActiveRun active)
    {
        var state = active.Run!.State;
        var isMine = state.Owner == cluster.Name;
        if (IsCutShort(state)) active.Cancellation.Cancel();
        // Driven again before the last of its effects has been cut off.
        else if (active.Cancellation.IsCancellationRequested) active.Cancellation = new();
        if (!isMine || (active.Effects.Count == 0 && (state.Status.IsEnded() || Ownership.IsIdle(state))))
        {
            Release(active);
            return;
        }
        if (_stopping || state.Status.IsEnded() || state.Status == RunStatus.Queued) return;
        foreach (var key in state.InFlight)
        {
            if (!active.Effects.TryAdd(key, state.Step(key).Attempt)) continue;
            var attempt = state.Step(key).Attempt;
            // It leaves this thread by itself, before the node is asked.
            _ = Watched(active, Execute(active, state, key, attempt));
        }
        if (RunEngine.NextRetry(state) is { } due) RetryAt(active, due);
    }

    private void Release(ActiveRun active)
    {
        active.IsReleased = true;
        _active.TryRemove(KeyValuePair.Create(active.Id, active));
        active.Dispose();
        if (active.Effects.Count > 0) active.Cancellation.Cancel();
    }

    private void RetryAt(ActiveRun active, DateTimeOffset due)
    {
        var wait = due - time.GetUtcNow();
        active.RetryTimer?.Dispose();
        active.RetryTimer = time.CreateTimer(
            _ => Background(active, () => Act(active.Tenant, active.Id, _ => [])), null,
            wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task Execute(ActiveRun active, RunState state, StepKey key, int attempt)
    {
        var result = await effects.Run(state, key, attempt, active.Cancellation.Token);
        // Cut off: by the end of the run, which is then the outcome, or because another node drives it now.
        var isCutOff = result is null;
        result ??= new NodeResult.Failed("run.cancelled", "The run was ended while the step was under way.");
        var retryDelay = AppendRetryDelay;
        while (true)
        {
            try
            {
                await Act(active.Tenant, active.Id,
                    current => current.Owner != cluster.Name || (isCutOff && !IsCutShort(current))
                        ? []
                        : RunEngine.Outcome(current, key, attempt, result, time.GetUtcNow()),
                    before: current => current.Effects.Remove(key));
                return;
            }
            catch (Exception e) when (result is NodeResult.Completed && IsUnstorable(e))
            {
                // Asked again it would be the same: the step has failed by what it brought.
                result = new NodeResult.Failed("step.output-unstorable",
                    "What the step brought holds half a character, or a number with more than 100,000 digits, and cannot be kept.");
            }
            catch (Exception e) when (!_stopping && e is AppendQueueFullException or EventStoreUnavailableException
                or Npgsql.NpgsqlException or TimeoutException)
            {
                LogOutcomeDelayed(active.Id, key, e);
                await Task.Delay(retryDelay, time, CancellationToken.None);
                retryDelay = retryDelay * 2 < TimeSpan.FromSeconds(5) ? retryDelay * 2 : TimeSpan.FromSeconds(5);
            }
        }
    }

    /// <summary>What is under way is not worth waiting for.</summary>
    private static bool IsCutShort(RunState state) => state.Status == RunStatus.Cancelled || state.HasTimedOut;

    // PostgreSQL has no such number; half a character cannot be written at all.
    private static bool IsUnstorable(Exception fault) =>
        fault is Npgsql.PostgresException { SqlState: ['2', '2', ..] } or JsonException { InnerException: InvalidOperationException };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private Task Background(ActiveRun active, Func<Task> work) => Watched(active, Task.Run(work));

    private async Task Watched(ActiveRun active, Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e)
        {
            LogWorkFailed(active.Id, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} waits for the event store")]
    private partial void LogAppendDelayed(Guid runId, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome of {Step} of run {RunId} could not be recorded yet")]
    private partial void LogOutcomeDelayed(Guid runId, StepKey step, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} stopped moving on this node")]
    private partial void LogWorkFailed(Guid runId, Exception e);
}
