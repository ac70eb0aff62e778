using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Forms.Reminders;

/// <summary>Those of a sending who have got the form and can still answer it.</summary>
internal static class Unanswered
{
    private const string Condition = """
        tenant_id = $1 and form_id = $2 and distribution_id = $3 and state in ('sent', 'opened', 'started')
        and (deadline is null or deadline > $4)
        """;

    /// <returns>Null where nobody was ever asked by such a sending.</returns>
    public static async Task<long?> Count(
        TenantDatabase db, FormId form, Guid distribution, DateTimeOffset now, CancellationToken ct) =>
        (await db.Query($"""
            select count(*) filter (where {Condition}), count(*)
              from read.invitations where tenant_id = $1 and form_id = $2 and distribution_id = $3
            """, row => row.GetInt64(1) == 0 ? (long?)null : row.GetInt64(0), ct, db.Tenant.Value, form.Value, distribution, now))[0];

    public static Task<List<Guid>> Part(
        TenantDatabase db, FormId form, Guid distribution, DateTimeOffset now, Guid after, CancellationToken ct) =>
        db.Query($"""
            select invitation_id from read.invitations where {Condition} and invitation_id > $5 order by invitation_id limit $6
            """, row => row.GetGuid(0), ct, db.Tenant.Value, form.Value, distribution, now, after, FormLimits.SendingPartCountMax);
}

/// <summary>Carries out reminders that were asked for by hand, part by part. What it has done before is not done again.</summary>
internal sealed partial class SendRemindersByHand(
    Database database, Reminding reminding, TimeProvider time, Lazy<ProjectionDaemon> daemon, ILogger<SendRemindersByHand> log)
    : ISubscription
{
    private static readonly TimeSpan WorthSending = TimeSpan.FromDays(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    public string Name => "reminders by hand";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(RemindersAsked)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await daemon.Value.Await(InvitationBoard.Projection.Name, events[^1].Sequence, ct);
        foreach (var recorded in events) await Remind(recorded.Tenant, (RemindersAsked)recorded.Data, ct);
    }

    private async Task Remind(TenantId tenant, RemindersAsked asked, CancellationToken ct)
    {
        var after = Guid.Empty;
        while (asked.At + WorthSending > time.GetUtcNow())
        {
            var part = await Unanswered.Part(database.For(tenant), asked.FormId, asked.DistributionId, time.GetUtcNow(), after, ct);
            if (part.Count == 0) return;
            try
            {
                await reminding.Remind(tenant, [.. part.Select(one => new DueReminder(new(one), 0, asked.Ask))], ct);
                after = part[^1];
            }
            catch (MailUnavailableException fault)
            {
                LogWaiting(log, fault);
                await Task.Delay(Pause, time, ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders by hand wait for the mail server")]
    private static partial void LogWaiting(ILogger log, Exception fault);
}
