using System.Security.Claims;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Access;

/// <summary>
/// Makes an <see cref="Actor"/> of the signed-in principal, with the role it has now, unless its session is over.
/// </summary>
internal sealed class ActorResolution(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Directory directory)
    {
        if (await ActorOf(context.User, directory, context.RequestAborted) is { } actor)
            context.SetActor(actor);
        await next(context);
    }

    public static async Task<Actor?> ActorOf(ClaimsPrincipal principal, Directory directory, CancellationToken ct) =>
        principal.FindFirstValue(AccessClaims.Tenant) is { } tenant
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
        && Guid.TryParse(principal.FindFirstValue(AccessClaims.Session), out var session)
            ? await directory.Find(new TenantId(tenant), new UserId(user), session, ct)
            : null;
}
