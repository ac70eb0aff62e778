using ConcertMaster.EventStore.Decisions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Shared.Http;

/// <summary>
/// The one door: refuses before an endpoint's parameters are bound. An endpoint that states no requirement is public,
/// and a test lists all that are.
/// </summary>
internal sealed class AccessGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (await Refuse(context, antiforgery) is { } refusal) await ProblemResults.Write(context, refusal);
        else await next(context);
    }

    private static async Task<Refusal?> Refuse(HttpContext context, IAntiforgery antiforgery)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredAccess>() is not { } required) return null;
        if (context.ActorOrNull() is not { } actor) return CommonRefusals.SessionRequired;
        if (required.Permission is { } permission && !actor.May(permission)) return CommonRefusals.AccessDenied;
        // A browser sends the cookie along with requests that a foreign page makes; only our own page has the token.
        // The live hub has its own handshake, whose socket a foreign page cannot open.
        var byCookie = context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme;
        return byCookie && !context.Request.Path.StartsWithSegments("/live")
            && !await antiforgery.IsRequestValidAsync(context) ? CommonRefusals.AntiforgeryInvalid : null;
    }
}
