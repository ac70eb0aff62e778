using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using NodaTime;
using NodaTime.Extensions;
using Npgsql;

namespace ConcertMaster.Notifications;

/// <summary>How somebody wants to be told by mail: now, digest or none.</summary>
internal sealed record Preferences(string Mail, int DigestHour, string Zone, string[] Muted)
{
    public static readonly Preferences Default = new("now", 8, "UTC", []);

    /// <summary>When a notice goes by mail; null when it does not.</summary>
    public DateTimeOffset? MailAt(string kind, DateTimeOffset now) =>
        Muted.Contains(kind) ? null : Mail switch
        {
            "now" => now,
            "digest" => NextDigest(now),
            _ => null,
        };

    private DateTimeOffset NextDigest(DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;
        var local = now.ToInstant().InZone(zone).LocalDateTime;
        var today = local.Date.At(new LocalTime(DigestHour, 0));
        return zone.AtLeniently(today > local ? today : today.PlusDays(1)).ToDateTimeOffset();
    }
}

internal sealed class Notifier(Database database, TimeProvider time) : INotifier
{
    public async Task Tell(TenantId tenant, Notice notice, IReadOnlyList<NoticeRecipient> recipients, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var recipient in recipients.DistinctBy(one => one.User).Take(NotificationLimits.RecipientCountMax))
            await Note(tenant, notice, recipient, now, ct);
        await using var hooks = database.System.CreateCommand("""
            insert into app.hook_deliveries (tenant_id, hook_id, key, kind, title, body, path, at, next_at)
            select tenant_id, id, $2, $3, $4, $5, $6, $7, $7 from app.notification_hooks where tenant_id = $1
            on conflict do nothing
            """, tenant.Value, notice.Key, notice.Kind, notice.Title, notice.Body, notice.Path, now);
        await hooks.ExecuteNonQueryAsync(ct);
    }

    private async Task Note(
        TenantId tenant, Notice notice, NoticeRecipient recipient, DateTimeOffset now, CancellationToken ct)
    {
        var preferences = await Preferred(tenant, recipient.User, ct);
        await using var command = database.System.CreateCommand("""
            insert into app.notifications (tenant_id, id, user_id, key, kind, title, body, path, mail_path, at, mail_at, digest)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (tenant_id, user_id, key) do nothing
            """, tenant.Value, Guid.CreateVersion7(now), recipient.User.Value, notice.Key, notice.Kind, notice.Title,
            notice.Body, notice.Path, recipient.MailPath, now, preferences.MailAt(notice.Kind, now), preferences.Mail == "digest");
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<Preferences> Preferred(TenantId tenant, UserId user, CancellationToken ct) =>
        (await database.For(tenant).Query(PreferencesQuery, Read, ct, tenant.Value, user.Value)).FirstOrDefault()
        ?? Preferences.Default;

    public const string PreferencesQuery =
        "select mail, digest_hour, zone, muted from app.notification_preferences where tenant_id = $1 and user_id = $2";

    public static Preferences Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetFieldValue<string[]>(3));
}
