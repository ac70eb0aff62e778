using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <summary>How are the reviews going? Each number names the filter of the list behind it.</summary>
internal static class ReviewDashboard
{
    public const int DayCountMax = 366;
    private const int DayCountDefault = 30;

    internal sealed record Ageing(string Age, long Count);

    internal sealed record Attainment(
        long Decided, long OnTime, long WithDue, long FirstPass, double? MedianHours, long Open, long Late, long Returned);

    internal sealed record Load(string PersonId, string? Name, long Open, long Decided);

    internal sealed record Reason(string Code, string Verdict, long Count);

    internal sealed record Queue(string Name, long Open, long Late, double? MedianHours, long LikelyLate);

    public static void MapReviewDashboard(this RouteGroupBuilder group) =>
        group.MapGet("/dashboard", Show).RequirePermission(Permission.ViewReviews)
            .WithSummary("Ageing, attainment, first-pass rate, reasons, and load per reviewer");

    private static async Task<IResult> Show(
        int? days, string? queue, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var since = now.AddDays(-Math.Clamp(days ?? DayCountDefault, 1, DayCountMax));
        return Results.Json(new
        {
            Since = since,
            Ageing = await Ages(db, queue, now, ct),
            Totals = (await Totals(db, queue, since, now, ct)).Single(),
            Reasons = await Reasons(db, queue, since, ct),
            Load = await Loads(db, queue, since, ct),
            Queues = await Queues(db, since, now, ct),
        }, AppJson.Options);
    }

    private static Task<List<Ageing>> Ages(TenantDatabase db, string? queue, DateTimeOffset now, CancellationToken ct) =>
        db.Query<Ageing>("""
            select case when age < interval '1 day' then 'today' when age < interval '3 days' then 'days'
                        when age < interval '7 days' then 'week' else 'older' end as age, count(*) as count
              from (select $3 - requested_at as age from read.review_inbox
                     where tenant_id = $1 and state in ('open', 'claimed', 'returned') and ($2::text is null or queue = $2)) open
             group by 1
            """, ct, db.Tenant.Value, queue, now);

    private static Task<List<Attainment>> Totals(
        TenantDatabase db, string? queue, DateTimeOffset since, DateTimeOffset now, CancellationToken ct) =>
        db.Query<Attainment>("""
            select count(*) filter (where is_decided) as decided,
                   count(*) filter (where is_decided and decided_at <= due_at) as on_time,
                   count(*) filter (where is_decided and due_at is not null) as with_due,
                   count(*) filter (where state = 'approved' and decided_at > $3 and revisions = 0) as first_pass,
                   percentile_cont(0.5) within group (order by extract(epoch from decided_at - requested_at) / 3600)
                       filter (where is_decided) as median_hours,
                   count(*) filter (where state in ('open', 'claimed')) as open,
                   count(*) filter (where state in ('open', 'claimed') and due_at < $4) as late,
                   count(*) filter (where state = 'returned') as returned
              from (select *, decided_at > $3 and state in ('approved', 'rejected', 'changesRequested') as is_decided
                      from read.review_inbox where tenant_id = $1 and ($2::text is null or queue = $2)) rows
            """, ct, db.Tenant.Value, queue, since, now);

    private static Task<List<Reason>> Reasons(TenantDatabase db, string? queue, DateTimeOffset since, CancellationToken ct) =>
        db.Query<Reason>("""
            select code, state as verdict, count(*) as count from read.review_inbox, unnest(reasons) as code
             where tenant_id = $1 and decided_at > $3 and ($2::text is null or queue = $2)
             group by code, state order by count(*) desc limit 20
            """, ct, db.Tenant.Value, queue, since);

    private static Task<List<Load>> Loads(TenantDatabase db, string? queue, DateTimeOffset since, CancellationToken ct) =>
        db.Query<Load>("""
            select person as person_id, max(m.name) as name,
                   count(*) filter (where state in ('open', 'claimed') and not person = any(spoken_by)) as open,
                   count(*) filter (where decided_at > $3 and person = any(spoken_by)) as decided
              from read.review_inbox r
              cross join lateral (select distinct unnest(assigned_ids || spoken_by || coalesce(claimed_by_id::text, '')) as person) who
              left join read.members m on m.tenant_id = r.tenant_id and m.user_id::text = person
             where r.tenant_id = $1 and ($2::text is null or queue = $2) and person <> ''
               and (state in ('open', 'claimed') or decided_at > $3)
             group by person order by 3 desc, 4 desc limit 50
            """, ct, db.Tenant.Value, queue, since);

    // Whether an open review will be late is told by how long its queue has lately needed.
    private static Task<List<Queue>> Queues(TenantDatabase db, DateTimeOffset since, DateTimeOffset now, CancellationToken ct) =>
        db.Query<Queue>("""
            with pace as (
                select queue, percentile_cont(0.5) within group (order by extract(epoch from decided_at - requested_at)) as seconds
                  from read.review_inbox
                 where tenant_id = $1 and decided_at > $2 and state in ('approved', 'rejected', 'changesRequested') group by queue)
            select r.queue as name, count(*) filter (where state in ('open', 'claimed')) as open,
                   count(*) filter (where state in ('open', 'claimed') and due_at < $3) as late,
                   max(pace.seconds) / 3600 as median_hours,
                   count(*) filter (where state in ('open', 'claimed') and due_at >= $3
                       and greatest(requested_at + make_interval(secs => pace.seconds), $3) > due_at) as likely_late
              from read.review_inbox r left join pace on pace.queue = r.queue
             where r.tenant_id = $1 and (state in ('open', 'claimed') or decided_at > $2)
             group by r.queue order by 2 desc, 1 limit 50
            """, ct, db.Tenant.Value, since, now);
}
