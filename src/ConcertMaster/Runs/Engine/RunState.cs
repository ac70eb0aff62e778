using System.Collections.Immutable;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;

namespace ConcertMaster.Runs.Engine;

/// <summary>Where a run stands. Everything in it comes from the plan and the run's events.</summary>
internal sealed record RunState(Plan Plan, TenantId Tenant)
{
    public RunStatus Status { get; init; } = RunStatus.NotStarted;

    /// <summary>Null before the first event.</summary>
    public RunStarted? Started { get; init; }

    /// <summary>The node of the cluster that drives the run.</summary>
    public string Owner { get; init; } = "";

    public ImmutableDictionary<StepKey, StepState> Steps { get; init; } = ImmutableDictionary<StepKey, StepState>.Empty;

    /// <summary>Effects that were started and whose outcome is not recorded.</summary>
    public ImmutableHashSet<StepKey> InFlight { get; init; } = [];

    public ImmutableHashSet<StepKey> Waiting { get; init; } = [];

    public ImmutableHashSet<StepKey> Retrying { get; init; } = [];

    /// <summary>Nodes outside any loop whose step is settled.</summary>
    public int RootSettledCount { get; init; }

    /// <summary>The failure that ends the run as soon as nothing is under way.</summary>
    public StepKey? Fault { get; init; }

    /// <summary>The newest completed step that no edge leads on from: its output is the run's.</summary>
    public StepKey? LastStep { get; init; }

    /// <summary>How often a step that had completed, or had asked for something, was done again by a redrive.</summary>
    public ImmutableDictionary<StepKey, int> Repeats { get; init; } = ImmutableDictionary<StepKey, int>.Empty;

    public RunEnded? Ended { get; init; }

    /// <summary>Why nothing more is done about the failure; null while that is open.</summary>
    public RunSetAside? SetAside { get; init; }

    /// <summary>Its place in line, or among those under way; null where nothing limits the run.</summary>
    public RunTurn? Turn { get; init; }

    /// <summary>When the run has to be at its end; null while it stands in line, or may take any time.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The time was up: nothing begins any more, and the run fails as soon as nothing is under way.</summary>
    public bool HasTimedOut { get; init; }

    /// <summary>When the run was last taken up again after an end.</summary>
    public DateTimeOffset? RedrivenAt { get; init; }

    public StepState Step(StepKey key) => Steps.TryGetValue(key, out var step) ? step : StepState.Pending;

    public bool HasStarted => Started is not null;

    public JsonElement Output => LastStep is { } last ? Step(last).Output : default;

    /// <summary>False in an item that has failed, or in a loop that has ended: nothing begins there any more.</summary>
    public bool IsAlive(PlanNode node, string iteration)
    {
        if (Iterations.Around(node, iteration) is not var (loopKey, index)) return true;
        return Step(loopKey) is { Status: StepStatus.Open, Loop: { } loop }
            && (loop.Active.ContainsKey(index) || index >= loop.Next)
            && IsAlive(node.Scope.Container!, loopKey.Iteration);
    }

    /// <summary>The same on every attempt; another one when a completed step is deliberately done again.</summary>
    public string IdempotencyKey(StepKey key)
    {
        var name = $"{Started!.RunId:N}/{key.NodeId}/{key.Iteration}";
        return Repeats.TryGetValue(key, out var count) ? $"{name}/r{count}" : name;
    }
}

internal sealed record StepState(StepStatus Status)
{
    public static readonly StepState Pending = new(StepStatus.Pending);

    /// <summary>0 before the first attempt.</summary>
    public int Attempt { get; init; }

    public JsonElement Output { get; init; }

    public string? Port { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    public ImmutableList<Signal> Signals { get; init; } = [];

    public WaitState? Wait { get; init; }

    public LoopState? Loop { get; init; }

    /// <summary>Whether an edge from this step through <paramref name="port"/> is taken.</summary>
    public bool Leaves(string port) => Status is StepStatus.Completed or StepStatus.Failed && Port == port;

    public bool HasNews => Wait is { } wait && (wait.IsDue || Signals.Count > wait.HeardCount);
}

/// <param name="HeardCount">Signals that the step has been asked about already.</param>
/// <param name="IsDue">The time of the wait has come, and the step has not been asked about that yet.</param>
internal sealed record WaitState(
    string Kind, string Description, DateTimeOffset? Until, JsonElement? Details, int HeardCount, bool IsDue);

/// <summary>How far a loop is.</summary>
internal sealed record LoopState(IReadOnlyList<JsonElement> Items, int Concurrency, int FailuresTolerated)
{
    /// <summary>Index of the next item to begin.</summary>
    public int Next { get; init; }

    /// <summary>Items under way, each with the number of settled steps of its body.</summary>
    public ImmutableSortedDictionary<int, int> Active { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    /// <summary>The newest completed last step of each item; gives the item's result.</summary>
    public ImmutableDictionary<int, StepKey> Last { get; init; } = ImmutableDictionary<int, StepKey>.Empty;

    /// <summary>The step that made an item fail.</summary>
    public ImmutableDictionary<int, StepKey> Failed { get; init; } = ImmutableDictionary<int, StepKey>.Empty;

    public bool HasFailed => FailuresTolerated >= 0 && Failed.Count > FailuresTolerated;

    public bool IsDone => Next == Items.Count && Active.IsEmpty;
}
