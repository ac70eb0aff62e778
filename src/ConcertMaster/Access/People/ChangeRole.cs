using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.People;

using static Decision<UserEvent>;

internal sealed record ChangeRole(Role To, UserId By, DateTimeOffset At);

internal static partial class UserDecider
{
    public static Decision<UserEvent> Decide(ChangeRole command, User state) => state switch
    {
        User.Active active when active.Role == command.To => Nothing,
        User.Active { Role: Role.Owner } active when active.Id == command.By => Refuse(AccessRefusals.LastOwner),
        User.Invited invited when invited.Role == command.To => Nothing,
        User.Invited invited => Accept(new UserRoleChanged(invited.Id, invited.Role, command.To, command.By, command.At)),
        User.Active active => Accept(new UserRoleChanged(active.Id, active.Role, command.To, command.By, command.At)),
        _ => Refuse(AccessRefusals.UserUnknown),
    };
}

internal static class ChangeRoleEndpoint
{
    internal sealed record Body(Role Role);

    public static void MapChangeRole(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPut("/api/users/{id:guid}/role", Handle).RequirePermission(Permission.ManageUsers)
            .WithSummary("Give a person another role").WithTags("Users");

    private static async Task<IResult> Handle(
        Guid id, Body body, Actor actor, IReviewGate gate, EventSession session, Ownership ownership, Directory people,
        TimeProvider time, CancellationToken ct)
    {
        var (person, version) = await session.Load(UserStream.For(new(id)), ct: ct);
        if (await gate.Pass(session, actor, GatedActs.ChangeRole,
                () => Task.FromResult(UnderReview(id, person, version, body.Role)), ct) is { } wait)
            return wait.ToProblem();
        var command = new ChangeRole(body.Role, actor.UserId, time.GetUtcNow());
        // At the version that was looked at: what was approved is the change from this role to that one.
        var outcome = await ownership.Transact(
            session, actor, new(id), user => UserDecider.Decide(command, user), version, ct);
        people.Forget(actor.Tenant, new(id));
        return outcome.ToHttpResult();
    }

    // Bound to the state of the person's stream: an approval is used up by the change that it allowed.
    private static GatedAct? UnderReview(Guid id, User person, long version, Role to)
    {
        return person switch
        {
            User.Active active when active.Role != to => Of(active.Name, active.Role),
            User.Invited invited when invited.Role != to => Of(invited.Name, invited.Role),
            _ => null,
        };

        GatedAct Of(string name, Role from) => new(GatedActs.ChangeRole, id.ToString(), $"Make {name} {to}",
            AppJson.ToElement(new { person = name, from, to, version }), [id.ToString()]);
    }
}
