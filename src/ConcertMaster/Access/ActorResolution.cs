using System.Security.Claims;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Access;

/// <summary>
/// Makes an <see cref="Actor"/> of the signed-in principal, with the role it has now. Callers known by a cookie must
/// also prove that the request comes from our own page.
/// </summary>
internal sealed class ActorResolution(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IDirectory directory, IAntiforgery antiforgery)
    {
        if (await ActorOf(context.User, directory, context.RequestAborted) is { } actor)
        {
            context.SetActor(actor);
            var byCookie = context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme;
            // The live hub has its own handshake, whose socket a foreign page cannot open (checked by origin).
            if (byCookie && !context.Request.Path.StartsWithSegments("/live")
                && !await antiforgery.IsRequestValidAsync(context))
            {
                await ProblemResults.Write(context, CommonRefusals.AntiforgeryInvalid);
                return;
            }
        }
        await next(context);
    }

    public static async Task<Actor?> ActorOf(ClaimsPrincipal principal, IDirectory directory, CancellationToken ct) =>
        principal.FindFirstValue(AccessClaims.Tenant) is { } tenant
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            ? await directory.Find(new TenantId(tenant), new UserId(user), ct)
            : null;
}
