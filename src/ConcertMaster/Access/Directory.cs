using System.Collections.Concurrent;
using System.Security.Claims;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Live;
using Npgsql;

namespace ConcertMaster.Access;

/// <summary>
/// People and organisations, kept in memory until the log says that they changed. Read from the streams and not from
/// the read model, so that a withdrawn role is gone with the next request to this node, and as soon as the log arrives
/// on the others.
/// </summary>
internal sealed class Directory(
    IEventStore store, Database database, TimeProvider time, Lazy<ProjectionDaemon> daemon) : IDirectory, ISessions
{
    private static readonly TimeSpan TableWait = TimeSpan.FromSeconds(10);

    private const int KeptCountMax = 100_000;

    private readonly Remembered<(TenantId, UserId), User.Active> _people = new(KeptCountMax);
    private readonly Remembered<(TenantId, Guid), Session.Running> _sessions = new(KeptCountMax);
    private readonly ConcurrentDictionary<TenantId, OrganisationProfile> _organisations = new();
    private readonly ConcurrentDictionary<string, TenantId> _slugs = new(StringComparer.Ordinal);

    public async Task<TenantId?> FindOrganisation(string slug, CancellationToken ct)
    {
        if (_slugs.TryGetValue(slug, out var known)) return known;
        var tenant = new TenantId(StableId.From("organisation", slug).ToString());
        return await Organisation(tenant, ct) is null ? null : _slugs[slug] = tenant;
    }

    public async Task<OrganisationProfile?> Organisation(TenantId tenant, CancellationToken ct)
    {
        if (_organisations.TryGetValue(tenant, out var known)) return known;
        var (state, _) = await Events(tenant).Load(OrganisationStream.For(Guid.Parse(tenant.Value)), ct: ct);
        return state is Access.Organisation.Active active
            ? _organisations[tenant] = new(tenant, active.Slug, active.Name)
            : null;
    }

    public async Task<Actor?> Find(TenantId tenant, UserId user, CancellationToken ct) =>
        await Active(tenant, user, ct) is { } active ? ActorOf(tenant, active) : null;

    /// <summary>The actor of a session, as long as nothing has ended it since it began.</summary>
    public async Task<Actor?> Find(TenantId tenant, UserId user, Guid session, CancellationToken ct) =>
        await Active(tenant, user, ct) is { } active && !(SessionIds.BeganAt(session) < active.SessionsFrom)
        && await Running(tenant, session, ct) is { } running && running.UserId == user
            ? ActorOf(tenant, active)
            : null;

    public async Task<bool> Lasts(ClaimsPrincipal principal, CancellationToken ct) =>
        await ActorResolution.ActorOf(principal, this, ct) is not null;

    public async Task<IReadOnlyList<Actor>> Members(TenantId tenant, CancellationToken ct) =>
        await database.For(tenant).Query(
            "select user_id, name, email, role from read.members where tenant_id = $1 and active order by name",
            row => Read(row, tenant), ct, tenant.Value);

    public async Task<IReadOnlyList<Actor>> Among(
        TenantId tenant, IReadOnlyCollection<string> addressesAndIds, CancellationToken ct) =>
        addressesAndIds.Count == 0 ? [] : await database.For(tenant).Query("""
            select user_id, name, email, role from read.members
             where tenant_id = $1 and active and (lower(email) = any($2) or user_id = any($3)) order by name
            """, row => Read(row, tenant), ct, tenant.Value,
            addressesAndIds.Select(one => one.ToLowerInvariant()).ToArray(),
            addressesAndIds.Where(one => Guid.TryParse(one, out _)).Select(Guid.Parse).ToArray());

    public Task ShowsUpTo(long sequence, CancellationToken ct) =>
        daemon.Value.WaitFor(People.Members.Projection.Name, sequence, TableWait, ct);

    private static Actor Read(NpgsqlDataReader row, TenantId tenant) => new(
        new(row.GetGuid(0)), row.GetString(1), row.GetString(2), tenant, Enum.Parse<Role>(row.GetString(3), ignoreCase: true));

    /// <summary>Called for every event of the log, on every node.</summary>
    public void Forget(RecordedEvent recorded)
    {
        switch (recorded.Data)
        {
            case UserRoleChanged e: Forget(recorded.Tenant, e.UserId); break;
            case UserDeactivated e: Forget(recorded.Tenant, e.UserId); break;
            case UserJoined e: Forget(recorded.Tenant, e.UserId); break;
            case UserReactivated e: Forget(recorded.Tenant, e.UserId); break;
            case PasswordChanged e: Forget(recorded.Tenant, e.UserId); break;
            case SessionEnded: ForgetSession(recorded.Tenant, recorded.StreamId); break;
        }
    }

    /// <summary>Called by the node that makes a change, before it answers; the others hear of it from the log.</summary>
    public void Forget(TenantId tenant, UserId user) => _people.Forget((tenant, user));

    /// <inheritdoc cref="Forget(TenantId, UserId)"/>
    public void ForgetSession(TenantId tenant, Guid session) => _sessions.Forget((tenant, session));

    private ValueTask<User.Active?> Active(TenantId tenant, UserId user, CancellationToken ct) => _people.Get((tenant, user),
        async () => (await Events(tenant).Load(UserStream.For(user), ct: ct)).State as User.Active);

    private ValueTask<Session.Running?> Running(TenantId tenant, Guid session, CancellationToken ct) => _sessions.Get((tenant, session),
        async () => (await Events(tenant).Load(SessionStream.For(session), ct: ct)).State as Session.Running);

    private static Actor ActorOf(TenantId tenant, User.Active active) =>
        new(active.Id, active.Name, active.Email, tenant, active.Role);

    private EventSession Events(TenantId tenant) => new(store, tenant, EventMetadata.None, time);
}
