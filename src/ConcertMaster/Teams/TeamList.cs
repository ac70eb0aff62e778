using System.Text.Json;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Teams;

internal readonly record struct TeamKey(Guid TeamId);

internal sealed record TeamRow(string Name, string[] MemberIds);

internal readonly record struct WorkplaceKey(Guid UserId);

internal sealed record WorkplaceRow(string[] Skills);

internal readonly record struct AbsenceKey(Guid AbsenceId);

internal sealed record AbsenceRow(
    Guid UserId, DateTimeOffset FromAt, DateTimeOffset UntilAt, Guid? SubstituteId, string? Reason);

/// <summary>Which teams are there, who knows what, and who is away?</summary>
internal static class TeamList
{
    public static readonly RowProjection<TeamKey, TeamRow> Teams = new(
        "teams", "read.teams", [typeof(TeamCreated), typeof(TeamRenamed), typeof(TeamMembersSet), typeof(TeamDissolved)],
        recorded => [new(recorded.StreamId)],
        (_, row, recorded) => recorded.Data switch
        {
            TeamCreated e => new(e.Name, []),
            TeamRenamed e => row! with { Name = e.Name },
            TeamMembersSet e => row! with { MemberIds = [.. e.Members.Select(one => one.ToString())] },
            TeamDissolved => null,
            _ => row,
        });

    public static readonly RowProjection<WorkplaceKey, WorkplaceRow> Skills = new(
        "skills", "read.skills", [typeof(SkillsSet)],
        recorded => [new(((SkillsSet)recorded.Data).UserId.Value)],
        (_, row, recorded) => recorded.Data is SkillsSet e ? new([.. e.Skills]) : row);

    public static readonly RowProjection<AbsenceKey, AbsenceRow> Absences = new(
        "absences", "read.absences", [typeof(AbsenceNoted), typeof(AbsenceCancelled)],
        recorded => recorded.Data switch
        {
            AbsenceNoted e => [new(e.AbsenceId)],
            AbsenceCancelled e => [new(e.AbsenceId)],
            _ => [],
        },
        (_, row, recorded) => recorded.Data is AbsenceNoted e
            ? new(e.UserId.Value, e.From, e.Until, e.Substitute?.Value, e.Reason)
            : null);

    public static void MapTeamList(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/teams", List).RequireSession().WithTags("Teams").WithSummary("Teams with their members");
        endpoints.MapGet("/api/people", People).RequireSession().WithTags("Teams")
            .WithSummary("Whom one may mention, delegate to or name as a substitute, with skills and absences");
        endpoints.MapGet("/api/people/roles", Roles).RequireSession().WithTags("Teams").WithSummary("What each role may do");
    }

    private static IResult Roles() => Results.Json(new
    {
        items = Enum.GetValues<Role>().Select(role => new { Role = role, May = RolePermissions.Of(role) }),
        next = (string?)null,
    }, AppJson.Options);

    private static async Task<IResult> List(TenantDatabase db, CancellationToken ct)
    {
        var items = await db.Query("""
            select t.team_id, t.name, coalesce(jsonb_agg(jsonb_build_object('id', m.user_id, 'name', m.name) order by m.name)
                     filter (where m.user_id is not null), '[]')::text
              from read.teams t left join read.members m
                on m.tenant_id = t.tenant_id and m.active and m.user_id::text = any(t.member_ids)
             where t.tenant_id = $1 group by t.team_id, t.name order by t.name
            """, row => new
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Members = JsonSerializer.Deserialize<JsonElement>(row.GetString(2)),
        }, ct, db.Tenant.Value);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> People(
        Actor actor, TenantDatabase db, IProtectedValues values, TimeProvider time, int? limit, string? cursor,
        CancellationToken ct)
    {
        var size = Page.Size(limit);
        var after = Page.AfterNamed(cursor);
        // Why somebody is away is his and the owners' business.
        var items = await db.Query("""
            select m.user_id, m.name, m.role, coalesce(s.skills, '{}'),
                   coalesce((select jsonb_agg(jsonb_build_object('id', a.absence_id, 'from', a.from_at, 'until', a.until_at,
                        'substitute', a.substitute_id, 'reason', case when $3 or m.user_id = $4 then a.reason end) order by a.from_at)
                      from read.absences a where a.tenant_id = m.tenant_id and a.user_id = m.user_id and a.until_at > $2), '[]')::text
              from read.members m left join read.skills s on s.tenant_id = m.tenant_id and s.user_id = m.user_id
             where m.tenant_id = $1 and m.active and ($5::uuid is null or (m.name, m.user_id) > ($6::text, $5::uuid))
             order by m.name, m.user_id limit $7
            """, row => new
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Role = row.GetString(2).ToLowerInvariant(),
            MayDecide = RolePermissions.Allows(Enum.Parse<Role>(row.GetString(2), true), Permission.DecideReviews),
            Skills = row.GetFieldValue<string[]>(3),
            Absences = JsonSerializer.Deserialize<JsonElement>(row.GetString(4)),
        }, ct, db.Tenant.Value, time.GetUtcNow(), actor.May(Permission.ManageUsers), actor.UserId.Value,
            after?.Id, after?.Name, size + 1);
        // What others may not see is masked on the way out; his own he may.
        if (items.FindIndex(one => one.Id == actor.UserId.Value) is >= 0 and var own && items[own] is var mine)
            items[own] = new
            {
                mine.Id,
                mine.Name,
                mine.Role,
                mine.MayDecide,
                mine.Skills,
                Absences = await values.Open(actor.Tenant, mine.Absences, IProtectedValues.All, ct),
            };
        return Results.Json(Page.From(items, size, one => Page.Named(one.Id, one.Name)), AppJson.Options);
    }
}
