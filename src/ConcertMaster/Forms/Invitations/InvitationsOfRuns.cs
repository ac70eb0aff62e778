using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Runs;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Invitations;

internal sealed record InvitationOfRunRow(Guid RunId, string Token, bool Revoked);

/// <summary>Which invitations has a run sent that nobody has answered?</summary>
internal static class InvitationsOfRuns
{
    public static readonly RowProjection<InvitationKey, InvitationOfRunRow> Projection = new(
        "invitations of runs", "app.invitations_of_runs",
        [typeof(InvitationIssued), typeof(InvitationRevoked), typeof(InvitationReinstated), typeof(ResponseSubmitted)],
        recorded => [new InvitationKey(recorded.Data is ResponseSubmitted e ? e.InvitationId.Value : recorded.StreamId)],
        (_, row, recorded) => recorded.Data switch
        {
            InvitationIssued { For: { } token } when WaitToken.Parse(token) is { } step => new(step.RunId, token, false),
            InvitationRevoked { WithRun: true } => row is null ? null : row with { Revoked = true },
            InvitationReinstated => row is null ? null : row with { Revoked = false },
            _ => null,
        });
}

/// <summary>
/// Links share the fate of the run that sent them: revoked when it fails or is cancelled, good again when it is taken
/// up. A run that has completed no longer needs the answers, but people may still give them.
/// </summary>
internal sealed class RevokeWithRun(
    Database database, IEventStore store, IRunStates runs, TimeProvider time, Lazy<ProjectionDaemon> daemon) : ISubscription
{
    public string Name => "invitations of runs that end";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [.. RunFacts.Types, typeof(InvitationIssued)];

    public bool Concerns(RecordedEvent recorded) => recorded.Data is not IRunEnded { Ending: RunEnding.Completed };

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await daemon.Value.Await(InvitationsOfRuns.Projection.Name, events[^1].Sequence, ct);
        foreach (var recorded in events)
        {
            switch (recorded.Data)
            {
                // Sent while the run was being cancelled.
                case InvitationIssued { For: { } token } e when WaitToken.Parse(token) is { } step:
                    if (await runs.HasEnded(recorded.Tenant, step.RunId, recorded.Sequence, ct))
                        await Revoke(recorded, e.InvitationId, ct);
                    break;
                case IRunEnded { Ending: RunEnding.Failed or RunEnding.Cancelled }:
                    foreach (var (id, _) in await Of(recorded, revoked: false, ct)) await Revoke(recorded, id, ct);
                    break;
                case IRunTakenUpAgain { Waits: { Count: > 0 } waits }:
                    foreach (var (id, token) in await Of(recorded, revoked: true, ct))
                        if (waits.Contains(token)) await Reinstate(recorded, id, ct);
                    break;
            }
        }
    }

    private Task Revoke(RecordedEvent because, InvitationId id, CancellationToken ct) =>
        SessionFor(because).Transact(Invitation.Stream(id),
            state => InvitationDecider.Decide(new RevokeInvitation(time.GetUtcNow(), WithRun: true), state), ct: ct);

    private Task Reinstate(RecordedEvent because, InvitationId id, CancellationToken ct) =>
        SessionFor(because).Transact(Invitation.Stream(id),
            state => InvitationDecider.Decide(new ReinstateInvitation(time.GetUtcNow()), state), ct: ct);

    private EventSession SessionFor(RecordedEvent because) => new(store, because.Tenant, new EventMetadata
    {
        UserName = SystemActors.Engine,
        CorrelationId = because.Metadata.CorrelationId,
        CausationId = because.EventId.ToString(),
    }, time);

    private Task<List<(InvitationId Id, string Token)>> Of(RecordedEvent run, bool revoked, CancellationToken ct) =>
        database.For(run.Tenant).Query("""
            select invitation_id, token from app.invitations_of_runs
             where tenant_id = $1 and run_id = $2 and revoked = $3
            """, row => (new InvitationId(row.GetGuid(0)), row.GetString(1)), ct, run.Tenant.Value, run.StreamId, revoked);
}
