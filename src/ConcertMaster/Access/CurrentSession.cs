using System.Security.Claims;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ConcertMaster.Access;

using static Decision<SessionEvent>;

/// <summary>Who am I, let me stay, let me go.</summary>
internal static class CurrentSession
{
    internal sealed record RefreshBody(string RefreshToken);

    public static void MapCurrentSession(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/session").WithTags("Session");
        group.MapGet("", Show).RequireSession().WithSummary("Who is signed in, and what they may do");
        group.MapDelete("", SignOut).RequireSession().WithSummary("Sign out");
        group.MapPost("/refresh", Refresh).WithSummary("Exchange a refresh token for new tokens")
            .Produces<AccessTokenResponse>();
    }

    private static async Task<IResult> Show(
        Actor actor, HttpContext http, IDirectory directory, IAntiforgery antiforgery, IHostEnvironment environment,
        CancellationToken ct)
    {
        var organisation = await directory.Organisation(actor.Tenant, ct);
        return Results.Json(new
        {
            User = new { Id = actor.UserId, actor.Name, actor.Email },
            Organisation = new { Id = actor.Tenant, organisation!.Slug, organisation.Name },
            actor.Role,
            Permissions = RolePermissions.Of(actor.Role),
            AntiforgeryToken = antiforgery.GetAndStoreTokens(http).RequestToken,
            Development = environment.IsDevelopment(),
        }, AppJson.Options);
    }

    private static async Task<IResult> SignOut(
        Actor actor, HttpContext http, EventSession session, Directory people, TimeProvider time, CancellationToken ct)
    {
        // Whoever has kept the cookie or a token of it is out as well.
        if (Guid.TryParse(http.User.FindFirstValue(AccessClaims.Session), out var id))
        {
            await session.Transact(SessionStream.For(id), state => state is Session.Running running
                ? Accept(new SessionEnded(running.UserId, time.GetUtcNow()))
                : Nothing, ct: ct);
            people.ForgetSession(actor.Tenant, id);
        }
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.NoContent();
    }

    private static async Task<IResult> Refresh(
        RefreshBody body, IOptionsMonitor<BearerTokenOptions> options, Directory directory, TimeProvider time,
        CancellationToken ct)
    {
        var ticket = options.Get(BearerTokenDefaults.AuthenticationScheme)
            .RefreshTokenProtector.Unprotect(body.RefreshToken);
        if (ticket?.Properties.ExpiresUtc is not { } expires || expires <= time.GetUtcNow()
            || await ActorResolution.ActorOf(ticket.Principal, directory, ct) is not { } actor)
            return AccessRefusals.RefreshTokenInvalid.ToProblem();
        var session = Guid.Parse(ticket.Principal.FindFirstValue(AccessClaims.Session)!);
        return TypedResults.SignIn(SignIn.Principal(actor, session, BearerTokenDefaults.AuthenticationScheme),
            authenticationScheme: BearerTokenDefaults.AuthenticationScheme);
    }
}
