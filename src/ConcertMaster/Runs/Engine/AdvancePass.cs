using System.Text.Json;
using ConcertMaster.Jsonata;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Engine;

/// <summary>
/// One pass over a run: considers every step that may have something to do, and the steps after each that settles,
/// until nothing moves without the outside world.
/// </summary>
internal sealed class AdvancePass(RunState state, DateTimeOffset now, IReadOnlyList<RunEvent> before)
{
    /// <summary>Items of one loop; a longer list fails the step.</summary>
    public const int LoopItemsMax = 100_000;

    private readonly List<RunEvent> _events = [.. before];
    private readonly Queue<(PlanNode Node, string Iteration)> _todo = new();
    private RunState _state = state;

    public Advance Run()
    {
        if (_state.Status != RunStatus.Running) return new(_state, _events, false);
        Consider(_state.Plan.Root, "");
        while (_events.Count < RunEngine.EventsPerAdvanceMax && _todo.TryDequeue(out var next))
            Consider(next.Node, next.Iteration);
        if (_todo.Count > 0) return new(_state, _events, true);
        Finish();
        return new(_state, _events, false);
    }

    private void Consider(PlanScope scope, string iteration)
    {
        foreach (var node in scope.Nodes)
        {
            var step = _state.Step(new(node.Id, iteration));
            if (step.Status.IsSettled() || step.Status == StepStatus.Running) continue;
            _todo.Enqueue((node, iteration));
            if (step is not { Status: StepStatus.Open, Loop: { } loop }) continue;
            foreach (var index in loop.Active.Keys) Consider(node.Body!, Iterations.Inside(iteration, index));
        }
    }

    private void Consider(PlanNode node, string iteration)
    {
        if (_state.Fault is not null || _state.HasTimedOut || !_state.IsAlive(node, iteration)) return;
        var key = new StepKey(node.Id, iteration);
        var step = _state.Step(key);
        switch (step.Status)
        {
            case StepStatus.Pending:
                switch (ReadinessOf(node, iteration))
                {
                    case Readiness.Ready: Begin(node, key); break;
                    case Readiness.Dead: Settle(node, new StepSkipped(node.Id, iteration, now)); break;
                }
                break;
            case StepStatus.Open:
                GoOnWithLoop(node, key, step.Loop!);
                break;
            case StepStatus.Waiting when step.Wait!.Kind == Steps.ConnectionWait:
                if (step.Wait.IsDue) Add(new StepStarted(node.Id, iteration, step.Attempt, now));
                break;
            case StepStatus.Waiting when step.HasNews:
                Resume(node, key, step);
                break;
            case StepStatus.Retrying when step.RetryAt <= now:
                Add(new StepStarted(node.Id, iteration, step.Attempt + 1, now));
                break;
        }
    }

    private enum Readiness { Undecided, Ready, Dead }

    private Readiness ReadinessOf(PlanNode node, string iteration)
    {
        if (node.Scope.Container is null && node.Incoming.Count == 0 && _state.Plan.HasTriggers)
            return node.Id == _state.Started!.TriggerNodeId ? Readiness.Ready : Readiness.Dead;
        if (node.Incoming.Count == 0) return Readiness.Ready;
        var (taken, undecided) = (0, 0);
        foreach (var edge in node.Incoming)
        {
            var source = _state.Step(new(edge.From.Id, iteration));
            if (!source.Status.IsSettled()) undecided++;
            else if (source.Leaves(edge.Port)) taken++;
        }
        if (taken > 0 && (undecided == 0 || node.Definition.Join == JoinMode.Any)) return Readiness.Ready;
        return undecided > 0 ? Readiness.Undecided : Readiness.Dead;
    }

    private void Begin(PlanNode node, StepKey key)
    {
        if (node.Definition.Disabled)
        {
            var input = Steps.InputOf(_state, node, key.Iteration);
            Settle(node, new StepCompleted(node.Id, key.Iteration, 0, input, node.FirstPort, now, now));
        }
        else if (node.Node is null)
            Settle(node, Ended(node, key, new NodeResult.Failed("node.not-installed",
                $"The node type '{node.TypeName}' is not installed here.")));
        else if (node.Descriptor.IsContainer)
            Open(node, key);
        else if (node.IsPure)
            Settle(node, Ended(node, key, Compute(node, key)));
        else
            Add(new StepStarted(node.Id, key.Iteration, 1, now));
    }

    private NodeResult Compute(PlanNode node, StepKey key) => Guard(() =>
    {
        var context = Steps.ContextOf(_state, node, key.Iteration, 1, now);
        var execution = node.Node!.Execute(context, CancellationToken.None);
        return execution.IsCompleted
            ? execution.GetAwaiter().GetResult()
            : new NodeResult.Failed("node.not-pure", "The node says that it is pure, and waits for something.");
    });

    private void Resume(PlanNode node, StepKey key, StepState step) => Settle(node, Ended(node, key, Guard(() =>
    {
        var context = Steps.ContextOf(_state, node, key.Iteration, step.Attempt, step.StartedAt ?? now);
        var result = ((IWaitingNode)node.Node!).Resume(
            context, new(step.Signals, step.Wait!.Details, step.Wait.IsDue, now));
        // A timer that has rung does not ring again for the same time; one that has not will.
        return step.Wait.IsDue && result is NodeResult.Waiting { Until: { } until } waiting && until <= now
            ? waiting with { Until = null }
            : result;
    }), step));

    private StepEvent Ended(PlanNode node, StepKey key, NodeResult result, StepState? step = null) =>
        RunEngine.Ending(key, Math.Max(1, step?.Attempt ?? 1), node, result, step?.StartedAt ?? now, now);

