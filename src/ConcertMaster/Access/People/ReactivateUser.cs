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

internal sealed record ReactivateUser(UserId By, DateTimeOffset At);

internal static partial class UserDecider
{
    public static Decision<UserEvent> Decide(ReactivateUser command, User state) => state switch
    {
        // Whoever never had a password is invited once more; the letter follows.
        User.Deactivated { HasJoined: false } gone =>
            Accept(new UserInvited(gone.Id, gone.Email, gone.Name, gone.Role, command.By, command.At)),
        User.Deactivated gone => Accept(new UserReactivated(gone.Id, command.By, command.At)),
        User.Unknown => Refuse(AccessRefusals.UserUnknown),
        _ => Nothing,
    };
}

internal static class ReactivateUserEndpoint
{
    public static void MapReactivateUser(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/users/{id:guid}/reactivate", Handle).RequirePermission(Permission.ManageUsers)
            .WithSummary("Give a deactivated person access again").WithTags("Users");

    private static async Task<IResult> Handle(
        Guid id, Actor actor, IReviewGate gate, EventSession session, Directory people, PasswordLinks links, TimeProvider time,
        CancellationToken ct)
    {
        var (person, version) = await session.Load(UserStream.For(new(id)), ct: ct);
        if (await gate.Pass(session, actor, GatedActs.ChangeRole, () => Task.FromResult(UnderReview(person, version)), ct) is { } wait)
            return wait.ToProblem();
        var command = new ReactivateUser(actor.UserId, time.GetUtcNow());
        var outcome = await session.Transact(
            UserStream.For(new(id)), user => UserDecider.Decide(command, user), version, ct);
        people.Forget(actor.Tenant, new(id));
        if (outcome.State is not User.Invited invited) return outcome.ToHttpResult();
        var link = await links.ForHandingOver(actor.Tenant, invited.Id, invited.Email, ct);
        return outcome.ToHttpResult(_ => new { outcome.Version, Mailed = link is null, Link = link });
    }

    // Whoever comes back has a role again, so it is an act of that kind.
    private static GatedAct? UnderReview(User person, long version) => person is not User.Deactivated gone ? null : new(
        GatedActs.ChangeRole, gone.Id.ToString(), $"Give {gone.Name} access again as {gone.Role}",
        AppJson.ToElement(new { person = gone.Name, role = gone.Role, version }), [gone.Id.ToString()]);
}
