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
        return zone.AtLeniently(today > local ? today : today.PlusDays(1)).ToInstant().ToDateTimeOffset();
    }
}

internal sealed class Notifier(Database database, TimeProvider time) : INotifier
{
    public async Task Tell(TenantId tenant, Notice notice, IReadOnlyList<NoticeRecipient> recipients, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var to = recipients.DistinctBy(one => one.User).Take(NotificationLimits.RecipientCountMax).ToList();
        if (to.Count > 0) await Note(tenant, notice, to, now, ct);
        await using var hooks = database.System.CreateCommand("""
            insert into app.hook_deliveries (tenant_id, hook_id, key, kind, title, body, path, at, next_at)
            select tenant_id, id, $2, $3, $4, $5, $6, $7, $7 from app.notification_hooks where tenant_id = $1
            on conflict do nothing
            """, tenant.Value, notice.Key, notice.Kind, notice.Title, notice.Body, notice.Path, now);
        await hooks.ExecuteNonQueryAsync(ct);
    }

    // A whole team is told by two statements, however many they are.
    private async Task Note(
        TenantId tenant, Notice notice, IReadOnlyList<NoticeRecipient> to, DateTimeOffset now, CancellationToken ct)
    {
        var users = to.Select(one => one.User.Value).ToArray();
        var known = (await database.For(tenant).Query("""
            select mail, digest_hour, zone, muted, user_id from app.notification_preferences
             where tenant_id = $1 and user_id = any($2)
            """, row => (User: row.GetGuid(4), Preferences: Read(row)), ct, tenant.Value, users))
            .ToDictionary(one => one.User, one => one.Preferences);
        var preferred = users.Select(user => known.GetValueOrDefault(user, Preferences.Default)).ToList();
        await using var command = database.System.CreateCommand("""
            insert into app.notifications (tenant_id, id, user_id, key, kind, title, body, path, mail_path, at, mail_at, digest)
            select $1, told.id, told.user_id, $2, $3, $4, $5, $6, told.mail_path, $7, told.mail_at, told.digest
              from unnest($8::uuid[], $9::uuid[], $10::text[], $11::timestamptz[], $12::boolean[])
                as told (id, user_id, mail_path, mail_at, digest)
            on conflict (tenant_id, user_id, key) do nothing
            """, tenant.Value, notice.Key, notice.Kind, notice.Title, notice.Body, notice.Path, now,
            users.Select(_ => Guid.CreateVersion7(now)).ToArray(), users, to.Select(one => one.MailPath).ToArray(),
            preferred.Select(one => one.MailAt(notice.Kind, now)).ToArray(),
            preferred.Select(one => one.Mail == "digest").ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    public const string PreferencesQuery =
        "select mail, digest_hour, zone, muted from app.notification_preferences where tenant_id = $1 and user_id = $2";

    public static Preferences Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetFieldValue<string[]>(3));
}
