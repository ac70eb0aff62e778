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
        var command = new InviteUser(id, email, name, body.Role, actor.UserId, time.GetUtcNow());
        if (await gate.Pass(session, actor, GatedActs.ChangeRole, () => UnderReview(command, session, ct), ct) is { } wait)
            return wait.ToProblem();
        var outcome = await session.Transact(UserStream.For(id), user => UserDecider.Decide(command, user), ct: ct);
        var link = await links.ForHandingOver(actor.Tenant, id, email, ct);
        return outcome.ToHttpResult(
            _ => new { Id = id, Mailed = link is null, Link = link }, StatusCodes.Status201Created, $"/api/users/{id}");
    }

    // Else whoever needs a second pair of eyes would invite himself once more. Nobody is asked about an invitation that
    // would be refused all the same.
    private static async Task<GatedAct?> UnderReview(InviteUser command, EventSession session, CancellationToken ct)
    {
        var (person, _) = await session.Load(UserStream.For(command.Id), ct: ct);
        return person is not User.Unknown ? null : new(
            GatedActs.ChangeRole, command.Id.ToString(), $"Invite {command.Name} as {command.Role}",
            AppJson.ToElement(new { person = command.Name, command.Email, command.Role }), [command.Id.ToString()]);
    }
}
