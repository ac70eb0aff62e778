using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Forms.Invitations;

internal readonly record struct ReminderKey(Guid InvitationId, int Number);

internal sealed record ReminderRow(DateTimeOffset DueAt);

/// <summary>Reminders still to be sent: a table that the log fills and empties.</summary>
internal static class PendingReminders
{
    public static readonly RowProjection<ReminderKey, ReminderRow> Projection = new(
        "invitation-reminders", "app.invitation_reminders",
        [
            typeof(InvitationIssued), typeof(InvitationReminded), typeof(InvitationBounced), typeof(InvitationRevoked),
            typeof(ResponseSubmitted),
        ],
        recorded => recorded.Data switch
        {
            InvitationIssued e => Keys(recorded.StreamId, e.Reminders.Count),
            InvitationReminded e => [new(recorded.StreamId, e.Number)],
            ResponseSubmitted e => Keys(e.InvitationId.Value, FormLimits.ReminderCountMax),
            _ => Keys(recorded.StreamId, FormLimits.ReminderCountMax),
        },
        (key, row, recorded) => recorded.Data is InvitationIssued e ? new(e.Reminders[key.Number - 1]) : null);

    private static IEnumerable<ReminderKey> Keys(Guid invitation, int count) =>
        Enumerable.Range(1, count).Select(number => new ReminderKey(invitation, number));
}

/// <summary>Sends reminders when they are due. Any node may: the stream's version lets each be noted once.</summary>
internal sealed partial class ReminderWorker(
    Database database, IEventStore store, PublishedForms forms, InvitationLetters letters, TimeProvider time,
    ILogger<ReminderWorker> log) : BackgroundService
{
    private const int BatchCountMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SendDue(stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or MailUnavailableException
                or EventStoreUnavailableException or AppendQueueFullException)
            {
                LogPostponed(log, fault);
            }
        }
    }

    /// <summary>One round; the rows go when the projection has seen what was noted.</summary>
    public async Task SendDue(CancellationToken ct)
    {
        foreach (var (tenant, invitation, number) in await Due(ct))
            await Remind(new(tenant), new(invitation), number, ct);
    }

    private async Task Remind(TenantId tenant, InvitationId id, int number, CancellationToken ct)
    {
        var session = new EventSession(store, tenant, new EventMetadata { UserName = SystemActors.Scheduler }, time);
        var (invitation, _) = await session.Load(Invitation.Stream(id), ct: ct);
        var (response, _) = await session.Load(Response.Stream(Response.IdFor(id)), ct: ct);
        if (invitation is not Invitation.Issued issued || issued.ReminderCount >= number || response is Response.Submitted)
            return;
        var form = await forms.Load(tenant, issued.Letter.FormId, ct);
        var bounced = issued.Letter.Deadline is { } deadline && deadline <= time.GetUtcNow() ? null
            : await letters.Remind(tenant, issued.Letter, form.Versions[issued.Letter.FormVersion].Form.Name, number, ct);
        var now = time.GetUtcNow();
        await session.Transact(Invitation.Stream(id), state => bounced is null
            ? InvitationDecider.Decide(new NoteInvitationReminded(number, now), state)
            : InvitationDecider.Decide(new NoteInvitationBounced(bounced, now), state), ct: ct);
    }

    private async Task<List<(string Tenant, Guid Invitation, int Number)>> Due(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select tenant_id, invitation_id, number from app.invitation_reminders
             where due_at <= $1 order by due_at limit $2
            """);
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = BatchCountMax });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<(string, Guid, int)>();
        while (await reader.ReadAsync(ct)) due.Add((reader.GetString(0), reader.GetGuid(1), reader.GetInt32(2)));
        return due;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders are postponed")]
    private static partial void LogPostponed(ILogger log, Exception fault);
}
