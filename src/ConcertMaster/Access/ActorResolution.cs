using System.Security.Claims;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Access;

/// <summary>
/// Makes an <see cref="Actor"/> of the signed-in principal, with the role it has now.
/// </summary>
internal sealed class ActorResolution(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IDirectory directory)
    {
        if (await ActorOf(context.User, directory, context.RequestAborted) is { } actor)
            context.SetActor(actor);
        await next(context);
    }

    public static async Task<Actor?> ActorOf(ClaimsPrincipal principal, IDirectory directory, CancellationToken ct) =>
        principal.FindFirstValue(AccessClaims.Tenant) is { } tenant
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            ? await directory.Find(new TenantId(tenant), new UserId(user), ct)
            : null;
}
