using ConcertMaster.EventStore.Subscriptions;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.EventStore.Projections;

/// <summary>The loop of one shard on the node that holds its lease: read, apply, move on.</summary>
internal sealed class ShardRunner(ShardWork work, ShardContext context)
{
    /// <summary>How long the log has to be at rest before the progress over what concerns nobody is written.</summary>
    private static readonly TimeSpan IdleFlush = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Signal _changed = new();
    private CancellationTokenSource? _stop;
    private CancellationTokenSource _interrupt = new();
    private Task _loop = Task.CompletedTask;
    private Task _beside = Task.CompletedTask;

    public string Shard => work.Shard;
    public string Name => work.Name;
    public ShardKind Kind => work.Kind;
    public int Version => work.Version;
    public string? LastError { get; private set; }

    public void Start(long token)
    {
        if (_stop is not null) return;
        _stop = new();
        var ct = _stop.Token;
        _loop = Task.Run(() => Run(token, ct), CancellationToken.None);
    }

    public async Task Stop()
    {
        if (_stop is null) return;
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _stop = null;
    }

    /// <summary>Looks anew at what operators have decided.</summary>
    public void Reconsider()
    {
        _changed.Set();
        Volatile.Read(ref _interrupt).Cancel();
    }

    private async Task Run(long token, CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(ct);
            Volatile.Write(ref _interrupt, interrupt);
            try
            {
                await Step(token, () => failures = 0, interrupt.Token, ct);
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                // Stopping, or told to look anew.
            }
            catch (Exception exception)
            {
                if (exception is not ShardLostException) LastError = exception.Message;
                context.Log.LogWarning(exception, "The shard {Shard} failed; trying again", work.Shard);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50 << Math.Min(failures++, 6), 3_000)),
                    context.Options.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                Volatile.Write(ref _interrupt, new());
            }
        }
        await _beside;
    }

    private async Task Step(long token, Action succeeded, CancellationToken interrupted, CancellationToken ct)
    {
        var control = await context.Controls.Load(work.Shard, ct);
        var rebuild = work is ProjectionWork live ? new Rebuild(live, context, _gate, token) : null;
        if (rebuild is not null && (control.State == ShardState.Superseded
                ? control.RebuildRequested
                : control.State == ShardState.Running && await rebuild.MustComeFirst(ct)))
        {
            await StoppedByPoison(() => rebuild.Run(control.Skipped, interrupted));
            return;
        }
        if (control.State != ShardState.Running)
        {
            await _changed.Wait(context.Options.SlowPoll, context.Options.Time, ct);
            return;
        }
        if (control.RebuildRequested && rebuild is not null && _beside.IsCompleted)
            _beside = RebuildBeside(rebuild, control.Skipped, ct);
        await StoppedByPoison(() => Follow(token, control.Skipped, succeeded, interrupted, ct));
    }

    private async Task StoppedByPoison(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (PoisonedEventException poisoned)
        {
            context.Log.LogError(poisoned, "The shard {Shard} is stopped by an event", work.Shard);
            await context.Controls.Poison(work.Shard, poisoned.Event, poisoned.InnerException!, CancellationToken.None);
        }
    }

    // The live table goes on meanwhile; a rebuild that fails leaves it as it is.
    private async Task RebuildBeside(Rebuild rebuild, IReadOnlyCollection<long> skipped, CancellationToken ct)
    {
        try
        {
            await rebuild.Run(skipped, ct);
            Reconsider();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It goes on from its own progress on the node that has the lease next.
        }
        catch (Exception exception)
        {
            LastError = $"The rebuild stopped: {exception.Message}";
            context.Log.LogError(exception, "The rebuild of {Shard} stopped", work.Shard);
            await rebuild.GiveUp(CancellationToken.None);
        }
    }

    private async Task Follow(
        long token, IReadOnlyCollection<long> skipped, Action succeeded, CancellationToken interrupted,
        CancellationToken ct)
    {
        var applier = new ShardApplier(work, context.Options, token);
        applier.StartAt(await ShardProgress.Load(
            context.Options.System, work.Shard, work.StartsAtEnd ? context.Feed.Head : 0, ct));
        var position = applier.Progress;
        var pace = new ShardPace(work, context.Positions);
        var reader = context.Feed.NewReader();
        var next = Read(position);
        while (true)
        {
            var slice = await next;
            if (slice.UpTo == position)
            {
                context.Positions.Report(work.Shard, position);
                position = await Pass(position, applier, pace, interrupted);
                next = Read(position);
                continue;
            }
            interrupted.ThrowIfCancellationRequested();
            // The reader is one batch ahead of the writer, unless the writer is about to catch up.
            var isBehind = slice.Events.Count >= work.BatchCountMax;
            if (isBehind) next = Read(slice.UpTo);
            var concerned = work.Concerned(slice.Events);
            if (concerned.Count > 0 || pace.IsUnsavedTooLong)
            {
                pace.Begin(slice.UpTo - position);
                await Gated(() => applier.Apply(slice with { Events = concerned }, skipped, ct), interrupted);
                pace.End();
                succeeded();
                LastError = null;
            }
            position = slice.UpTo;
            context.Positions.Report(work.Shard, position);
            if (isBehind) continue;
            await pace.Rest(interrupted);
            next = Read(position);
        }

        Task<LogSlice> Read(long after) =>
            context.Feed.Read(reader, after, work.EventNames, work.BatchCountMax, ct);
    }

    // While a rebuild takes the place of the live table, the live table stands still.
    private async Task Gated(Func<Task> step, CancellationToken interrupted)
    {
        await _gate.WaitAsync(interrupted);
        try
        {
            await step();
        }
        finally
        {
            _gate.Release();
        }
    }

    // What concerns nobody is passed over in memory; the progress is written when the log comes to rest, or now and then.
    private async Task<long> Pass(
        long position, ShardApplier applier, ShardPace pace, CancellationToken interrupted)
    {
        while (true)
        {
            var isSaved = position == applier.Progress;
            var (place, isDue) = await context.Feed.Beyond(position, isSaved ? null : work.EventNames,
                passed => context.Positions.Report(work.Shard, passed),
                isSaved ? Timeout.InfiniteTimeSpan : IdleFlush, interrupted);
            if (isDue) return place;
            if (place == position || pace.IsUnsavedTooLong)
            {
                pace.Begin(moved: 0);
                await Gated(() => applier.Pass(place, context.Passed), interrupted);
            }
            position = place;
        }
    }
}
