using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Reminders;

/// <param name="Number">Of the schedule; 0 for one that was asked for by hand.</param>
/// <param name="Ask">Names the asking by hand.</param>
internal sealed record DueReminder(InvitationId Invitation, int Number, Guid? Ask = null);

/// <summary>
/// Reminds those who have not answered, many at a time. Told of a reminder twice, it sends and notes it once: the letter
/// has a key, and so has the note.
/// </summary>
internal sealed class Reminding(IEventStore store, PublishedForms forms, InvitationLetters letters, TimeProvider time)
{
    /// <exception cref="Output.MailUnavailableException">Try again later.</exception>
    public async Task Remind(TenantId tenant, IReadOnlyList<DueReminder> due, CancellationToken ct)
    {
        var session = new EventSession(store, tenant, new EventMetadata { UserName = SystemActors.Scheduler }, time);
        var waiting = new Invitation.Issued?[due.Count];
        await ForEach(due, async (one, index, stop) => waiting[index] = await Waiting(session, one, stop), ct);
        var known = due.Zip(waiting).Where(one => one.Second is not null)
            .Select(one => (Due: one.First, Invitation: one.Second!));
        foreach (var version in known.GroupBy(one => (one.Invitation.Letter.FormId, one.Invitation.Letter.FormVersion)))
        {
            var form = await forms.Load(tenant, version.Key.FormId, ct);
            var isOpen = form.State is not Form.Published { IsClosed: true };
            var (now, people) = (time.GetUtcNow(), version.ToList());
            var told = isOpen ? people.Where(one => one.Invitation.Letter.Deadline is not { } end || end > now).ToList() : [];
            var refused = await letters.Remind(tenant, [.. told.Select(one => ReminderOf(one.Due, one.Invitation))],
                form.Versions[version.Key.FormVersion].Form.Name, ct);
            var bounced = told.Zip(refused).ToDictionary(one => one.First.Due, one => one.Second);
            // Not to be cancelled: they are out. Where it was too late for a letter, the schedule is done with it all the same.
            await ForEach(people, (one, _, stop) => Note(session, one.Due, bounced.GetValueOrDefault(one.Due), stop),
                CancellationToken.None);
        }
    }

    private static async Task<Invitation.Issued?> Waiting(EventSession session, DueReminder due, CancellationToken ct)
    {
        var (invitation, _) = await session.Load(Invitation.Stream(due.Invitation), ct: ct);
        if (invitation is not Invitation.Issued issued) return null;
        if (due.Ask is null ? issued.ReminderCount >= due.Number : issued.LastAsk == due.Ask) return null;
        var (response, _) = await session.Load(Response.Stream(Response.IdFor(due.Invitation)), ct: ct);
        return response is Response.Submitted ? null : issued;
    }

    private static Reminder ReminderOf(DueReminder due, Invitation.Issued issued) => due.Ask is { } ask
        ? new(issued.Letter, ask.ToString(), issued.ReminderCount + 1) : new(issued.Letter, $"{due.Number}", due.Number);

    private async Task Note(EventSession session, DueReminder due, string? bounced, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await session.Transact(Invitation.Stream(due.Invitation), state => bounced is null
            ? InvitationDecider.Decide(new NoteInvitationReminded(due.Number, now, due.Ask), state)
            : InvitationDecider.Decide(new NoteInvitationBounced(bounced, now), state), ct: ct);
    }

    private static Task ForEach<T>(
        IReadOnlyList<T> items, Func<T, int, CancellationToken, Task> act, CancellationToken ct) =>
        Parallel.ForEachAsync(items.Index(), new ParallelOptions
        {
            MaxDegreeOfParallelism = FormLimits.InvitingAtOnce, CancellationToken = ct,
        }, async (one, stop) => await act(one.Item, one.Index, stop));
}
