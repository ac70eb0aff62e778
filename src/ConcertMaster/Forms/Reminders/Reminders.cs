using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Forms.Reminders;

internal readonly record struct ReminderKey(Guid InvitationId, int Number);

internal sealed record ReminderRow(DateTimeOffset DueAt);

/// <summary>Reminders still to be sent: a table that the log fills and empties.</summary>
internal static class PendingReminders
{
    public static readonly RowProjection<ReminderKey, ReminderRow> Projection = new(
        "invitation-reminders", "app.invitation_reminders",
        [
            typeof(InvitationIssued), typeof(InvitationReminded), typeof(InvitationBounced), typeof(InvitationRevoked),
            typeof(InvitationReinstated), typeof(InvitationSent), typeof(ResponseSubmitted),
        ],
        recorded => recorded.Data switch
        {
            InvitationIssued e => Keys(recorded.StreamId, e.Reminders.Count),
            InvitationReminded e => [new(recorded.StreamId, e.Number)],
            InvitationReinstated e => Keys(recorded.StreamId, e.Reminders?.Count ?? 0).Skip(e.RemindersPast ?? 0),
            InvitationSent e => Keys(recorded.StreamId, e.Reminders?.Count ?? 0).Skip(e.RemindersPast ?? 0),
            ResponseSubmitted e => Keys(e.InvitationId.Value, FormLimits.ReminderCountMax),
            _ => Keys(recorded.StreamId, FormLimits.ReminderCountMax),
        },
        (key, _, recorded) => recorded.Data switch
        {
            InvitationIssued e => new(e.Reminders[key.Number - 1]),
            InvitationReinstated e => new(e.Reminders![key.Number - 1]),
            InvitationSent e => new(e.Reminders![key.Number - 1]),
            _ => null,
        });

    private static IEnumerable<ReminderKey> Keys(Guid invitation, int count) =>
        Enumerable.Range(1, count).Select(number => new ReminderKey(invitation, number));
}

/// <summary>Sends reminders when they are due. Any node may: the stream's version lets each be noted once.</summary>
internal sealed partial class ReminderWorker(
    Database database, Reminding reminding, TimeProvider time, ILogger<ReminderWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(Pause, time, SendDue, fault => LogPostponed(log, fault), stoppingToken);

    /// <summary>One round over all that are due; the rows go when the projection has seen what was noted.</summary>
    private async Task SendDue(CancellationToken ct)
    {
        var (until, last) = (time.GetUtcNow(), (DueAt: DateTimeOffset.MinValue, Invitation: Guid.Empty, Number: 0));
        while (true)
        {
            var part = await Due(until, last, ct);
            foreach (var own in part.GroupBy(one => new TenantId(one.Tenant)))
                await Remind(own.Key, [.. own.Select(one => new DueReminder(new(one.Invitation), one.Number))], ct);
            if (part.Count < FormLimits.SendingPartCountMax) return;
            last = (part[^1].DueAt, part[^1].Invitation, part[^1].Number);
        }
    }

    // What stands in the way of one organisation's reminders holds up no other's.
    private async Task Remind(TenantId tenant, IReadOnlyList<DueReminder> due, CancellationToken ct)
    {
        try
        {
            await reminding.Remind(tenant, due, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogPostponed(log, fault);
        }
    }

    private async Task<List<(string Tenant, Guid Invitation, int Number, DateTimeOffset DueAt)>> Due(
        DateTimeOffset until, (DateTimeOffset DueAt, Guid Invitation, int Number) after, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select tenant_id, invitation_id, number, due_at from app.invitation_reminders
             where due_at <= $1 and (due_at, invitation_id, number) > ($2, $3, $4)
             order by due_at, invitation_id, number limit $5
            """, until, after.DueAt, after.Invitation, after.Number, FormLimits.SendingPartCountMax);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<(string, Guid, int, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
            due.Add((reader.GetString(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetFieldValue<DateTimeOffset>(3)));
        return due;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders are postponed")]
    private static partial void LogPostponed(ILogger log, Exception fault);
}
