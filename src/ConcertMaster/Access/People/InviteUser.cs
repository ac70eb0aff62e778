using System.Net.Mail;
using ConcertMaster.Access.Passwords;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.People;

using static Decision<UserEvent>;

internal sealed record InviteUser(UserId Id, string Email, string Name, Role Role, UserId By, DateTimeOffset At);

internal static partial class UserDecider
{
    public static Decision<UserEvent> Decide(InviteUser command, User state) => state switch
    {
        User.Unknown => Accept(new UserInvited(
            command.Id, command.Email, command.Name, command.Role, command.By, command.At)),
        User.Invited invited when invited.Role == command.Role => Nothing, // the same request once more
        _ => Refuse(AccessRefusals.AlreadyMember),
    };
}

internal static class InviteUserEndpoint
{
    internal sealed record Body(string? Email, string? Name, Role Role);

    public static void MapInviteUser(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/users", Handle).RequirePermission(Permission.ManageUsers)
            .WithSummary("Invite a person").WithTags("Users");

    private static async Task<IResult> Handle(
        Body body, Actor actor, IReviewGate gate, EventSession session, Accounts accounts, PasswordLinks links,
        TimeProvider time, CancellationToken ct)
    {
        var name = body.Name?.Trim() ?? "";
        if (!MailAddress.TryCreate(body.Email?.Trim(), out var address) || address.Address != body.Email!.Trim())
            return AccessRefusals.EmailInvalid.ToProblem();
        if (name.Length is 0 or > Limits.NameLengthMax) return AccessRefusals.NameInvalid.ToProblem();
        var email = Accounts.Normalise(address.Address);
        if (await accounts.Owner(email, ct) is { } owner && owner.Tenant != actor.Tenant)
            return AccessRefusals.EmailTaken.ToProblem();
        var id = Accounts.IdOf(actor.Tenant, email);
        // Else whoever needs a second pair of eyes would invite himself once more.
        var act = new GatedAct(GatedActs.ChangeRole, id.ToString(), $"Invite {name} as {body.Role}",
            AppJson.ToElement(new { person = name, email, role = body.Role }), [id.ToString()]);
        if (await gate.Pass(session, actor, act.Kind, () => Task.FromResult<GatedAct?>(act), ct) is { } wait) return wait.ToProblem();
        var command = new InviteUser(id, email, name, body.Role, actor.UserId, time.GetUtcNow());
        var outcome = await session.Transact(UserStream.For(id), user => UserDecider.Decide(command, user), ct: ct);
        var link = await links.ForHandingOver(actor.Tenant, id, email, ct);
        return outcome.ToHttpResult(
            _ => new { Id = id, Mailed = link is null, Link = link }, StatusCodes.Status201Created, $"/api/users/{id}");
    }
}
