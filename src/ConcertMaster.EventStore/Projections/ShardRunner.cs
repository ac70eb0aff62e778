using ConcertMaster.EventStore.Subscriptions;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.EventStore.Projections;

/// <summary>The loop of one shard on the node that holds its lease: read, apply, move on.</summary>
internal sealed class ShardRunner(
    ShardWork work, EventStoreOptions options, LogFeed feed, ShardPositions positions, ILogger log)
{
    /// <summary>Events that concern nobody are passed over in memory; their progress is written this much later.</summary>
    private static readonly TimeSpan IdleFlush = TimeSpan.FromMilliseconds(200);

    private CancellationTokenSource? _cancellation;
    private Task _loop = Task.CompletedTask;

    public string Shard => work.Shard;
    public string Name => work.Name;
    public bool Running => _cancellation is not null;

    public void Start(long token)
    {
        if (_cancellation is not null) return;
        _cancellation = new();
        var ct = _cancellation.Token;
        _loop = Task.Run(() => Run(token, ct), CancellationToken.None);
    }

    public async Task Stop()
    {
        if (_cancellation is null) return;
        await _cancellation.CancelAsync();
        await _loop;
        _cancellation.Dispose();
        _cancellation = null;
    }

    private async Task Run(long token, CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Follow(token, () => failures = 0, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failures++;
                log.LogWarning(exception, "The shard {Shard} failed; trying again", work.Shard);
                await Pause(failures, ct);
            }
        }
    }

    private async Task Pause(int failures, CancellationToken ct)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50 << Math.Min(failures, 6), 3_000)), options.Time, ct);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task Follow(long token, Action succeeded, CancellationToken ct)
    {
        var progress = await ShardProgress.Load(
            options.System, work.Shard, work.StartsAtEnd ? feed.Head : 0, ct);
        var position = progress;
        var next = Read(position, ct);
        while (true)
        {
            var slice = await next;
            if (slice.UpTo == position)
            {
                positions.Report(work.Shard, position);
                if (position > progress && !await MovedWithin(position, ct))
                {
                    await work.Run([], token, progress, position, ct);
                    progress = position;
                }
                await feed.Beyond(position, ct);
                next = Read(position, ct);
                continue;
            }
            // The reader is one batch ahead of the writer.
            next = Read(slice.UpTo, ct);
            if (slice.Events.Count > 0)
            {
                await work.Run(slice.Events, token, progress, slice.UpTo, ct);
                progress = slice.UpTo;
                succeeded();
            }
            position = slice.UpTo;
            positions.Report(work.Shard, position);
        }
    }

    private Task<LogSlice> Read(long after, CancellationToken ct) =>
        feed.Read(after, work.EventNames, work.BatchCountMax, ct);

    private async Task<bool> MovedWithin(long position, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(IdleFlush);
        try
        {
            await feed.Beyond(position, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
