using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Reviews;

internal sealed record ReviewClockRow(
    DateTimeOffset? NextAt, DateTimeOffset? DueAt, DateTimeOffset? ClaimUntil, bool Resting, string[] Marks);

/// <summary>When is there next something to do about a review: a claim that runs out, a reminder, an escalation?</summary>
internal static class ReviewClocks
{
    public static readonly RowProjection<ReviewInboxKey, ReviewClockRow> Projection = new(
        "review-clocks", "app.review_clocks",
        [
            typeof(ReviewRequested), typeof(ReviewClaimed), typeof(ReviewReleased), typeof(ReviewClaimLapsed),
            typeof(ReviewApproved), typeof(ReviewRejected), typeof(ReviewLabelled), typeof(ReviewAbstained),
            typeof(ReviewAssigned), typeof(ReviewDelegated), typeof(ReviewChangesRequested),
            typeof(ReviewChangesRecalled), typeof(ReviewSubjectChanged), typeof(ReviewReminded), typeof(ReviewEscalated),
            typeof(ReviewDecided), typeof(ReviewWithdrawn), typeof(ReviewReopened),
        ],
        recorded => [new(recorded.StreamId)],
        (_, row, recorded) => recorded.Data switch
        {
            ReviewRequested e => Set(new(null, e.Request.DueAt, null, false,
                [.. TimeMarks.Of(e.Request).Select(mark => $"{(mark.IsReminder ? 'r' : 'e')}{mark.Number}:{mark.Offset.Ticks}")])),
            ReviewDecided => null,
            _ when row is null => null,
            ReviewClaimed e => Set(row with { ClaimUntil = e.Until }),
            ReviewReleased or ReviewClaimLapsed or ReviewApproved or ReviewRejected or ReviewLabelled or ReviewAbstained
                or ReviewAssigned or ReviewDelegated =>
                Set(row with { ClaimUntil = null }),
            ReviewChangesRequested { AsksSender: true } => Set(row with { Resting = true, ClaimUntil = null }),
            ReviewChangesRecalled e => Set(row with { Resting = false, DueAt = e.DueAt }),
            ReviewSubjectChanged e => Set(row with { Resting = false, DueAt = e.DueAt }),
            // Kept, because the run that asked may be taken up again.
            ReviewWithdrawn => Set(row with { Resting = true, ClaimUntil = null }),
            ReviewReopened => Set(row with { Resting = false }),
            ReviewReminded e => Set(Without(row, $"r{e.Number}:")),
            ReviewEscalated e => Set(Without(row, $"e{e.Level}:")),
            _ => row,
        }, version: 3);

    private static ReviewClockRow Without(ReviewClockRow row, string mark) =>
        row with { Marks = [.. row.Marks.Where(one => !one.StartsWith(mark, StringComparison.Ordinal))] };

    private static ReviewClockRow Set(ReviewClockRow row)
    {
        var marks = row.DueAt is { } due && !row.Resting
            ? row.Marks.Select(mark => (DateTimeOffset?)DueDates.Moved(due, new TimeSpan(long.Parse(mark[(mark.IndexOf(':') + 1)..]))))
            : [];
        return row with { NextAt = marks.Append(row.ClaimUntil).Min() };
    }
}

/// <summary>Lets time pass for reviews. Any node may: the decision says what is due, and the stream's version that it is once.</summary>
internal sealed partial class ReviewClockWorker(
    Database database, IEventStore store, TimeProvider time, ILogger<ReviewClockWorker> log) : BackgroundService
{
    private const int BatchCountMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // What the decision had nothing to say about stays due in the table; it must not stand before all others for ever.
    private Dictionary<(TenantId, ReviewId), DateTimeOffset> _idle = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(Pause, time, PassDue, fault => LogPostponed(log, fault), stoppingToken);

    /// <summary>One round; the rows move on when the projection has seen what was noted.</summary>
    private async Task PassDue(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var idle = new Dictionary<(TenantId, ReviewId), DateTimeOffset>();
        var noted = 0;
        foreach (var (tenant, review, since) in await Due(now, ct))
            try
            {
                if (_idle.TryGetValue((tenant, review), out var known) && known == since)
                {
                    idle[(tenant, review)] = since;
                    continue;
                }
                if (++noted > BatchCountMax) continue;
                var outcome = await new EventSession(store, tenant, new EventMetadata { UserName = SystemActors.Scheduler }, time)
                    .Transact(Review.Stream(review), state => ReviewDecider.Decide(new PassTime(now), state), ct: ct);
                if (outcome.LastSequence == 0) idle[(tenant, review)] = since;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                LogPostponed(log, fault); // one review holds up no other
            }
        _idle = idle;
    }

    private async Task<List<(TenantId Tenant, ReviewId Review, DateTimeOffset Since)>> Due(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select tenant_id, review_id, next_at from app.review_clocks where next_at <= $1 order by next_at limit $2",
            now, _idle.Count + BatchCountMax);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<(TenantId, ReviewId, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
            due.Add((new(reader.GetString(0)), new(reader.GetGuid(1)), reader.GetFieldValue<DateTimeOffset>(2)));
        return due;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders and escalations of reviews are postponed")]
    private static partial void LogPostponed(ILogger log, Exception fault);
}
