using System.Collections.Concurrent;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Connections.Breakers;

/// <summary>
/// Keeps steps from trying what does not answer. Each node counts failures for itself; that a breaker opened, is tried
/// and closed again are events, so that all nodes agree and one step alone tries.
/// </summary>
internal sealed class Breakers(IEventStore store, Database database, TimeProvider time) : IBreakers
{
    private const int KeptCountMax = 10_000;

    private readonly ConcurrentDictionary<(TenantId, ConnectionId), Breaker> _known = new();
    private readonly ConcurrentDictionary<(TenantId, ConnectionId), int> _failures = new();
    private readonly ConcurrentDictionary<(TenantId, string), ConnectionId> _names = new();

    public async Task<BreakerVerdict> Ask(TenantId tenant, string nameOrId, CancellationToken ct)
    {
        if (await IdOf(tenant, nameOrId, ct) is not { } id) return new(null, null);
        var breaker = await StateOf(tenant, id, ct);
        if (Breaker.BlockedUntil(breaker) is not { } until) return new(id, null);
        if (until > time.GetUtcNow()) return new(id, until);
        var mayTry = false;
        var outcome = await SessionFor(tenant).Transact(Breaker.Stream(id), state =>
        {
            var decision = BreakerDecider.Decide(new TryConnection(id, time.GetUtcNow()), state);
            mayTry = decision is Decision<BreakerEvent>.Accepted || state is Breaker.Closed;
            return decision;
        }, ct: ct);
        _known[(tenant, id)] = outcome.State;
        return new(id, mayTry && !outcome.IsRefused ? null : Breaker.BlockedUntil(outcome.State) ?? time.GetUtcNow());
    }

    public async Task Report(TenantId tenant, ConnectionId id, string? failure, CancellationToken ct)
    {
        var key = (tenant, id);
        var isClosed = await StateOf(tenant, id, ct) is Breaker.Closed;
        if (failure is null)
        {
            _failures.TryRemove(key, out _);
            if (!isClosed)
                await Note(tenant, id, state => BreakerDecider.Decide(new NoteConnectionWorks(id, time.GetUtcNow()), state), ct);
            return;
        }
        if (_failures.Count >= KeptCountMax) _failures.Clear();
        var inARow = _failures.AddOrUpdate(key, 1, (_, count) => count + 1);
        if (isClosed && inARow < BreakerLimits.FailuresInARow) return;
        await Note(tenant, id,
            state => BreakerDecider.Decide(new NoteConnectionFailed(id, failure, time.GetUtcNow()), state), ct);
        _failures.TryRemove(key, out _);
    }

    /// <summary>Called with every event of breakers and connections, on every node.</summary>
    public Task Observe(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch)
        {
            switch (recorded.Data)
            {
                case BreakerOpened e: _known.TryRemove((recorded.Tenant, e.ConnectionId), out _); break;
                case BreakerHalfOpened e: _known.TryRemove((recorded.Tenant, e.ConnectionId), out _); break;
                case BreakerClosed e: _known.TryRemove((recorded.Tenant, e.ConnectionId), out _); break;
                case BreakerReset e: Forget(recorded.Tenant, e.ConnectionId); break;
                default: _names.Clear(); break; // renamed, created or deleted
            }
        }
        return Task.CompletedTask;
    }

    /// <summary>Lets the next step try at once: the connection was changed.</summary>
    public async Task Reset(EventSession session, ConnectionId id, CancellationToken ct)
    {
        await session.Transact(
            Breaker.Stream(id), state => BreakerDecider.Decide(new ResetBreaker(id, time.GetUtcNow()), state), ct: ct);
        Forget(session.Tenant, id);
    }

    private void Forget(TenantId tenant, ConnectionId id)
    {
        _known.TryRemove((tenant, id), out _);
        _failures.TryRemove((tenant, id), out _);
    }

    public static readonly IReadOnlyCollection<Type> Observed =
    [
        typeof(BreakerOpened), typeof(BreakerHalfOpened), typeof(BreakerClosed), typeof(BreakerReset),
        typeof(ConnectionCreated), typeof(ConnectionChanged), typeof(ConnectionDeleted),
    ];

    private async Task Note(
        TenantId tenant, ConnectionId id, Func<Breaker, Decision<BreakerEvent>> decide, CancellationToken ct) =>
        _known[(tenant, id)] = (await SessionFor(tenant).Transact(Breaker.Stream(id), decide, ct: ct)).State;

    private async Task<Breaker> StateOf(TenantId tenant, ConnectionId id, CancellationToken ct)
    {
        if (_known.TryGetValue((tenant, id), out var known)) return known;
        if (_known.Count >= KeptCountMax) _known.Clear();
        return _known[(tenant, id)] = (await SessionFor(tenant).Load(Breaker.Stream(id), ct: ct)).State;
    }

    private async Task<ConnectionId?> IdOf(TenantId tenant, string nameOrId, CancellationToken ct)
    {
        if (Guid.TryParse(nameOrId, out var guid)) return new(guid);
        if (_names.TryGetValue((tenant, nameOrId), out var known)) return known;
        var found = await database.For(tenant).Query(
            "select connection_id from read.connections where tenant_id = $1 and name = $2",
            row => new ConnectionId(row.GetGuid(0)), ct, tenant.Value, nameOrId);
        return found.Count == 0 ? null : _names[(tenant, nameOrId)] = found[0];
    }

    private EventSession SessionFor(TenantId tenant) =>
        new(store, tenant, new EventMetadata { UserName = SystemActors.Engine }, time);
}
