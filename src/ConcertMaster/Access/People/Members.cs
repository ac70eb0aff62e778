using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.People;

internal readonly record struct OrganisationKey(string Slug);

internal sealed record OrganisationRow(string Name, DateTimeOffset RegisteredAt);

internal readonly record struct MemberKey(Guid UserId);

internal sealed record MemberRow(string Email, string Name, Role Role, bool Active, DateTimeOffset? LastSignInAt,
    DateTimeOffset? InvitedAt);

/// <summary>Who belongs to the organisation, in which role, and when did they last sign in?</summary>
internal static class Members
{
    public static readonly RowProjection<MemberKey, MemberRow> Projection = new(
        "members", "read.members",
        [
            typeof(UserRegistered), typeof(UserInvited), typeof(UserJoined), typeof(UserRoleChanged), typeof(UserDeactivated),
            typeof(UserReactivated), typeof(SessionStarted),
        ],
        KeysOf, Project);

    public static readonly RowProjection<OrganisationKey, OrganisationRow> Organisations = new(
        "organisations", "read.organisations", [typeof(OrganisationRegistered)],
        recorded => [new OrganisationKey(((OrganisationRegistered)recorded.Data).Slug)],
        (_, row, recorded) => recorded.Data is OrganisationRegistered e ? new(e.Name, e.At) : row);

    private static IEnumerable<MemberKey> KeysOf(RecordedEvent recorded) => recorded.Data switch
    {
        UserRegistered e => [new(e.UserId.Value)],
        UserInvited e => [new(e.UserId.Value)],
        UserJoined e => [new(e.UserId.Value)],
        UserRoleChanged e => [new(e.UserId.Value)],
        UserDeactivated e => [new(e.UserId.Value)],
        UserReactivated e => [new(e.UserId.Value)],
        SessionStarted e => [new(e.UserId.Value)],
        _ => [],
    };

    private static MemberRow? Project(MemberKey key, MemberRow? row, RecordedEvent recorded) => recorded.Data switch
    {
        UserRegistered e => new(e.Email, e.Name, e.Role, true, null, null),
        UserInvited e => new(e.Email, e.Name, e.Role, false, null, e.At),
        UserJoined => row! with { Active = true, InvitedAt = null },
        UserRoleChanged e => row! with { Role = e.To },
        UserDeactivated => row! with { Active = false, InvitedAt = null },
        UserReactivated => row! with { Active = true },
        SessionStarted e => row! with { LastSignInAt = e.At },
        _ => row,
    };

    public static void MapMembers(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/users", List).RequirePermission(Permission.ManageUsers)
            .WithSummary("People of the organisation").WithTags("Users");

    private static async Task<IResult> List(TenantDatabase db, int? limit, string? cursor, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var after = Page.AfterNamed(cursor);
        var items = await db.Query("""
            select user_id, name, email, role, active, last_sign_in_at, invited_at from read.members
             where tenant_id = $1 and ($2::uuid is null or (name, user_id) > ($3::text, $2::uuid))
             order by name, user_id limit $4
            """, row => new
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Email = row.GetString(2),
            Role = row.GetString(3),
            Active = row.GetBoolean(4),
            Status = row.GetBoolean(4) ? "active" : row.IsDBNull(6) ? "deactivated" : "invited",
            LastSignInAt = row.IsDBNull(5) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(5),
            InvitedAt = row.IsDBNull(6) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(6),
        }, ct, db.Tenant.Value, after?.Id, after?.Name, size + 1);
        return Results.Json(Page.From(items, size, one => Page.Named(one.Id, one.Name)), AppJson.Options);
    }
}
