using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// Applies a stretch of the log, and when that fails finds the one event that is at fault: what comes before it is
/// applied, the event itself is thrown as <see cref="PoisonedEventException"/>. Faults that may pass are thrown as
/// they are, for the loop to try again.
/// </summary>
internal sealed class ShardApplier(ShardWork work, EventStoreOptions options, long token)
{
    private const int AttemptCountMax = 5;

    /// <summary>Where the durable progress stands.</summary>
    public long Progress { get; private set; }

    public void StartAt(long progress) => Progress = progress;

    public async Task Apply(LogSlice slice, IReadOnlyCollection<long> skipped, CancellationToken ct)
    {
        var events = skipped.Count == 0
            ? slice.Events
            : slice.Events.Where(recorded => !skipped.Contains(recorded.Sequence)).ToList();
        try
        {
            await Run(events, slice.UpTo, ct);
        }
        catch (PoisonedEventException poisoned)
        {
            var sound = events.TakeWhile(recorded => recorded.Sequence < poisoned.Event.Sequence).ToList();
            if (sound.Count > 0) await Run(sound, sound[^1].Sequence, ct);
            throw;
        }
        catch (Exception exception) when (!MayPass(exception) && events.Count > 0)
        {
            foreach (var recorded in events) await ApplyOne(recorded, ct);
            await Run([], slice.UpTo, ct);
        }
    }

    /// <summary>Nothing up to there concerns the shard.</summary>
    public async Task Pass(long to, PassedProgress passed)
    {
        await passed.Save(work.Shard, work.Lease, token, Progress, to);
        Progress = to;
    }

    private async Task ApplyOne(RecordedEvent recorded, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Run([recorded], recorded.Sequence, ct);
                return;
            }
            catch (Exception exception) when (!MayPass(exception) && exception is not PoisonedEventException)
            {
                if (attempt == AttemptCountMax) throw new PoisonedEventException(recorded, exception);
                await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), options.Time, ct);
            }
        }
    }

    private async Task Run(IReadOnlyList<RecordedEvent> events, long to, CancellationToken ct)
    {
        if (to == Progress) return;
        try
        {
            await work.Run(events, token, Progress, to, ct);
        }
        catch (Exception exception) when (!MayPass(exception))
        {
            await StandsWhereItStood(ct);
            throw;
        }
        Progress = to;
    }

    // An event is at fault only where the rows are those it was written for: they are not when another node has gone on
    // meanwhile, or a crash of the server has taken back the last that was written.
    private async Task StandsWhereItStood(CancellationToken ct)
    {
        if (await ShardProgress.Load(options.System, work.Shard, 0, ct) != Progress)
            throw new ShardLostException(work.Shard);
    }

    private static bool MayPass(Exception exception) => exception switch
    {
        ShardLostException or OperationCanceledException or TimeoutException => true,
        // What a subscription needs is away, or the store that it appends to is.
        TryAgainLaterException or AppendQueueFullException or EventStoreUnavailableException => true,
        PostgresException refused => PostgresErrors.IsTransient(refused) || PostgresErrors.EndsConnection(refused)
            || refused.SqlState == PostgresErrorCodes.QueryCanceled,
        NpgsqlException => true,
        _ => false,
    };
}
