using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.People;

using static Decision<UserEvent>;

internal sealed record DeactivateUser(UserId By, DateTimeOffset At);

internal static partial class UserDecider
{
    public static Decision<UserEvent> Decide(DeactivateUser command, User state) => state switch
    {
        User.Active active when active.Id == command.By => Refuse(AccessRefusals.YourOwnAccount),
        User.Active active => Accept(new UserDeactivated(active.Id, command.By, command.At)),
        User.Invited invited => Accept(new UserDeactivated(invited.Id, command.By, command.At)),
        User.Deactivated => Nothing,
        _ => Refuse(AccessRefusals.UserUnknown),
    };
}

internal static class DeactivateUserEndpoint
{
    public static void MapDeactivateUser(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/users/{id:guid}/deactivate", Handle).RequirePermission(Permission.ManageUsers)
            .WithSummary("Take a person's access away; what they did stays").WithTags("Users");

    private static async Task<IResult> Handle(
        Guid id, Actor actor, EventSession session, Ownership ownership, Directory people, TimeProvider time, CancellationToken ct)
    {
        var command = new DeactivateUser(actor.UserId, time.GetUtcNow());
        var outcome = await ownership.Transact(
            session, actor, new(id), user => UserDecider.Decide(command, user), expectedVersion: null, ct);
        people.Forget(actor.Tenant, new(id));
        return outcome.ToHttpResult();
    }
}
