using System.Collections.Immutable;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Sdk;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Engine;

/// <summary>How each event changes the state of a run. Lifecycles are in <see cref="Lifecycles"/>.</summary>
internal static class RunEvolve
{
    public static RunState Evolve(RunState state, RunEvent @event)
    {
        var next = state with { Status = Lifecycles.Run.Next(state.Status, @event) };
        return @event switch
        {
            RunStarted e => next with { Started = e, Owner = e.Owner, Deadline = e.Deadline },
            RunQueued e => next with { Turn = e.Turn, Deadline = null },
            RunAdmitted e => next with { Deadline = e.Deadline },
            RunTimedOut => next with { HasTimedOut = true },
            RunAdopted e => next with { Owner = e.Owner },
            RunSuspended or RunPaused or RunResumed => next,
            RunEnded e => next with { Ended = e },
            RunSetAside e => next with { SetAside = e },
            RunRedriven e => Redriven(next, e),
            StepEvent e => WithStep(next, e),
            _ => throw new UnexpectedEventException(state, @event),
        };
    }

    private static RunState WithStep(RunState state, StepEvent @event)
    {
        var before = state.Step(@event.Key);
        var after = StepEvolve.Evolve(before, @event, state.Plan.Node(@event.NodeId));
        state = state with
        {
            Steps = state.Steps.SetItem(@event.Key, after),
            InFlight = Tracked(state.InFlight, @event.Key, before, after, StepStatus.Running),
            Waiting = Tracked(state.Waiting, @event.Key, before, after, StepStatus.Waiting),
            Retrying = Tracked(state.Retrying, @event.Key, before, after, StepStatus.Retrying),
        };
        var node = state.Plan.Node(@event.NodeId);
        if (@event is not StepSignalled && before.Status == StepStatus.Pending) state = Entered(state, node, @event.Key);
        return after.Status.IsSettled() ? Settled(state, node, @event.Key, after, @event) : state;
    }

    private static ImmutableHashSet<StepKey> Tracked(
        ImmutableHashSet<StepKey> set, StepKey key, StepState before, StepState after, StepStatus status)
    {
        if (before.Status == after.Status) return set;
        if (before.Status == status) set = set.Remove(key);
        return after.Status == status ? set.Add(key) : set;
    }

    // The first step of an item's body begins the item.
    private static RunState Entered(RunState state, PlanNode node, StepKey key)
    {
        if (Iterations.Around(node, key.Iteration) is not var (loopKey, index)) return state;
        var loop = state.Step(loopKey).Loop!;
        if (index < loop.Next) return state;
        return WithLoop(state, loopKey, loop with { Next = index + 1, Active = loop.Active.Add(index, 0) });
    }

    private static RunState Settled(RunState state, PlanNode node, StepKey key, StepState step, StepEvent @event)
    {
        var isLast = step.Status == StepStatus.Completed
            && !node.Outgoing.Exists(edge => edge.Port == step.Port);
        var stops = @event is StepFailed { Handling: OnError.Stop };
        if (Iterations.Around(node, key.Iteration) is not var (loopKey, index))
            return Abandoned(state, node) with
            {
                RootSettledCount = state.RootSettledCount + 1,
                LastStep = isLast ? key : state.LastStep,
                Fault = stops ? state.Fault ?? key : state.Fault,
            };
        // What still settles in an item that has failed, or in a loop that has ended, changes nothing any more.
        if (state.Step(loopKey) is not { Status: StepStatus.Open, Loop: { } loop }
            || !loop.Active.TryGetValue(index, out var settledCount)) return state;
        if (isLast) loop = loop with { Last = loop.Last.SetItem(index, key) };
        var isDone = stops || settledCount + 1 == node.Scope.Nodes.Count;
        loop = loop with
        {
            Active = isDone ? loop.Active.Remove(index) : loop.Active.SetItem(index, settledCount + 1),
            Failed = stops ? loop.Failed.SetItem(index, key) : loop.Failed,
        };
        state = WithLoop(state, loopKey, loop);
        return stops ? Abandoned(state, node.Scope.Container!) : Abandoned(state, node);
    }

    // When a loop or an item ends early, what waits or would be retried in it is waited for no longer.
    private static RunState Abandoned(RunState state, PlanNode loop)
    {
        if (loop.Body is null || (state.Waiting.IsEmpty && state.Retrying.IsEmpty)) return state;
        return state with { Waiting = Alive(state.Waiting), Retrying = Alive(state.Retrying) };

        ImmutableHashSet<StepKey> Alive(ImmutableHashSet<StepKey> keys) =>
            keys.Except(keys.Where(key => !state.IsAlive(state.Plan.Node(key.NodeId), key.Iteration)));
    }

    private static RunState WithLoop(RunState state, StepKey key, LoopState loop) =>
        state with { Steps = state.Steps.SetItem(key, state.Steps[key] with { Loop = loop }) };

