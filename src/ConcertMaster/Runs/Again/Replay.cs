using System.Text.Json;
using ConcertMaster.Jsonata;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Sdk;

namespace ConcertMaster.Runs.Again;

/// <summary>
/// What a finished run would have been under another version. Nothing outside is touched: wherever a step would ask the
/// world, it gets the answer that the run has recorded for it. Pure.
/// </summary>
internal static class Replay
{
    /// <summary>Events of one replay; a longer one is given up.</summary>
    public const int EventCountMax = 200_000;

    /// <param name="Unanswered">Steps that would ask the world something that the run never asked.</param>
    internal sealed record Result(RunState State, IReadOnlyCollection<StepKey> Unanswered, bool IsTooLong);

    public static Result Under(Plan plan, RunState recorded)
    {
        var started = recorded.Started! with
        {
            WorkflowVersion = plan.Published.Version,
            WorkflowHash = plan.Published.Hash,
            TriggerNodeId = TriggerOf(plan, recorded.Started!.TriggerNodeId),
            Parent = null,
            Deadline = null,
        };
        var advance = RunEngine.Start(new RunState(plan, recorded.Tenant), started, started.At);
        var (eventCount, now) = (advance.Events.Count, started.At);
        var unanswered = new HashSet<StepKey>();
        while (eventCount < EventCountMax)
        {
            if (advance.HasMore)
            {
                advance = RunEngine.Go(advance.State, now);
            }
            else
            {
                var answers = Answers(advance.State, recorded, unanswered);
                if (answers.Count == 0) return new(advance.State, unanswered, false);
                now = answers.Max(answer => answer.At) is var at && at > now ? at : now;
                advance = RunEngine.Record(Awake(advance.State), answers, now);
            }
            eventCount += advance.Events.Count;
        }
        return new(advance.State, unanswered, true);
    }

    /// <summary>What the world is asked by a step: its settings, evaluated. Null where they cannot be.</summary>
    public static JsonElement? AskedOf(RunState state, StepKey key)
    {
        if (state.Plan.Find(key.NodeId) is not { IsPure: false } node || !state.Steps.ContainsKey(key)) return null;
        try
        {
            return Steps.ContextOf(state, node, key.Iteration, 1, state.Step(key).StartedAt ?? state.Started!.At).Config;
        }
        catch (Exception e) when (e is JsonataException or NodeException)
        {
            return null;
        }
    }

    private static string? TriggerOf(Plan plan, string? trigger) =>
        trigger is not null && plan.Find(trigger) is { Descriptor.IsTrigger: true }
            ? trigger
            : plan.Root.Nodes.FirstOrDefault(node => node.Descriptor.IsTrigger)?.Id;

    // A run that waits is woken by what it hears; the time of its wait plays no part.
    private static RunState Awake(RunState state) =>
        state.Status == RunStatus.Waiting ? state with { Status = RunStatus.Running } : state;

    private static List<StepEvent> Answers(RunState state, RunState recorded, HashSet<StepKey> unanswered)
    {
        var answers = new List<StepEvent>();
        foreach (var key in state.InFlight.Concat(state.Waiting).Where(key => !unanswered.Contains(key)))
        {
            if (AnswerTo(state, recorded, key) is { } answer) answers.Add(answer);
            else unanswered.Add(key);
        }
        return [.. answers.OrderBy(answer => answer.At).ThenBy(answer => answer.Key.ToString(), StringComparer.Ordinal)];
    }

    private static StepEvent? AnswerTo(RunState state, RunState recorded, StepKey key)
    {
        var node = state.Plan.Node(key.NodeId);
        if (recorded.Plan.Find(key.NodeId)?.Definition.Type != node.Definition.Type) return null;
        var step = recorded.Step(key);
        var at = step.EndedAt ?? recorded.Started!.At;
        return step switch
        {
            { Status: StepStatus.Completed } => new StepCompleted(
                key.NodeId, key.Iteration, step.Attempt, step.Output, step.Port!, step.StartedAt ?? at, at),
            { Status: StepStatus.Failed } => new StepFailed(key.NodeId, key.Iteration, step.Attempt, step.ErrorCode!,
                step.ErrorMessage!, node.Definition.OnError, step.StartedAt ?? at, at),
            _ => null,
        };
    }
}
