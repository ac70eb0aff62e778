using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs;

/// <summary>How does this run stand, and how did it stand at an earlier event? Folded from its stream.</summary>
internal static class RunDetail
{
    public static void MapRunDetail(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}", Get).RequirePermission(Permission.ViewRuns)
            .WithSummary("A run with its steps, now or at a version");

    public static string Text(RunStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    /// <summary>An open loop runs, as far as people are concerned.</summary>
    public static string Text(StepStatus status) =>
        status == StepStatus.Open ? "running" : JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    private static async Task<IResult> Get(
        Guid id, long? at, Actor actor, RunStore store, IEventStore events, IDirectory directory, Callbacks callbacks,
        TimeProvider time, CancellationToken ct)
    {
        var range = at is { } version ? ReadRange.UpTo(version) : ReadRange.All;
        if (await store.Load(actor.Tenant, id, range, ct) is not { } run) return RunRefusals.Unknown.ToProblem();
        var last = at is null ? run.Version : (await events.FetchStreamState(new(actor.Tenant, id), ct))!.Version;
        var state = run.State;
        var started = state.Started!;
        var inLine = state.Status == RunStatus.Queued ? state.Turn : null;
        return CommandResults.Versioned(new
        {
            id,
            workflowId = started.WorkflowId,
            started.WorkflowName,
            started.WorkflowVersion,
            status = Text(state.Status),
            started.Trigger,
            started.TriggerNodeId,
            startedBy = await directory.NameOf(actor.Tenant, started.StartedBy, ct),
            parent = started.Parent is { } parent ? new { parent.RunId, parent.NodeId, parent.Iteration } : null,
            started.Input,
            output = state.Status == RunStatus.Completed ? Value(state.Output) : null,
            error = state.Ended is RunFailed failed ? new { failed.Code, failed.Message, failed.NodeId } : null,
            setAside = state.SetAside is { } aside
                ? new { aside.Reason, aside.At, by = await directory.NameOf(actor.Tenant, aside.By, ct) }
                : null,
            waitingFor = inLine is null ? null : LanesOfRun.Reason(inLine),
            line = inLine is null || at is not null ? null : await PlaceInLine.Of(events, actor.Tenant, id, inLine, time, ct),
            priority = state.Turn?.Priority,
            state.Deadline,
            startedAt = started.At,
            endedAt = state.Ended?.At,
            version = run.Version,
            lastVersion = last,
            owner = state.Owner,
            definition = state.Plan.Published.Definition,
            steps = StepsOf(state, callbacks),
        }, run.Version);
    }

    public static IEnumerable<object> StepsOf(RunState state, Callbacks callbacks) => state.Steps
        .OrderBy(pair => pair.Value.StartedAt ?? pair.Value.EndedAt ?? DateTimeOffset.MaxValue)
        .ThenBy(pair => Iterations.InOrder(pair.Key.Iteration), StringComparer.Ordinal)
        .ThenBy(pair => state.Plan.Node(pair.Key.NodeId).Place)
        .Select(pair => (object)new
        {
            pair.Key.NodeId,
            pair.Key.Iteration,
            status = Text(pair.Value.Status),
            pair.Value.Attempt,
            input = InputOf(state, pair.Key, pair.Value),
            output = Value(pair.Value.Output),
            pair.Value.Port,
            error = pair.Value.ErrorCode is { } code ? new { code, message = pair.Value.ErrorMessage } : null,
            pair.Value.StartedAt,
            pair.Value.EndedAt,
            pair.Value.RetryAt,
            items = pair.Value.Loop is { } loop
                ? new { count = loop.Items.Count, begun = loop.Next, active = loop.Active.Count, failed = loop.Failed.Count }
                : null,
            waitingFor = pair.Value is { Status: StepStatus.Waiting, Wait: { } wait }
                ? new
                {
                    wait.Kind,
                    wait.Until,
                    wait.Description,
                    link = wait.Kind == "callback"
                        ? callbacks.Url(state.Tenant, new(state.Started!.RunId, pair.Key.NodeId, pair.Key.Iteration))
                        : wait.Details?.FindText("link"),
                    wait.Details,
                }
                : null,
        });

    private static JsonElement? InputOf(RunState state, StepKey key, StepState step) =>
        step.Status is StepStatus.Skipped or StepStatus.Pending
            ? null
            : Value(Steps.InputOf(state, state.Plan.Node(key.NodeId), key.Iteration));

    private static JsonElement? Value(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : value;
}
