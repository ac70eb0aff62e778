using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Live;

namespace ConcertMaster.Access;

/// <summary>What the log says of people and their sessions, on every node: what is kept of them is forgotten, and open
/// connections of sessions that are over are ended.</summary>
internal sealed class SessionNews(Directory people, LiveConnections live)
{
    public async Task Hear(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch) people.Forget(recorded);
        foreach (var (tenant, user) in batch.Select(Ended).OfType<(TenantId, UserId)>().Distinct())
            await live.Recheck(tenant, user, ct);
    }

    private static (TenantId, UserId)? Ended(RecordedEvent recorded) => recorded.Data switch
    {
        SessionEnded e => (recorded.Tenant, e.UserId),
        UserDeactivated e => (recorded.Tenant, e.UserId),
        PasswordChanged e => (recorded.Tenant, e.UserId),
        _ => null,
    };
}
