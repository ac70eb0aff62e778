using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Runs;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Sdk;
using ConcertMaster.Tests.Runs.Simulation;
using ConcertMaster.Workflows;

namespace ConcertMaster.Tests.Runs.Engine;

/// <summary>
/// One run, told act by act: what a person, an effect or the time does to it, and what the engine makes of that. The
/// node types are those of the simulation.
/// </summary>
internal sealed class RunStory
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);
    private static readonly RunTurn Turn = new(1, 0, [new(Guid.Empty, "a lane", 1)]);

    private readonly List<RunEvent> _events = [];
    private readonly List<(RunStatus From, Type Event, RunStatus To)> _runArrows = [];
    private readonly List<(StepStatus From, Type Event, StepStatus To)> _stepArrows = [];
    private DateTimeOffset _now = Noon;
    private int _signals;

    private RunStory(WorkflowDefinition definition) => Run = new RunState(
        PlanCompiler.Compile(new(new(Guid.Empty), "story", 1, "hash", definition), new SimulatedNodes()), new("t"));

    public RunState Run { get; private set; }

    /// <summary>Everything that was recorded, in words: <c>StepStarted a</c>, <c>RunCompleted</c>.</summary>
    public IReadOnlyList<string> Told =>
        [.. _events.Select(one => one is StepEvent step ? $"{one.GetType().Name} {step.Key}" : one.GetType().Name)];

    public IReadOnlyList<(RunStatus From, Type Event, RunStatus To)> RunArrows => _runArrows;

    public IReadOnlyList<(StepStatus From, Type Event, StepStatus To)> StepArrows => _stepArrows;

    /// <param name="edges"><c>a → b</c>, or <c>a.port → b</c>.</param>
    public static RunStory Of(NodeDefinition[] nodes, string[] edges, WorkflowSettings? settings = null) => new(new()
    {
        Nodes = [new("start", "ManualTrigger"), .. nodes],
        Edges = [.. edges.Select(EdgeOf)],
        Settings = settings ?? new(),
    });

    /// <summary>A run of one step after its trigger, begun.</summary>
    public static RunStory With(NodeDefinition node, WorkflowSettings? settings = null) =>
        Of([node], [$"start → {node.Id}"], settings);

    public static NodeDefinition Node(string id, string type) => new(id, type);

    /// <summary>A loop over so many items, with a body of one step.</summary>
    public static NodeDefinition[] LoopOver(int count, string bodyType, int concurrency = 1, int failuresTolerated = 0) =>
    [
        new("loop", "Loop")
        {
            Config = JsonSerializer.SerializeToElement(
                new { items = Enumerable.Range(0, count), concurrency, failuresTolerated }),
        },
        new("body", bodyType) { Parent = "loop" },
    ];

    public RunStory Begun() => Act(run => RunTurns.Begin(run, Started(), null, ""));

    /// <summary>It stands in line first.</summary>
    public RunStory InLine() => Act(run => RunTurns.Begin(run, Started(), Turn, "Its turn"));

    public RunStory Admitted() => Act(run => RunTurns.Admit(run, run.Turn!.Number, _now));

    public RunStory TurnedAway() => Act(run => RunTurns.Refuse(run, 1, LaneRefusals.Full, _now));

    public RunStory Effect(string step, NodeResult result) =>
        Act(run => RunEngine.Outcome(run, KeyOf(step), run.Step(KeyOf(step)).Attempt, result, _now));

    public RunStory Succeeds(string step) => Effect(step, NodeResult.Complete(new { by = step }));

    public RunStory Fails(string step, bool passing = false) =>
        Effect(step, new NodeResult.Failed("effect.failed", "No.", passing));

    public RunStory Asks(string step, string kind = "answer") =>
        Effect(step, new NodeResult.Waiting(kind, "An answer", kind == Steps.ConnectionWait ? _now.AddSeconds(30) : null));

    public RunStory Hears(string step, string? signal = null) =>
        Act(run => RunEngine.Signal(run, KeyOf(step), "go", signal ?? $"s{_signals++}", Null, _now));

    public RunStory TimeIsUp(string step) => Act(run => RunEngine.TimerDue(run, KeyOf(step), _now));

    public RunStory TimeIsUpForTheRun() => Act(run => RunEngine.TimerDue(run, RunEngine.RunTimer, _now));

    public RunStory After(double seconds)
    {
        _now = _now.AddSeconds(seconds);
        return Act(_ => []);
    }

    public RunStory Cancelled() => Act(run => Events(RunControl.Cancel(run, "ana", null, _now)));

    public RunStory SetAside() => Act(run => Events(RunControl.SetAside(run, "ana", "Told by telephone.", _now)));

    public RunStory Paused(string by = "me") => Act(run => Events(RunControl.Pause(run, "ana", _now)), by);

    public RunStory Resumed(string by = "me") => Act(run => Events(RunControl.Resume(run, "ana", _now)), by);

    public RunStory DrivenAgain(params string[] steps) =>
        Act(run => Events(RunControl.DriveAgain(run, [.. steps.Select(KeyOf)], "ana", _now)));

    /// <summary>The node that drives the run has died, and another takes it over.</summary>
    public RunStory Adopted() => Act(run => Ownership.Adopt(run, "other", _ => false, _now), "other");

    /// <summary>Another node brings a signal while nobody is busy with the run.</summary>
    public RunStory HearsElsewhere(string step) =>
        Act(run => RunEngine.Signal(run, KeyOf(step), "go", $"s{_signals++}", Null, _now), "other");

    private RunStory Act(Func<RunState, IReadOnlyList<RunEvent>> decide, string by = "me")
    {
        var advance = Ownership.Decide(Run, decide(Run), by, _ => true, _now);
        foreach (var @event in advance.Events)
        {
            var before = Run;
            Run = RunEvolve.Evolve(Run, @event);
            _runArrows.Add((before.Status, @event.GetType(), Run.Status));
            if (@event is StepEvent step)
                _stepArrows.Add((before.Step(step.Key).Status, @event.GetType(), Run.Step(step.Key).Status));
            _events.Add(@event);
        }
        return this;
    }

    private RunStarted Started() => new(
        new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]), new(Guid.Empty), "story", 1, "hash", "manual", "start",
        Null, "ana", null, 0, "me", _now);

    private static IReadOnlyList<RunEvent> Events(Decision<RunEvent> decision) =>
        decision is Decision<RunEvent>.Accepted accepted ? accepted.Events : [];

    private static StepKey KeyOf(string step) =>
        step.Split('[', ']') is [var node, var iteration, _] ? new(node, iteration) : new(step, "");

    private static EdgeDefinition EdgeOf(string edge)
    {
        var (from, to) = edge.Split(" → ") is [var left, var right] ? (left.Split('.'), right) : throw new FormatException(edge);
        return new(edge, from[0], to, from.Length > 1 ? from[1] : "out");
    }
}
