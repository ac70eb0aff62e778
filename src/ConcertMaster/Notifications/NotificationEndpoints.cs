using System.Net.Sockets;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace ConcertMaster.Notifications;

/// <summary>Limits of this slice.</summary>
internal static class NotificationLimits
{
    /// <summary>Most people told by one notice.</summary>
    public const int RecipientCountMax = 500;

    /// <summary>Notices taken out of the house in one round.</summary>
    public const int BatchCountMax = 200;

    /// <summary>How often a hook is tried before its notice is given up.</summary>
    public const int HookAttemptCountMax = 6;

    /// <summary>Most hooks of one organisation.</summary>
    public const int HookCountMax = 10;

    /// <summary>Most kinds of notice that one person mutes.</summary>
    public const int MutedCountMax = 50;
}

internal static class NotificationRefusals
{
    public static readonly Refusal PreferencesInvalid = new("notification.preferences-invalid", 422,
        "Choose mail now, digest or none, an hour from 0 to 23 and a time zone such as Europe/Oslo.");

    public static Refusal HookNotAllowed(OutgoingRefusedException refused) =>
        new("notification.hook-not-allowed", 422, refused.Message);

    public static readonly Refusal HookInvalid = new("notification.hook-invalid", 422,
        $"A hook has an https or http address and the format json or slack; there are at most {NotificationLimits.HookCountMax}.");
}

internal sealed record PreferencesBody(string? Mail, int? DigestHour, string? Zone, IReadOnlyList<string>? Muted);

internal sealed record HookBody(string? Url, string? Format);

/// <param name="Ids">Null: all.</param>
internal sealed record ReadBody(IReadOnlyList<Guid>? Ids);

internal static class NotificationEndpoints
{
    private static readonly string[] Mails = ["now", "digest", "none"];

    public static void MapNotifications(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/notifications").WithTags("Notifications");
        group.MapGet("/", List).RequireSession().WithSummary("What I was told, newest first");
        group.MapPost("/read", MarkRead).RequireSession().WithSummary("I have seen these");
        group.MapGet("/preferences", GetPreferences).RequireSession().WithSummary("How I am told");
        group.MapPut("/preferences", SetPreferences).RequireSession().WithSummary("Choose how I am told");
        group.MapGet("/hooks", Hooks).RequirePermission(Permission.ManageUsers).WithSummary("Where notices are posted");
        group.MapPost("/hooks", AddHook).RequirePermission(Permission.ManageUsers).WithSummary("Post notices to an address");
        group.MapDelete("/hooks/{id:guid}", RemoveHook).RequirePermission(Permission.ManageUsers).WithSummary("Stop posting to an address");
    }

    private static async Task<IResult> List(
        int? limit, string? cursor, Actor actor, TenantDatabase db, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var before = Guid.TryParse(Page.Decode(cursor), out var id) ? id : (Guid?)null;
        var rows = await db.Query("""
            select id, kind, title, body, path, at, read_at from app.notifications
             where tenant_id = $1 and user_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4
            """, row => new
        {
            Id = row.GetGuid(0),
            Kind = row.GetString(1),
            Title = row.GetString(2),
            Body = row.GetString(3),
            Path = row.GetString(4),
            At = row.GetFieldValue<DateTimeOffset>(5),
            ReadAt = row.IsDBNull(6) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(6),
        }, ct, db.Tenant.Value, actor.UserId.Value, before, size + 1);
        return Results.Json(Page.From(rows, size, row => row.Id.ToString()), AppJson.Options);
    }

    private static async Task<IResult> MarkRead(
        ReadBody? body, Actor actor, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        await db.Execute("""
            update app.notifications set read_at = $3
             where tenant_id = $1 and user_id = $2 and read_at is null and ($4::uuid[] is null or id = any($4))
            """, ct, db.Tenant.Value, actor.UserId.Value, time.GetUtcNow(), body?.Ids?.ToArray());
        return Results.NoContent();
    }

    private static async Task<IResult> GetPreferences(Actor actor, TenantDatabase db, CancellationToken ct) =>
        Results.Json((await db.Query(Notifier.PreferencesQuery, Notifier.Read, ct, db.Tenant.Value, actor.UserId.Value))
            .FirstOrDefault() ?? Preferences.Default, AppJson.Options);

    private static async Task<IResult> SetPreferences(
        PreferencesBody body, Actor actor, TenantDatabase db, CancellationToken ct)
    {
        var isRight = Mails.Contains(body.Mail) && body.DigestHour is >= 0 and <= 23
            && DateTimeZoneProviders.Tzdb.GetZoneOrNull(body.Zone ?? "") is not null
            && (body.Muted?.Count ?? 0) <= NotificationLimits.MutedCountMax;
        if (!isRight) return NotificationRefusals.PreferencesInvalid.ToProblem();
        await db.Execute("""
            insert into app.notification_preferences (tenant_id, user_id, mail, digest_hour, zone, muted)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant_id, user_id) do update set mail = excluded.mail, digest_hour = excluded.digest_hour,
                zone = excluded.zone, muted = excluded.muted
            """, ct, db.Tenant.Value, actor.UserId.Value, body.Mail, body.DigestHour, body.Zone, (body.Muted ?? []).ToArray());
        return Results.NoContent();
    }

    private static async Task<IResult> Hooks(TenantDatabase db, CancellationToken ct)
    {
        var items = await db.Query("""
            select h.id, h.url, h.format, last.at, last.fault, last.next_at is not null
              from app.notification_hooks h
              left join lateral (select at, fault, next_at from app.hook_deliveries d
                                  where d.tenant_id = h.tenant_id and d.hook_id = h.id and d.attempts > 0
                                  order by d.at desc limit 1) last on true
             where h.tenant_id = $1 order by h.id
            """, row => new
        {
            Id = row.GetGuid(0),
            Url = row.GetString(1),
            Format = row.GetString(2),
            LastAt = row.IsDBNull(3) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(3),
            Fault = row.IsDBNull(4) ? null : row.GetString(4),
            WillRetry = row.GetBoolean(5),
        }, ct, db.Tenant.Value);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> AddHook(
        HookBody body, OutgoingGuard guard, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        var isRight = Uri.TryCreate(body.Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            && body.Format is "json" or "slack";
        // Checked again at every call: a name may lead elsewhere by then.
        if (isRight && await WhyNot(url!, guard, ct) is { } refused) return NotificationRefusals.HookNotAllowed(refused).ToProblem();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var added = !isRight ? 0 : await db.Execute("""
            insert into app.notification_hooks (tenant_id, id, url, format)
            select $1, $2, $3, $4 where (select count(*) from app.notification_hooks where tenant_id = $1) < $5
            """, ct, db.Tenant.Value, id, body.Url, body.Format, NotificationLimits.HookCountMax);
        return added == 1
            ? Results.Json(new { id }, AppJson.Options, null, StatusCodes.Status201Created)
            : NotificationRefusals.HookInvalid.ToProblem();
    }

    private static async Task<OutgoingRefusedException?> WhyNot(Uri url, OutgoingGuard guard, CancellationToken ct)
    {
        try
        {
            await guard.Addresses(url.Host, ct);
            return null;
        }
        catch (OutgoingRefusedException refused)
        {
            return refused;
        }
        catch (SocketException)
        {
            return null; // a name that is not known yet may be by the time of the first notice
        }
    }

    private static async Task<IResult> RemoveHook(Guid id, TenantDatabase db, CancellationToken ct)
    {
        await db.Execute("delete from app.notification_hooks where tenant_id = $1 and id = $2", ct, db.Tenant.Value, id);
        return Results.NoContent();
    }
}
