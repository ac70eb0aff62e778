using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Invitations;

/// <summary>Notes on the board that a letter came back, hours after the mail server had taken it.</summary>
internal sealed class ReturnedInvitations(IEventStore store, TimeProvider time) : ILetterReturned
{
    public async Task Handle(TenantId tenant, string key, string reason, CancellationToken ct)
    {
        if (InvitationLetters.InvitationOf(key) is not { } invitation) return;
        var session = new EventSession(store, tenant, new EventMetadata { UserName = SystemActors.Scheduler }, time);
        await session.Transact(Invitation.Stream(invitation),
            state => InvitationDecider.Decide(new NoteInvitationReturned(reason, time.GetUtcNow()), state), ct: ct);
    }
}
