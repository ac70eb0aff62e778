using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>What was attached to comments goes when what they were about is forgotten.</summary>
internal sealed class ForgetCommentFiles(Database database, IEventStore store, IFileKeeper keeper, TimeProvider time) : ICommentFiles
{
    public async Task Forget(TenantId tenant, string subjectKind, IReadOnlyList<string> subjectIds, CancellationToken ct)
    {
        var reviews = await database.For(tenant).Query("""
            select review_id from read.review_inbox where tenant_id = $1 and subject_kind = $2 and subject_id = any($3)
            """, row => new ReviewId(row.GetGuid(0)), ct, tenant.Value, subjectKind, subjectIds.ToArray());
        var session = new EventSession(store, tenant, EventMetadata.None, time);
        foreach (var id in reviews)
        {
            var (review, _) = await session.Load(Review.Stream(id), ct: ct);
            Guid[] files = [.. (Review.FileOf(review)?.Comments ?? []).SelectMany(comment => comment.Files).Select(file => file.Id)];
            if (files.Length > 0) await keeper.Forget(tenant, files, ct);
        }
    }
}
