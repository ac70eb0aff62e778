using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Runs;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>
/// Reviews share the fate of the run that asked: withdrawn when it ends before they are decided, open again when it is
/// taken up where it waited.
/// </summary>
internal sealed class ReviewsOfRuns(
    Database database, IEventStore store, IRunStates runs, TimeProvider time, Lazy<ProjectionDaemon> daemon) : ISubscription
{
    public string Name => "reviews of runs that end";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [.. RunFacts.Types, typeof(ReviewRequested)];

    /// <summary>Whether a review is withdrawn a moment sooner or later matters less than the runs that come meanwhile.</summary>
    public bool MayRest => true;

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await daemon.Value.Await(ReviewInbox.Projection.Name, events[^1].Sequence, ct);
        var reviewed = await Reviewed(events, ct);
        foreach (var recorded in events)
        {
            // Most runs ask nobody for anything: one question for all of them says which do.
            if (recorded.Data is not ReviewRequested && !reviewed.Contains(recorded.StreamId)) continue;
            switch (recorded.Data)
            {
                // Asked for while the run was being cancelled.
                case ReviewRequested { Request.For: { } token } e when WaitToken.Parse(token) is { } step:
                    if (await runs.HasEnded(recorded.Tenant, step.RunId, recorded.Sequence, ct))
                        await Withdraw(recorded, e.ReviewId, "The run has ended.", ct);
                    break;
                case IRunEnded ended:
                    var reason = ended.Ending switch
                    {
                        RunEnding.Cancelled => "The run was cancelled.",
                        RunEnding.Failed => "The run has failed.",
                        _ => "The run has ended without it.",
                    };
                    foreach (var id in await Of(recorded, ["open", "claimed", "returned"], ct))
                        await Withdraw(recorded, id, reason, ct);
                    break;
                case IRunTakenUpAgain { Waits: { Count: > 0 } waits }:
                    foreach (var id in await Of(recorded, ["withdrawn"], ct)) await Reopen(recorded, id, waits, ct);
                    break;
            }
        }
    }

    private Task Withdraw(RecordedEvent because, ReviewId id, string reason, CancellationToken ct) =>
        SessionFor(because).Transact(Review.Stream(id),
            review => ReviewDecider.Decide(new WithdrawReview(reason, time.GetUtcNow()), review), ct: ct);

    private Task Reopen(RecordedEvent because, ReviewId id, IReadOnlyList<string> waits, CancellationToken ct) =>
        SessionFor(because).Transact(Review.Stream(id), review =>
            Review.FileOf(review)?.Request.For is { } token && waits.Contains(token)
                ? ReviewDecider.Decide(new ReopenReview("The run was taken up again.", time.GetUtcNow()), review)
                : Decision<ReviewEvent>.Nothing, ct: ct);

    private EventSession SessionFor(RecordedEvent because) => new(store, because.Tenant, new EventMetadata
    {
        UserName = SystemActors.Engine,
        CorrelationId = because.Metadata.CorrelationId,
        CausationId = because.EventId.ToString(),
    }, time);

    private async Task<HashSet<Guid>> Reviewed(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        var runs = events.Where(recorded => recorded.Data is not ReviewRequested).ToList();
        if (runs.Count == 0) return [];
        await using var command = database.System.CreateCommand("""
            select distinct i.run_id from unnest($1, $2) as r (tenant_id, run_id)
              join read.review_inbox i on i.tenant_id = r.tenant_id and i.run_id = r.run_id
            """, runs.ConvertAll(run => run.Tenant.Value).ToArray(), runs.ConvertAll(run => run.StreamId).ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new HashSet<Guid>();
        while (await reader.ReadAsync(ct)) found.Add(reader.GetGuid(0));
        return found;
    }

    private Task<List<ReviewId>> Of(RecordedEvent run, string[] states, CancellationToken ct) =>
        database.For(run.Tenant).Query(
            "select review_id from read.review_inbox where tenant_id = $1 and run_id = $2 and state = any($3)",
            row => new ReviewId(row.GetGuid(0)), ct, run.Tenant.Value, run.StreamId, states);
}
