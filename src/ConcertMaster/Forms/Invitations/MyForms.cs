using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Invitations;

/// <summary>Which forms wait for me, who am signed in, however I was told of them?</summary>
internal static class MyForms
{
    public static void MapMyForms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/my-forms", List).RequireSession().WithTags("Forms")
            .WithSummary("Forms that wait for me, those that are due first, and the last ones that I have answered");

    private static async Task<IResult> List(
        Actor actor, IPersons persons, InvitationLinks links, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        if (await persons.Find(db.Tenant, actor.Email, ct) is not { } me)
            return Results.Json(new { items = Array.Empty<object>(), next = (string?)null }, AppJson.Options);
        var now = time.GetUtcNow();
        var items = await db.Query("""
            select i.invitation_id, f.name, i.state, i.issued_at, i.deadline, i.message, i.started_at, i.submitted_at
              from read.invitations i join read.forms f using (tenant_id, form_id)
             where i.tenant_id = $1 and i.person_id = $2
               and (i.submitted_at is not null
                    or (i.state <> 'revoked' and f.status <> 'closed' and coalesce(i.deadline, $3) >= $3))
             order by i.submitted_at desc nulls first, i.deadline nulls last, i.issued_at desc
             limit $4
            """, row => new
        {
            Id = row.GetGuid(0),
            Form = row.GetString(1),
            State = row.IsDBNull(7) ? row.IsDBNull(6) ? "waiting" : "started" : "submitted",
            AskedAt = row.GetFieldValue<DateTimeOffset>(3),
            Deadline = row.IsDBNull(4) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(4),
            Message = row.IsDBNull(5) ? null : row.GetString(5),
            SubmittedAt = row.IsDBNull(7) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(7),
            Url = links.UrlOf(links.TokenOf(db.Tenant, new(row.GetGuid(0)))),
        }, ct, db.Tenant.Value, me.Value, now, Limits.PageSizeMax);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }
}
