using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Forms.Filling;

/// <summary>
/// Forgets what people wrote and did not send once its time is over: drafts with the links to them, and files that belong
/// to nothing. Any node may: what is gone is gone once.
/// </summary>
internal sealed partial class DraftExpiry(
    Database database, UploadStore uploads, Retention retention, TimeProvider time, ILogger<DraftExpiry> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(Pause, time, Forget, fault => LogPostponed(log, fault), stoppingToken);

    private async Task Forget(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await NoteLapsed(now, ct);
        // Files last: those of a draft are nobody's once it has gone.
        Func<DateTimeOffset, CancellationToken, Task<int>>[] parts = [ForgetDrafts, ForgetLinks, ForgetUploads];
        foreach (var forgetPart in parts)
            while (await forgetPart(now, ct) == FormLimits.ForgottenAtOnce)
                ct.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// A form may be opened again, and a run taken up again that has revoked: so drafts lapse first, and go later. What was
    /// saved after the answers were sent is an answer to somebody who asked to look at them again, and does not lapse.
    /// </summary>
    /// <remarks>
    /// Once over all of them, a page at a time: looking for the next ones from the beginning takes minutes where many lapse.
    /// </remarks>
    private async Task NoteLapsed(DateTimeOffset now, CancellationToken ct)
    {
        for (DraftKey? last = new("", Guid.Empty); last is not null;) last = await NoteLapsed(last, now, ct);
    }

    private sealed record DraftKey(string Tenant, Guid Invitation);

    /// <returns>Where the page ended; null after the last one.</returns>
    private async Task<DraftKey?> NoteLapsed(DraftKey after, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            with page as (
                select tenant_id, invitation_id, saved_at, lapsed_at from app.form_drafts
                 where (tenant_id, invitation_id) > ($2, $3) order by tenant_id, invitation_id limit $4),
            judged as (
                select p.tenant_id, p.invitation_id, p.lapsed_at is not null as before, coalesce(
                       (i.submitted_at is null or p.saved_at <= i.submitted_at)
                       and (i.state in ('submitted', 'revoked') or i.deadline < $1 or f.status = 'closed'), false) as after
                  from page p
                  left join read.invitations i on i.tenant_id = p.tenant_id and i.invitation_id = p.invitation_id
                  left join read.forms f on f.tenant_id = i.tenant_id and f.form_id = i.form_id),
            changed as (
                select d.tenant_id, d.invitation_id, j.after from judged j
                  join app.form_drafts d on d.tenant_id = j.tenant_id and d.invitation_id = j.invitation_id
                 where j.before <> j.after for update of d skip locked),
            noted as (
                update app.form_drafts d set lapsed_at = case when changed.after then $1 end from changed
                 where d.tenant_id = changed.tenant_id and d.invitation_id = changed.invitation_id)
            select tenant_id, invitation_id from page order by tenant_id desc, invitation_id desc limit 1
            """, now, after.Tenant, after.Invitation, FormLimits.JudgedAtOnce);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetString(0), row.GetGuid(1)) : null;
    }

    private Task<int> ForgetDrafts(DateTimeOffset now, CancellationToken ct) => Execute("""
        with due as (
            select tenant_id, invitation_id from app.form_drafts
             where saved_at <= $1 or lapsed_at <= $2 limit $3 for update skip locked),
        links as (
            delete from app.draft_links l using due where l.tenant_id = due.tenant_id and l.invitation_id = due.invitation_id)
        delete from app.form_drafts d using due where d.tenant_id = due.tenant_id and d.invitation_id = due.invitation_id
        """, ct, now - retention.Draft, now - retention.ClosedDraft, FormLimits.ForgottenAtOnce);

    private Task<int> ForgetLinks(DateTimeOffset now, CancellationToken ct) => Execute("""
        delete from app.draft_links where code_hash in (
            select code_hash from app.draft_links where expires_at <= $1 limit $2 for update skip locked)
        """, ct, now, FormLimits.ForgottenAtOnce);

    // Files of tests go with their tests.
    private async Task<int> ForgetUploads(DateTimeOffset now, CancellationToken ct)
    {
        var due = new List<(TenantId Tenant, Guid Id)>();
        await using (var command = database.System.CreateCommand("""
            select u.tenant_id, u.upload_id from app.form_uploads u
             where u.response_id is null and u.created_at <= $1
               and not exists (select from app.form_tests t where t.tenant_id = u.tenant_id and t.test_id = u.invitation_id)
               and not exists (
                   select from app.form_drafts d where d.tenant_id = u.tenant_id and d.invitation_id = u.invitation_id
                      and position(u.upload_id::text in d.answers::text) > 0)
             order by u.created_at limit $2
            """, now - retention.Upload, FormLimits.ForgottenAtOnce))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) due.Add((new(row.GetString(0)), row.GetGuid(1)));
        foreach (var own in due.GroupBy(one => one.Tenant, one => one.Id)) await uploads.Forget(own.Key, [.. own], ct);
        return due.Count;
    }

    private async Task<int> Execute(string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var command = database.System.CreateCommand(sql, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Drafts whose time is over are forgotten later")]
    private static partial void LogPostponed(ILogger log, Exception fault);
}
