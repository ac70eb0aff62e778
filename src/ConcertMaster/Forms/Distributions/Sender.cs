using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Forms.Distributions;

/// <summary>Takes in a sending as a whole, and carries it out part by part.</summary>
internal sealed class Sender(
    Addressing addressing, Inviting inviting, SendingClaims claims, PublishedForms forms, IEventStore store, TimeProvider time)
{
    private const string FormIsClosed = "The form is closed. Open it again, or stop this sending.";
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    /// <summary>Once this is back, the sending will be carried out, whatever happens to this node.</summary>
    /// <param name="collect">Whether the people are wanted: those of a large sending would all be in memory.</param>
    /// <returns>The sequence of its acceptance, and the people as they are kept.</returns>
    public async Task<(long Sequence, IReadOnlyList<Addressee> People)> Accept(
        EventSession session, DistributionAccepted terms, IReadOnlyList<InvitedPerson> people, ProtectedFields protects,
        bool collect, CancellationToken ct)
    {
        var stream = Distribution.Stream(terms.DistributionId);
        var (version, from, all) = (0L, 0, new List<Addressee>());
        foreach (var part in people.Chunk(FormLimits.SendingPartCountMax))
        {
            var addressees = await addressing.Seal(session.Tenant, part, protects, ct);
            version = (await session.Append(
                stream, version, [new RecipientsTaken(terms.DistributionId, from, addressees)], ct)).Version;
            from += addressees.Count;
            if (collect) all.AddRange(addressees);
        }
        return ((await session.Append(stream, version, [terms], ct)).LastSequence, all);
    }

    /// <summary>Goes on with a sending to its end, or until it has to wait.</summary>
    /// <param name="collect">Whether the answer is wanted: of a large sending it would be large.</param>
    /// <returns>Whom it has told, in their order; null when it could not be ended now.</returns>
    public async Task<IReadOnlyList<SentInvitation>?> CarryOut(
        SendingClaim claim, EventMetadata metadata, bool collect, CancellationToken ct)
    {
        var session = new EventSession(store, claim.Tenant, metadata, time);
        var told = new List<SentInvitation>();
        try
        {
            while (await Next(claim, ct) is { } next)
            {
                if (next.Part is not { } part) return await End(session, claim, next.Terms!) ? told : null;
                // Links to it would lead nowhere.
                if ((await forms.Load(claim.Tenant, next.Terms!.FormId, ct)).State is Form.Published { IsClosed: true })
                {
                    await claims.Wait(claim, PauseAfterFailure, FormIsClosed);
                    return null;
                }
                var sent = await inviting.Send(session, SendingOf(next.Terms!), part.From, part.People, ct);
                if (collect) told.AddRange(sent);
                var undelivered = sent.Count(one => one.Bounced is not null);
                claim = claim with
                {
                    PartsDone = claim.PartsDone + 1, Sent = claim.Sent + sent.Count - undelivered,
                    Undelivered = claim.Undelivered + undelivered,
                };
                if (!await claims.Keep(claim, ct)) return null;
            }
            await claims.Forget(claim); // stopped, or never accepted
            return null;
        }
        catch (Exception fault) when (fault is MailUnavailableException or EventStoreUnavailableException
            or AppendQueueFullException or NpgsqlException)
        {
            await claims.Wait(claim, PauseAfterFailure, fault.Message);
            return null;
        }
        catch (OperationCanceledException)
        {
            await claims.GiveBack(claim);
            throw;
        }
    }

    public static Sending SendingOf(DistributionAccepted terms) => new(
        terms.DistributionId, terms.FormId, terms.FormVersion, terms.FormName, terms.Channel, terms.Message, terms.Deadline,
        terms.Reminders, null, terms.OpensAt ?? terms.At, terms.Locked);

    private async Task<bool> End(EventSession session, SendingClaim claim, DistributionAccepted terms)
    {
        var command = new FinishDistribution(claim.Sent, claim.Undelivered, time.GetUtcNow());
        // Its version is known: reading all recipients once more would be for nothing.
        var ended = await session.Append(Distribution.Stream(claim.Distribution), claim.PartsDone + 1,
            ((Decision<DistributionEvent>.Accepted)DistributionDecider.Decide(
                command, new Distribution.Under(terms, claim.PartsDone))).Events, CancellationToken.None);
        await claims.Forget(claim);
        return ended.Outcome != AppendOutcome.VersionConflict;
    }

    /// <summary>The next part, or none when all are done. Null when it was stopped, has ended or was never accepted.</summary>
    private async Task<(DistributionAccepted? Terms, RecipientsTaken? Part)?> Next(
        SendingClaim claim, CancellationToken ct)
    {
        var key = new StreamKey(claim.Tenant, claim.Distribution);
        if (await store.FetchStreamState(key, ct) is not { } stream) return null;
        // The last event says where it stands; one that has ended has one more.
        if (await At(key, stream.Version, ct) is not DistributionAccepted terms) return null;
        return claim.PartsDone == stream.Version - 1 ? (terms, null)
            : (terms, (RecipientsTaken?)await At(key, claim.PartsDone + 1, ct));
    }

    private async Task<object?> At(StreamKey stream, long version, CancellationToken ct)
    {
        await foreach (var recorded in store.ReadStream(stream, new ReadRange { FromVersion = version, ToVersion = version }, ct))
            return recorded.Data;
        return null;
    }
}
