using System.Net.Http.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Notifications;

internal sealed record DueMail(string Tenant, Guid User, Guid Id, string Title, string Body, string Path, bool Digest);

internal sealed record DueHook(
    string Tenant, Guid Hook, string Key, string Kind, string Title, string Body, string Path, DateTimeOffset At,
    int Attempts, string Url, string Format);

/// <summary>
/// Takes notices out of the house. Any node may: letters carry a key under which each goes once, and a hook is told the
/// key of the notice, so that the other side can recognise a repeat.
/// </summary>
internal sealed partial class NotificationWorker(
    Database database, IMailer mailer, IDirectory directory, IPublicAddress address, IHttpClientFactory clients,
    TimeProvider time, ILogger<NotificationWorker> log) : BackgroundService
{
    public const string ClientName = "notifications";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(Pause, time, SendDue, fault => LogPostponed(log, fault), stoppingToken);

    // Hooks do not wait for a mail server that is away, or that there is none of.
    private async Task SendDue(CancellationToken ct)
    {
        try
        {
            if (mailer.CanSend) await SendMails(ct);
        }
        catch (MailUnavailableException fault)
        {
            LogPostponed(log, fault);
        }
        foreach (var hook in await DueHooks(ct)) await Post(hook, ct);
    }

    private async Task SendMails(CancellationToken ct)
    {
        foreach (var person in (await DueMails(ct)).GroupBy(mail => (mail.Tenant, mail.User, Letter: mail.Digest ? Guid.Empty : mail.Id)))
            await Mail(new(person.Key.Tenant), new(person.Key.User), [.. person], ct);
    }

    private async Task Mail(TenantId tenant, UserId user, IReadOnlyList<DueMail> notices, CancellationToken ct)
    {
        if (await directory.Find(tenant, user, ct) is { } person)
        {
            var subject = notices.Count == 1 ? notices[0].Title : $"{notices.Count} notices from ConcertMaster";
            var text = string.Join("\n\n", notices.Select(one => $"{one.Title}\n{one.Body}\n{address.Root}{one.Path}"));
            try
            {
                await mailer.Send(tenant, $"notice:{notices[0].Id}", new Mail([person.Email], subject,
                    $"{text}\n\nNothing is decided by opening a link. How you are told: {address.Root}/notifications\n", null), ct);
            }
            catch (MailRefusedException refused)
            {
                LogRefused(log, refused);
            }
        }
        await Execute("update app.notifications set mail_at = null where tenant_id = $1 and id = any($2)",
            tenant.Value, notices.Select(one => one.Id).ToArray());
    }

    private async Task Post(DueHook hook, CancellationToken ct)
    {
        string? fault = null;
        var isFinal = false;
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.PostAsJsonAsync(hook.Url, BodyOf(hook), AppJson.Options, ct);
            if (!answer.IsSuccessStatusCode) fault = $"It answered {(int)answer.StatusCode}.";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            var refused = OutgoingRefusedException.In(failure);
            (fault, isFinal) = (refused?.Message ?? $"{failure.Words()}.", refused is not null);
        }
        var attempts = hook.Attempts + 1;
        DateTimeOffset? next = fault is null || isFinal || attempts >= NotificationLimits.HookAttemptCountMax
            ? null : time.GetUtcNow() + TimeSpan.FromSeconds(10 * Math.Pow(3, hook.Attempts));
        await Execute("""
            update app.hook_deliveries set next_at = $4, attempts = $5, fault = $6
             where tenant_id = $1 and hook_id = $2 and key = $3
            """, hook.Tenant, hook.Hook, hook.Key, (object?)next ?? DBNull.Value, attempts, (object?)fault ?? DBNull.Value);
    }

    private object BodyOf(DueHook hook)
    {
        var url = $"{address.Root}{hook.Path}";
        return hook.Format == "slack"
            ? new { text = $"*{Plain(hook.Title)}*\n{Plain(hook.Body)}\n<{url}|Open>" }
            : new { hook.Key, hook.Kind, hook.Title, hook.Body, url, hook.At };
    }

    // What people typed is no markup: a title that reads <!channel> calls nobody.
    private static string Plain(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private Task<List<DueMail>> DueMails(CancellationToken ct) => Read("""
        select tenant_id, user_id, id, title, body, coalesce(mail_path, path), digest from app.notifications
         where mail_at <= $1 order by mail_at, id limit $2
        """, row => new DueMail(row.GetString(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetString(4),
            row.GetString(5), row.GetBoolean(6)), ct);

    private Task<List<DueHook>> DueHooks(CancellationToken ct) => Read("""
        select d.tenant_id, d.hook_id, d.key, d.kind, d.title, d.body, d.path, d.at, d.attempts, h.url, h.format
          from app.hook_deliveries d join app.notification_hooks h on h.tenant_id = d.tenant_id and h.id = d.hook_id
         where d.next_at <= $1 order by d.next_at limit $2
        """, row => new DueHook(row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4),
            row.GetString(5), row.GetString(6), row.GetFieldValue<DateTimeOffset>(7), row.GetInt32(8), row.GetString(9),
            row.GetString(10)), ct);

    private async Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(sql, time.GetUtcNow(), NotificationLimits.BatchCountMax);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(map(reader));
        return rows;
    }

    // Not to be cancelled: what it notes has happened.
    private async Task Execute(string sql, params object?[] values)
    {
        await using var command = database.System.CreateCommand(sql, values);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notices are postponed")]
    private static partial void LogPostponed(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail server refuses a notice for good")]
    private static partial void LogRefused(ILogger log, Exception fault);
}