    private void Open(PlanNode node, StepKey key)
    {
        StepEvent opened;
        try
        {
            var context = Steps.ContextOf(_state, node, key.Iteration, 1, now);
            var items = JsonShape.Items(context.Config.Property("items") ?? context.Input);
            opened = items.Count > LoopItemsMax
                ? Ended(node, key, new NodeResult.Failed("loop.too-many-items",
                    $"The list has {items.Count} items; a loop takes at most {LoopItemsMax}."))
                : new StepOpened(key.NodeId, key.Iteration, JsonText.Storable(JsonShape.ArrayOf(items)),
                    Math.Clamp(context.Config.Whole("concurrency", 1), 1, 100),
                    context.Config.Whole("failuresTolerated", 0), now);
        }
        catch (JsonataException e)
        {
            opened = Ended(node, key, ExpressionFailed(e));
        }
        Settle(node, opened);
        if (opened is StepOpened) _todo.Enqueue((node, key.Iteration));
    }

    private void GoOnWithLoop(PlanNode node, StepKey key, LoopState loop)
    {
        if (loop.HasFailed)
        {
            var (index, failed) = loop.Failed.MinBy(pair => pair.Key);
            var step = _state.Step(failed);
            Settle(node, Ended(node, key, new NodeResult.Failed(step.ErrorCode!,
                $"Item {index}: {step.ErrorMessage}"), _state.Step(key)));
        }
        else if (loop.IsDone || node.Body!.Nodes.Count == 0)
            Settle(node, Ended(node, key, NodeResult.Complete(ResultsOf(node, loop)), _state.Step(key)));
        else
        {
            // Beginning an item records at least one of its steps at once, which moves the loop on by one.
            var room = loop.Concurrency - loop.Active.Count;
            for (var index = loop.Next; room > 0 && index < loop.Items.Count; index++, room--)
                foreach (var inner in node.Body.Nodes) _todo.Enqueue((inner, Iterations.Inside(key.Iteration, index)));
        }
    }

    private JsonElement ResultsOf(PlanNode node, LoopState loop) => JsonShape.ArrayOf(
        loop.Items.Select((item, index) =>
            loop.Failed.TryGetValue(index, out var failed) ? _state.Step(failed).Output
            : loop.Last.TryGetValue(index, out var last) ? _state.Step(last).Output
            : node.Body!.Nodes.Count == 0 ? item
            : JsonValues.Null));

    private static NodeResult Guard(Func<NodeResult> compute)
    {
        try
        {
            return compute();
        }
        catch (JsonataException e)
        {
            return ExpressionFailed(e);
        }
        catch (NodeException e)
        {
            return new NodeResult.Failed(e.Code, e.Message, e.IsTransient);
        }
        catch (Exception e)
        {
            return new NodeResult.Failed("node.defect", $"The node itself failed: {e.GetType().Name}: {e.Words()}.");
        }
    }

    // What $error and $assert say was written for whoever reads it. Of other faults the code comes last, for those who look it up.
    public static NodeResult.Failed ExpressionFailed(JsonataException e) =>
        new("expression.failed", e.Code is "D3137" or "D3141" ? e.Message : $"An expression failed: {e.Message} ({e.Code})");

    // Records an event of a step; when that settles it, the steps after it and the loop around it may move.
    private void Settle(PlanNode node, StepEvent @event)
    {
        Add(@event);
        var step = _state.Step(@event.Key);
        // What was signalled before the step began to wait is heard at once.
        if (step is { Status: StepStatus.Waiting, HasNews: true }) _todo.Enqueue((node, @event.Iteration));
        if (!step.Status.IsSettled()) return;
        foreach (var edge in node.Outgoing) _todo.Enqueue((edge.To, @event.Iteration));
        if (Iterations.Around(node, @event.Iteration) is var (loop, _))
            _todo.Enqueue((node.Scope.Container!, loop.Iteration));
    }

    private void Add(RunEvent @event)
    {
        _events.Add(@event);
        _state = RunEvolve.Evolve(_state, @event);
    }

    private void Finish()
    {
        if (!_state.InFlight.IsEmpty) return;
        var token = RunEngine.ParentToken(_state.Started!);
        if (_state.HasTimedOut)
            Add(RunEngine.Failed(_state, "run.timeout", "The run took longer than its workflow allows.", null, now));
        else if (_state.Fault is { } fault)
        {
            var step = _state.Step(fault);
            Add(RunEngine.Failed(_state, step.ErrorCode!, step.ErrorMessage!, fault, now));
        }
        else if (_state.RootSettledCount == _state.Plan.Root.Nodes.Count)
            Add(new RunCompleted(_state.LastStep, token is null ? null : _state.Output, token, now, _state.Turn, _state.Deadline));
        else if (_state.Retrying.IsEmpty && !_state.Waiting.IsEmpty)
            Add(new RunSuspended(WaitingFor(), now));
        else if (_state.Retrying.IsEmpty)
            Add(RunEngine.Failed(_state, "run.stuck", "No step can go on. This is a defect of the engine.", null, now));
    }

    private string WaitingFor()
    {
        var first = _state.Waiting.Select(key => (Key: key, Step: _state.Step(key)))
            .MinBy(pair => (pair.Step.StartedAt, pair.Key.NodeId, pair.Key.Iteration));
        return _state.Waiting.Count == 1
            ? first.Step.Wait!.Description
            : $"{first.Step.Wait!.Description} and {_state.Waiting.Count - 1} more";
    }
}
