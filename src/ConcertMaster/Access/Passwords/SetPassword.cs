using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.Passwords;

using static Decision<UserEvent>;

/// <summary>A password was chosen: by whoever holds the link, or by the person who is signed in.</summary>
internal sealed record SetPassword(DateTimeOffset At);

internal static partial class PasswordDecider
{
    public static Decision<UserEvent> Decide(SetPassword command, User state) => state switch
    {
        User.Invited invited => Accept(new UserJoined(invited.Id, command.At)),
        User.Active active => Accept(new PasswordChanged(active.Id, command.At)),
        _ => Refuse(AccessRefusals.PasswordLinkInvalid),
    };
}

/// <summary>What the page behind the link asks: whose it is, and then to set the password. Opening it changes nothing.</summary>
internal static class SetPasswordEndpoints
{
    internal sealed record Body(string? Password);

    public static void MapSetPassword(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/session/password-links/{token}").WithTags("Session");
        group.MapGet("", Show).WithSummary("Whom a link to set a password is for");
        group.MapPost("", Handle).WithSummary("Set the password and sign in");
    }

    private static async Task<IResult> Show(
        string token, PasswordLinks links, IEventStore store, IDirectory directory, TimeProvider time, CancellationToken ct)
    {
        if (await links.Read(token, ct) is not { } ticket) return AccessRefusals.PasswordLinkInvalid.ToProblem();
        var tenant = new TenantId(ticket.Tenant);
        var (state, _) = await new EventSession(store, tenant, EventMetadata.None, time)
            .Load(UserStream.For(new(ticket.User)), ct: ct);
        if (state is not (User.Invited or User.Active)) return AccessRefusals.PasswordLinkInvalid.ToProblem();
        var organisation = await directory.Organisation(tenant, ct);
        return Results.Json(new
        {
            ticket.Email,
            Name = state switch { User.Invited i => i.Name, User.Active a => a.Name, _ => "" },
            Organisation = organisation?.Name,
            Joins = state is User.Invited,
        }, AppJson.Options);
    }

    private static async Task<IResult> Handle(
        string token, Body body, HttpContext http, PasswordLinks links, Accounts accounts, Directory people,
        IEventStore store, TimeProvider time, CancellationToken ct)
    {
        if (await links.Read(token, ct) is not { } ticket) return AccessRefusals.PasswordLinkInvalid.ToProblem();
        if (!PasswordRules.Allows(body.Password, ticket.Email)) return AccessRefusals.PasswordTooWeak.ToProblem();
        var (tenant, user) = (new TenantId(ticket.Tenant), new UserId(ticket.User));
        if (await accounts.Owner(ticket.Email, ct) is { } owner && owner != (tenant, user))
            return AccessRefusals.EmailTaken.ToProblem();
        var session = new EventSession(store, tenant, ActorAccess.MetadataOf(http, user.ToString()), time);
        var command = new SetPassword(time.GetUtcNow());
        // The event first: should the rest fail, the link still works, and setting it again is all it takes.
        var outcome = await session.Transact(UserStream.For(user), state => PasswordDecider.Decide(command, state), ct: ct);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();
        if (!await accounts.SetPassword(tenant, user, ticket.Email, body.Password!, ct))
            return AccessRefusals.EmailTaken.ToProblem();
        people.Forget(tenant, user);
        return await SignIn.Begin((await people.Find(tenant, user, ct))!, http, store, time, ct);
    }
}
