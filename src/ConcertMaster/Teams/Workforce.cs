using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Teams;

internal sealed class Workforce(Database database) : IWorkforce
{
    public async Task<Workplace> Of(TenantId tenant, UserId user, DateTimeOffset at, CancellationToken ct)
    {
        var rows = await database.For(tenant).Query("""
            select array(select team_id::text from read.teams where tenant_id = $1 and member_ids @> array[$2::text]),
                   coalesce((select skills from read.skills where tenant_id = $1 and user_id = $3), '{}'),
                   array(select distinct user_id::text from read.absences
                          where tenant_id = $1 and substitute_id = $3 and from_at <= $4 and until_at > $4)
            """, row => new Workplace(
                [.. row.GetFieldValue<string[]>(0).Select(id => new TeamId(Guid.Parse(id)))], row.GetFieldValue<string[]>(1),
                Ids(row.GetFieldValue<string[]>(2))), ct, tenant.Value, user.ToString(), user.Value, at);
        return rows[0];
    }

    public async Task<IReadOnlyList<UserId>> MembersOf(TenantId tenant, TeamId team, CancellationToken ct) =>
        [.. (await database.For(tenant).Query("select member_ids from read.teams where tenant_id = $1 and team_id = $2",
            row => Ids(row.GetFieldValue<string[]>(0)), ct, tenant.Value, team.Value)).SelectMany(ids => ids)];

    public async Task<IReadOnlyList<UserId>> WithSkill(TenantId tenant, string skill, CancellationToken ct) =>
        await database.For(tenant).Query(
            "select user_id from read.skills where tenant_id = $1 and skills @> array[$2::text] order by user_id",
            row => new UserId(row.GetGuid(0)), ct, tenant.Value, skill.ToLowerInvariant());

    public async Task<IReadOnlyDictionary<UserId, UserId?>> Absent(TenantId tenant, DateTimeOffset at, CancellationToken ct) =>
        (await database.For(tenant).Query("""
            select distinct on (user_id) user_id, substitute_id from read.absences
             where tenant_id = $1 and from_at <= $2 and until_at > $2 order by user_id, from_at
            """, row => (Person: new UserId(row.GetGuid(0)), Substitute: row.IsDBNull(1) ? (UserId?)null : new UserId(row.GetGuid(1))),
            ct, tenant.Value, at)).ToDictionary(one => one.Person, one => one.Substitute);

    private static IReadOnlyList<UserId> Ids(string[] ids) => [.. ids.Select(id => new UserId(Guid.Parse(id)))];
}
