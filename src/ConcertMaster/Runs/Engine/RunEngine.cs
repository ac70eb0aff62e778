using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Engine;

/// <param name="HasMore">The limit of events was reached: append these and advance again.</param>
internal sealed record Advance(RunState State, IReadOnlyList<RunEvent> Events, bool HasMore);

/// <summary>
/// All decisions about a run. Pure: the state, what happened and the time go in, events come out. Pure steps are
/// evaluated on the way; effects only as far as the event that must be durable before they begin.
/// </summary>
internal static class RunEngine
{
    /// <summary>Events of one append, beyond which a run lets others go first.</summary>
    public const int EventsPerAdvanceMax = 1_000;

    public static Advance Start(RunState none, RunStarted started, DateTimeOffset now) =>
        Record(none, [started], now);

    /// <summary>Applies what has happened and goes on as far as it can.</summary>
    public static Advance Record(RunState state, IReadOnlyList<RunEvent> happened, DateTimeOffset now) =>
        new AdvancePass(happened.Aggregate(state, RunEvolve.Evolve), now, happened).Run();

    /// <summary>Goes on with pure steps, begins effects, retries what is due, ends the run.</summary>
    public static Advance Go(RunState state, DateTimeOffset now) => new AdvancePass(state, now, []).Run();

    /// <summary>What the outcome of an effect means. Empty when it is no longer asked for.</summary>
    public static IReadOnlyList<RunEvent> Outcome(
        RunState state, StepKey key, int attempt, NodeResult result, DateTimeOffset now)
    {
        var step = state.Step(key);
        if (step.Status != StepStatus.Running || step.Attempt != attempt) return [];
        var node = state.Plan.Node(key.NodeId);
        // Nothing further is planned in a cancelled run, or for an item that has failed otherwise.
        var mayRetry = state.Status != RunStatus.Cancelled && state.IsAlive(node, key.Iteration);
        return
        [
            result switch
            {
                NodeResult.Failed { IsTransient: true } failed when mayRetry && attempt <= node.RetryCount =>
                    new StepRetryScheduled(key.NodeId, key.Iteration, attempt, failed.Code, failed.Message,
                        now + Backoff.Delay(node.Definition.Retry!, attempt, state.IdempotencyKey(key)), now),
                _ => Ending(key, attempt, node, result, step.StartedAt ?? now, now),
            },
        ];
    }

    /// <summary>The event by which a result ends an attempt, or makes the step wait.</summary>
    public static StepEvent Ending(
        StepKey key, int attempt, PlanNode node, NodeResult result, DateTimeOffset startedAt, DateTimeOffset now) =>
        result switch
        {
            NodeResult.Completed done => new StepCompleted(key.NodeId, key.Iteration, attempt,
                JsonText.Storable(done.Output), done.Port, startedAt, now),
            NodeResult.Failed failed => new StepFailed(key.NodeId, key.Iteration, attempt, failed.Code,
                JsonText.Storable(failed.Message), node.Definition.OnError, startedAt, now),
            NodeResult.Waiting waiting => new StepWaiting(key.NodeId, key.Iteration, attempt, waiting.Kind,
                waiting.Description, waiting.Until, waiting.Details, now),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType()}."),
        };

    /// <summary>A signal for a step. Empty when the step has ended, or has heard it already.</summary>
    public static IReadOnlyList<RunEvent> Signal(
        RunState state, StepKey key, string kind, string signalKey, JsonElement data, DateTimeOffset now)
    {
        if (!state.HasStarted || state.Status.IsEnded() || state.Plan.Find(key.NodeId) is null) return [];
        var step = state.Step(key);
        if (step.Status.IsSettled() || !Lifecycles.Step.Allows(step.Status, typeof(StepSignalled))
            || step.Signals.Exists(known => known.Kind == kind && known.Key == signalKey)) return [];
        return [new StepSignalled(key.NodeId, key.Iteration, kind, signalKey, JsonText.Storable(data), now)];
    }

    /// <summary>The timer of the run as a whole, among those of its steps.</summary>
    public static readonly StepKey RunTimer = new("", "");

    public static RunFailed Failed(RunState run, string code, string message, StepKey? at, DateTimeOffset now) =>
        new(code, message, at?.NodeId, at?.Iteration, ParentToken(run.Started!), now, run.Turn, run.Deadline);

    /// <summary>The time of a wait has come. Empty when it has not, or no longer matters.</summary>
    public static IReadOnlyList<RunEvent> TimerDue(RunState state, StepKey key, DateTimeOffset now)
    {
        if (!state.HasStarted || state.Status.IsEnded()) return [];
        if (key == RunTimer)
            return state is { Deadline: { } deadline, HasTimedOut: false } && deadline <= now
                ? [new RunTimedOut(deadline, now)]
                : [];
        var step = state.Step(key);
        return step is { Status: StepStatus.Waiting, Wait: { Until: { } until, IsDue: false } } && until <= now
            ? [new StepSignalled(key.NodeId, key.Iteration, StepSignalled.TimerKind, until.ToString("O"),
                JsonValues.Null, now)]
            : [];
    }

    /// <summary>When the run should be looked at again because a retry is due; null for never.</summary>
    public static DateTimeOffset? NextRetry(RunState state) => state.Status != RunStatus.Running || state.Retrying.IsEmpty
        ? null
        : state.Retrying.Min(key => state.Steps[key].RetryAt);

    /// <summary>The token by which a parent's step is told of the end.</summary>
    public static string? ParentToken(RunStarted started) => started.Parent is { Waits: true } parent
        ? WaitToken.For(parent.RunId, parent.NodeId, parent.Iteration)
        : null;
}
