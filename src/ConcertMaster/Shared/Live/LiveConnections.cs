using System.Collections.Concurrent;
using System.Security.Claims;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.SignalR;

namespace ConcertMaster.Shared.Live;

/// <summary>Whether a session lasts: it is asked about with every request, and for a connection when it may have ended.</summary>
internal interface ISessions
{
    Task<bool> Lasts(ClaimsPrincipal principal, CancellationToken ct);
}

/// <summary>The open connections of this node. One whose session is over is ended: it was let in by a request of long ago.</summary>
internal sealed class LiveConnections(ISessions sessions)
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _open = new(StringComparer.Ordinal);

    /// <summary>Asked again once it is here: the session may have ended on the way.</summary>
    public async Task Add(HubCallerContext connection)
    {
        _open[connection.ConnectionId] = connection;
        await EndUnlessSignedIn(connection, connection.ConnectionAborted);
    }

    public void Remove(string connectionId) => _open.TryRemove(connectionId, out _);

    public async Task Recheck(TenantId tenant, UserId user, CancellationToken ct)
    {
        foreach (var connection in _open.Values)
            if (connection.GetHttpContext()?.ActorOrNull() is { } actor && actor.Tenant == tenant && actor.UserId == user)
                await EndUnlessSignedIn(connection, ct);
    }

    private async Task EndUnlessSignedIn(HubCallerContext connection, CancellationToken ct)
    {
        if (connection.User is not { } principal || !await sessions.Lasts(principal, ct)) connection.Abort();
    }
}
