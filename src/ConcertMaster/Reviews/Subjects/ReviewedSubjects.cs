using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>When what is under review changes where it belongs, the review shows it, and approvals of it lapse.</summary>
internal sealed class ReviewedSubjects(
    Database database, IEventStore store, Makers makers, TimeProvider time, Lazy<ProjectionDaemon> daemon) : ISubscription
{
    public string Name => "subjects of reviews that change";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(IReviewedSubjectChanged)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await daemon.Value.Await(ReviewInbox.Projection.Name, events[^1].Sequence, ct);
        foreach (var recorded in events)
        {
            var change = (IReviewedSubjectChanged)recorded.Data;
            var session = new EventSession(store, recorded.Tenant, new EventMetadata
            {
                UserName = recorded.Metadata.UserName,
                CorrelationId = recorded.Metadata.CorrelationId,
                CausationId = recorded.EventId.ToString(),
            }, time);
            var reviews = await OpenReviewsOf(recorded.Tenant, change, ct);
            if (reviews.Count == 0) continue;
            var by = (await makers.Known(recorded.Tenant, [change.ChangedBy], ct))[0];
            foreach (var id in reviews)
                await session.Transact(Review.Stream(id), review => Decide(review, change, by), ct: ct);
        }
    }

    private Decision<ReviewEvent> Decide(Review review, IReviewedSubjectChanged change, string by)
    {
        if (review is not Review.Open { File: var file }) return Decision<ReviewEvent>.Nothing;
        var data = Renewed(file.Request.Data, change.SubjectData, change.FieldsGone);
        return ReviewDecider.Decide(
            new ChangeSubject(data, by, StageConditions.PassedOver(file.Stages, data), time.GetUtcNow()), review);
    }

    /// <summary>
    /// The fields that the review shows, as they are now. One that shows all of the subject shows what is new in it too.
    /// </summary>
    /// <param name="gone">Of the subject; what a step has calculated beside it was never in it and stays.</param>
    public static JsonElement Renewed(JsonElement shown, JsonElement subject, IReadOnlyList<string> gone)
    {
        if (shown.ValueKind != JsonValueKind.Object || subject.ValueKind != JsonValueKind.Object) return shown;
        var left = shown.EnumerateObject().Where(field => !gone.Contains(field.Name)).ToList();
        return left.TrueForAll(field => subject.TryGetProperty(field.Name, out _))
            ? subject
            : JsonSerializer.SerializeToElement(left.ToDictionary(
                field => field.Name, field => subject.TryGetProperty(field.Name, out var now) ? now : field.Value));
    }

    private Task<List<ReviewId>> OpenReviewsOf(TenantId tenant, IReviewedSubjectChanged change, CancellationToken ct) =>
        database.For(tenant).Query("""
            select review_id from read.review_inbox
             where tenant_id = $1 and subject_kind = $2 and subject_id = $3 and state in ('open', 'claimed', 'returned')
            """, row => new ReviewId(row.GetGuid(0)), ct, tenant.Value, change.SubjectKind, change.SubjectId);
}
