using System.Collections.Concurrent;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;

namespace ConcertMaster.Teams;

/// <summary>
/// Where each person works is asked with every act of a reviewer and changes seldom: it is kept in memory until a team,
/// skills or an absence change in the organisation.
/// </summary>
internal sealed class Workforce(Database database, Lazy<ProjectionDaemon> daemon) : IWorkforce
{
    private const int KeptCountMax = 20_000;
    private static readonly TimeSpan TableWait = TimeSpan.FromSeconds(10);
    private static readonly string[] Tables = [TeamList.Teams.Name, TeamList.Skills.Name, TeamList.Absences.Name];

    public static readonly IReadOnlyCollection<Type> Observed =
        [.. new IProjection[] { TeamList.Teams, TeamList.Skills, TeamList.Absences }.SelectMany(one => one.EventTypes!)];

    private readonly ConcurrentDictionary<(TenantId, UserId), Known> _known = new();
    private readonly ConcurrentDictionary<TenantId, long> _changedAt = new();

    // Nothing is kept before the node hears of changes.
    private long _heardFrom = long.MaxValue;

    /// <param name="Absences">Of everybody for whom he stands in once, all of them: at a moment one counts.</param>
    /// <param name="ChangedAt">The newest change of the organisation that it takes in.</param>
    private sealed record Known(UserId User, IReadOnlyList<TeamId> Teams, IReadOnlyList<string> Skills,
        ILookup<UserId, Absence> Absences, long ChangedAt)
    {
        public Workplace At(DateTimeOffset at) => new(Teams, Skills,
            [.. Absences.Where(person => Absence.CountsAt(person, at)?.Substitute == User).Select(person => person.Key)]);
    }

    public async Task<Workplace> Of(TenantId tenant, UserId user, DateTimeOffset at, CancellationToken ct)
    {
        var changed = _changedAt.GetValueOrDefault(tenant, Volatile.Read(ref _heardFrom));
        if (_known.TryGetValue((tenant, user), out var known) && known.ChangedAt == changed) return known.At(at);
        // Asked before the tables are: what they do not show yet must not be kept.
        var mayKeep = await ShowChange(changed, ct);
        known = await Read(tenant, user, at, changed, ct);
        if (!mayKeep) return known.At(at);
        if (_known.Count >= KeptCountMax) _known.Clear();
        _known[(tenant, user)] = known;
        return known.At(at);
    }

    /// <summary>Called by the node that makes a change before it answers, and by all nodes when the log says so.</summary>
    public void Changed(TenantId tenant, long sequence)
    {
        if (sequence > 0) // else nothing was appended
            _changedAt.AddOrUpdate(tenant, static (_, now) => now, static (_, before, now) => Math.Max(before, now), sequence);
    }

    public void HearFrom(long sequence) => Volatile.Write(ref _heardFrom, sequence);

    private async Task<bool> ShowChange(long sequence, CancellationToken ct)
    {
        if (sequence == long.MaxValue) return false;
        foreach (var name in Tables)
            if (!await daemon.Value.WaitFor(name, sequence, TimeSpan.Zero, ct)) return false;
        return true;
    }

    private async Task<Known> Read(TenantId tenant, UserId user, DateTimeOffset at, long changed, CancellationToken ct)
    {
        var absences = await Absences(tenant, """
            until_at > $2 and user_id in (
                select user_id from read.absences where tenant_id = $1 and substitute_id = $3 and until_at > $2)
            """, ct, at, user.Value);
        var rows = await database.For(tenant).Query("""
            select array(select team_id from read.teams where tenant_id = $1 and member_ids @> array[$2::text]),
                   coalesce((select skills from read.skills where tenant_id = $1 and user_id = $3), '{}')
            """, row => new Known(user, [.. row.GetFieldValue<Guid[]>(0).Select(id => new TeamId(id))],
                row.GetFieldValue<string[]>(1), absences, changed), ct, tenant.Value, user.ToString(), user.Value);
        return rows[0];
    }

    private async Task<ILookup<UserId, Absence>> Absences(
        TenantId tenant, string which, CancellationToken ct, params object[] parameters) =>
        (await database.For(tenant).Query(
            $"select user_id, absence_id, from_at, until_at, substitute_id from read.absences where tenant_id = $1 and {which}",
            row => (Of: new UserId(row.GetGuid(0)), Absence: new Absence(row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2),
                row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : new UserId(row.GetGuid(4)))),
            ct, [tenant.Value, .. parameters])).ToLookup(one => one.Of, one => one.Absence);

    public async Task<IReadOnlyList<UserId>> MembersOf(TenantId tenant, TeamId team, CancellationToken ct) =>
        [.. (await database.For(tenant).Query("select member_ids from read.teams where tenant_id = $1 and team_id = $2",
            row => Ids(row.GetFieldValue<string[]>(0)), ct, tenant.Value, team.Value)).SelectMany(ids => ids)];

    public async Task<IReadOnlyList<UserId>> WithSkill(TenantId tenant, string skill, CancellationToken ct) =>
        await database.For(tenant).Query(
            "select user_id from read.skills where tenant_id = $1 and skills @> array[$2::text] order by user_id",
            row => new UserId(row.GetGuid(0)), ct, tenant.Value, skill.ToLowerInvariant());

    public async Task<IReadOnlyDictionary<UserId, UserId?>> Absent(TenantId tenant, DateTimeOffset at, CancellationToken ct) =>
        (await Absences(tenant, "from_at <= $2 and until_at > $2", ct, at))
            .ToDictionary(person => person.Key, person => Absence.CountsAt(person, at)!.Substitute);

    public async Task ShowsUpTo(long sequence, CancellationToken ct)
    {
        foreach (var name in Tables) await daemon.Value.WaitFor(name, sequence, TableWait, ct);
    }

    private static IReadOnlyList<UserId> Ids(string[] ids) => [.. ids.Select(id => new UserId(Guid.Parse(id)))];
}

/// <summary>Lets every node hear of changes from its start on.</summary>
internal sealed class WorkforceNews(LogTail tail, Workforce workforce) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        tail.Subscribe("workforce", (batch, _) =>
        {
            foreach (var recorded in batch) workforce.Changed(recorded.Tenant, recorded.Sequence);
            return Task.CompletedTask;
        }, Workforce.Observed);
        workforce.HearFrom(tail.Head);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