    private static RunState Redriven(RunState state, RunRedriven @event)
    {
        var again = Redrive.StepsDoneAgain(state, @event.Steps, @event.WithinItems == true);
        var repeats = state.Repeats;
        foreach (var key in again)
            if (state.Steps[key].Status is StepStatus.Completed or StepStatus.Waiting)
                repeats = repeats.SetItem(key, repeats.GetValueOrDefault(key) + 1);
        var reopened = @event.WithinItems == true ? Redrive.PlanOf(state, @event.Steps).Reopened : [];
        state = state with
        {
            Steps = state.Steps.RemoveRange(again),
            InFlight = state.InFlight.Except(again),
            Waiting = state.Waiting.Except(again),
            Retrying = state.Retrying.Except(again),
            Fault = null,
            LastStep = state.LastStep is { } last && again.Contains(last) ? null : state.LastStep,
            Repeats = repeats,
            Ended = null,
            SetAside = null,
            RedrivenAt = @event.At,
            Deadline = @event.Deadline,
            HasTimedOut = false,
        };
        foreach (var (loop, items) in reopened) state = Reopened(state, loop, items);
        return state with
        {
            RootSettledCount = state.Plan.Root.Nodes.Count(node => state.Step(new(node.Id, "")).Status.IsSettled()),
        };
    }

    // The loop goes on with these items; the results of the others stay.
    private static RunState Reopened(RunState state, StepKey key, IReadOnlySet<int> items)
    {
        var (step, body) = (state.Step(key), state.Plan.Node(key.NodeId).Body!);
        var loop = step.Loop!;
        foreach (var index in items.Concat(loop.Active.Keys).Distinct().ToList())
        {
            var iteration = Iterations.Inside(key.Iteration, index);
            var settled = body.Nodes.Count(node => state.Step(new(node.Id, iteration)).Status.IsSettled());
            loop = loop with
            {
                Active = loop.Active.SetItem(index, settled),
                Failed = loop.Failed.Remove(index),
                Last = loop.Last.TryGetValue(index, out var last) && state.Step(last).Status != StepStatus.Completed
                    ? loop.Last.Remove(index)
                    : loop.Last,
            };
        }
        return state with
        {
            Steps = state.Steps.SetItem(key, step with
            {
                Status = StepStatus.Open, Loop = loop, Output = default, Port = null, EndedAt = null,
                ErrorCode = null, ErrorMessage = null,
            }),
            LastStep = state.LastStep == key ? null : state.LastStep,
        };
    }
}

internal static class StepEvolve
{
    public static StepState Evolve(StepState step, StepEvent @event, PlanNode node)
    {
        var next = step with { Status = Lifecycles.Step.Next(step.Status, @event) };
        return @event switch
        {
            StepStarted e => next with
            {
                Attempt = e.Attempt,
                StartedAt = e.At,
                RetryAt = null,
                Wait = null,
                ErrorCode = null,
                ErrorMessage = null,
            },
            StepOpened e => next with
            {
                Attempt = 1,
                StartedAt = e.At,
                Loop = new(JsonShape.Items(e.Items), e.Concurrency, e.FailuresTolerated),
            },
            StepCompleted e => next with
            {
                Attempt = e.Attempt,
                Output = e.Output,
                Port = e.Port,
                StartedAt = e.StartedAt,
                EndedAt = e.At,
                Wait = null,
            },
            StepFailed e => Failed(next, e, node),
            StepRetryScheduled e => next with { RetryAt = e.RetryAt, ErrorCode = e.Code, ErrorMessage = e.Message },
            StepWaiting e => next with
            {
                Attempt = e.Attempt,
                StartedAt = step.StartedAt ?? e.At,
                // What was signalled before the step began to wait has not been heard yet.
                Wait = new(e.Kind, e.Description, e.Until, e.Details,
                    step.Status == StepStatus.Waiting ? step.Signals.Count : 0, false),
            },
            StepSignalled { Kind: StepSignalled.TimerKind } => next with
            {
                Wait = next.Wait is { } wait ? wait with { IsDue = true, Until = null } : null,
            },
            StepSignalled e => next with { Signals = next.Signals.Add(new(e.Kind, e.SignalKey, e.Data, e.At)) },
            StepSkipped e => next with { EndedAt = e.At },
            _ => throw new UnexpectedEventException(step, @event),
        };
    }

    private static StepState Failed(StepState step, StepFailed @event, PlanNode node) => step with
    {
        Attempt = @event.Attempt,
        Output = JsonSerializer.SerializeToElement(new
        {
            error = new { code = @event.Code, message = @event.Message, nodeId = @event.NodeId },
        }),
        Port = @event.Handling switch
        {
            OnError.Continue => node.FirstPort,
            OnError.Port => Steps.ErrorPort,
            _ => null,
        },
        ErrorCode = @event.Code,
        ErrorMessage = @event.Message,
        StartedAt = @event.StartedAt,
        EndedAt = @event.At,
        Wait = null,
    };
}
