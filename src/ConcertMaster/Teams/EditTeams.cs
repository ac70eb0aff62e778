using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Teams;

using static Decision<TeamEvent>;

internal sealed record CreateTeam(TeamId Id, string? Name, IReadOnlyList<UserId> Members, DateTimeOffset At);

/// <summary>What is null stays.</summary>
internal sealed record ChangeTeam(string? Name, IReadOnlyList<UserId>? Members, DateTimeOffset At);

internal sealed record DissolveTeam(DateTimeOffset At);

internal static class TeamDecider
{
    public static Decision<TeamEvent> Decide(CreateTeam command, Team state)
    {
        if (state is not Team.None) return Nothing;
        if (WhyNot(command.Name ?? "", command.Members) is { } refusal) return Refuse(refusal);
        var created = new TeamCreated(command.Id, command.Name!.Trim(), command.At);
        return command.Members.Count == 0
            ? Accept(created)
            : Accept(created, new TeamMembersSet(command.Id, [.. command.Members.Distinct()], command.At));
    }

    public static Decision<TeamEvent> Decide(ChangeTeam command, Team state)
    {
        if (state is not Team.Formed team) return Refuse(TeamRefusals.NotFound);
        if (WhyNot(command.Name ?? team.Name, command.Members ?? []) is { } refusal) return Refuse(refusal);
        var events = new List<TeamEvent>();
        if (command.Name is { } name && name.Trim() != team.Name) events.Add(new TeamRenamed(team.Id, name.Trim(), command.At));
        if (command.Members is { } members && !team.Members.ToHashSet().SetEquals(members))
            events.Add(new TeamMembersSet(team.Id, [.. members.Distinct()], command.At));
        return Accept(events);
    }

    public static Decision<TeamEvent> Decide(DissolveTeam command, Team state) => state switch
    {
        Team.None => Refuse(TeamRefusals.NotFound),
        Team.Formed team => Accept(new TeamDissolved(team.Id, command.At)),
        _ => Nothing,
    };

    private static Refusal? WhyNot(string name, IReadOnlyList<UserId> members) =>
        string.IsNullOrWhiteSpace(name) || name.Length > Limits.NameLengthMax ? TeamRefusals.NameInvalid
        : members.Count > TeamLimits.MemberCountMax ? TeamRefusals.TooManyMembers
        : null;
}

internal sealed record TeamBody(string? Name, IReadOnlyList<UserId>? Members);

internal static class EditTeamsEndpoints
{
    public static void MapEditTeams(this RouteGroupBuilder group)
    {
        group.MapPost("/", Create).RequirePermission(Permission.ManageUsers).WithSummary("Create a team");
        group.MapPut("/{id:guid}", Change).RequirePermission(Permission.ManageUsers)
            .WithSummary("Rename a team or set its members");
        group.MapDelete("/{id:guid}", Dissolve).RequirePermission(Permission.ManageUsers).WithSummary("Dissolve a team");
    }

    private static async Task<IResult> Create(
        TeamBody body, TimeProvider time, EventSession session, Workforce workforce, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var command = new CreateTeam(new(Guid.CreateVersion7(now)), body.Name, body.Members ?? [], now);
        var outcome = await session.Transact(Team.Stream(command.Id), team => TeamDecider.Decide(command, team), ct: ct);
        workforce.Changed(session.Tenant, outcome.LastSequence);
        return outcome.ToHttpResult(_ => new { command.Id }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Change(
        Guid id, TeamBody body, TimeProvider time, EventSession session, Workforce workforce, CancellationToken ct)
    {
        var command = new ChangeTeam(body.Name, body.Members, time.GetUtcNow());
        var outcome = await session.Transact(Team.Stream(new(id)), team => TeamDecider.Decide(command, team), ct: ct);
        workforce.Changed(session.Tenant, outcome.LastSequence);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Dissolve(
        Guid id, TimeProvider time, EventSession session, Workforce workforce, CancellationToken ct)
    {
        var command = new DissolveTeam(time.GetUtcNow());
        var outcome = await session.Transact(Team.Stream(new(id)), team => TeamDecider.Decide(command, team), ct: ct);
        workforce.Changed(session.Tenant, outcome.LastSequence);
        return outcome.ToHttpResult();
    }
}
