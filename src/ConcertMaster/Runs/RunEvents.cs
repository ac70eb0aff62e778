using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Live;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs;

/// <summary>A step of a run: the node, and the pass through the enclosing loops (empty outside a loop).</summary>
public readonly record struct StepKey(string NodeId, string Iteration)
{
    public override string ToString() => Iteration.Length == 0 ? NodeId : $"{NodeId}[{Iteration}]";
}

/// <summary>A value too large for an event, kept by the hash of its content.</summary>
internal sealed record BlobReference(string Hash, long Size);

/// <summary>The history of a run; together they give each step's input, output, attempts, times and port.</summary>
internal abstract record RunEvent(DateTimeOffset At) : IMentionsNodes
{
    public string Describe() => Describe(id => id);

    public string Describe(Func<string, string> nameOf) => RunEventWords.Of(this, nameOf);

    public string? Subject() => RunEventWords.IsOfPeople(this) ? null : RunEventWords.Engine;
}

/// <summary>An event of one step.</summary>
internal abstract record StepEvent(string NodeId, string Iteration, DateTimeOffset At) : RunEvent(At), ILiveEvent
{
    [JsonIgnore]
    public StepKey Key => new(NodeId, Iteration);

    [JsonIgnore]
    public abstract string Becomes { get; }

    public object LiveData() => new { nodeId = NodeId, iteration = Iteration, status = Becomes };
}

/// <param name="Trigger">manual, webhook, schedule, form, run, error.</param>
/// <param name="TriggerNodeId">The trigger that fired; null in a workflow without triggers.</param>
/// <param name="Depth">0 for a run of its own, one more for each parent.</param>
/// <param name="Owner">The node of the cluster that drives the run.</param>
[EventName("run.started.v1")]
internal sealed record RunStarted(
    Guid RunId, WorkflowId WorkflowId, string WorkflowName, int WorkflowVersion, string WorkflowHash,
    string Trigger, string? TriggerNodeId, JsonElement Input, string StartedBy, RunParent? Parent, int Depth,
    string Owner, DateTimeOffset At, BlobReference? InputBlob = null, DateTimeOffset? Deadline = null) : RunEvent(At);

/// <summary>Where only so many runs may be under way at once.</summary>
/// <param name="Name">In words: a workflow, a workflow and a key, the organisation.</param>
internal sealed record RunLane(Guid Id, string Name, int Max);

/// <param name="Number">1 for the first queueing; a run that is driven again stands in line again.</param>
internal sealed record RunTurn(int Number, int Priority, IReadOnlyList<RunLane> Lanes);

/// <summary>The run stands in line; nothing of it begins before its turn.</summary>
[EventName("run.queued.v1")]
internal sealed record RunQueued(RunTurn Turn, string Reason, DateTimeOffset At) : RunEvent(At);

/// <summary>It is the run's turn.</summary>
[EventName("run.admitted.v1")]
internal sealed record RunAdmitted(DateTimeOffset At, DateTimeOffset? Deadline = null) : RunEvent(At);

/// <summary>The time that the workflow allows a run is up: it ends as soon as nothing is under way.</summary>
[EventName("run.timed-out.v1")]
internal sealed record RunTimedOut(DateTimeOffset Deadline, DateTimeOffset At) : RunEvent(At);

/// <summary>The step is about to touch the outside world. Durable before it does.</summary>
[EventName("step.started.v1")]
internal sealed record StepStarted(string NodeId, string Iteration, int Attempt, DateTimeOffset At)
    : StepEvent(NodeId, Iteration, At)
{
    public override string Becomes => "running";
}

/// <summary>A loop knows its items; its body runs once for each.</summary>
[EventName("step.opened.v1")]
internal sealed record StepOpened(
    string NodeId, string Iteration, JsonElement Items, int Concurrency, int FailuresTolerated, DateTimeOffset At,
    BlobReference? ItemsBlob = null) : StepEvent(NodeId, Iteration, At)
{
    public override string Becomes => "running";
}

[EventName("step.completed.v1")]
internal sealed record StepCompleted(
    string NodeId, string Iteration, int Attempt, JsonElement Output, string Port, DateTimeOffset StartedAt,
    DateTimeOffset At, BlobReference? OutputBlob = null) : StepEvent(NodeId, Iteration, At)
{
    /// <summary>Computed on the spot: it began no effect, and waited for nothing that was not there.</summary>
    [JsonIgnore]
    public bool IsInstant => StartedAt == At;

    public override string Becomes => "completed";
}

/// <summary>The last attempt failed. <paramref name="Handling"/> says what that means for the run.</summary>
[EventName("step.failed.v1")]
internal sealed record StepFailed(
    string NodeId, string Iteration, int Attempt, string Code, string Message, OnError Handling,
    DateTimeOffset StartedAt, DateTimeOffset At) : StepEvent(NodeId, Iteration, At)
{
    public override string Becomes => "failed";
}

[EventName("step.retry-scheduled.v1")]
internal sealed record StepRetryScheduled(
    string NodeId, string Iteration, int Attempt, string Code, string Message, DateTimeOffset RetryAt,
    DateTimeOffset At) : StepEvent(NodeId, Iteration, At)
{
    public override string Becomes => "retrying";
}

/// <summary>The step waits for a signal, or until a time; what arrived so far did not complete it.</summary>
[EventName("step.waiting.v1")]
internal sealed record StepWaiting(
    string NodeId, string Iteration, int Attempt, string Kind, string Description, DateTimeOffset? Until,
    JsonElement? Details, DateTimeOffset At) : StepEvent(NodeId, Iteration, At)
{
    public override string Becomes => "waiting";
}

/// <summary>Something arrived that the step waits for, or will: an answer, a callback, the time itself.</summary>
[EventName("step.signalled.v1")]
internal sealed record StepSignalled(
    string NodeId, string Iteration, string Kind, string SignalKey, JsonElement Data, DateTimeOffset At)
    : StepEvent(NodeId, Iteration, At)
{
    /// <summary>The signal by which the time of a wait is said to have come.</summary>
    public const string TimerKind = "timer";

    public override string Becomes => "waiting";
}

/// <summary>No way leads to this step any more.</summary>
[EventName("step.skipped.v1")]
internal sealed record StepSkipped(string NodeId, string Iteration, DateTimeOffset At)
    : StepEvent(NodeId, Iteration, At)
{
    public override string Becomes => "skipped";
}

/// <summary>Nothing is under way; the run holds nothing in memory until a step it waits for is signalled.</summary>
[EventName("run.suspended.v1")]
internal sealed record RunSuspended(string WaitingFor, DateTimeOffset At) : RunEvent(At);

/// <summary>An end of a run, told to the step that waits for it where the run is a child.</summary>
/// <param name="Turn">The places that are free for others now; null where the run stood in no line.</param>
/// <param name="Deadline">The timer that need not ring any more.</param>
internal abstract record RunEnded(DateTimeOffset At, string? For, RunTurn? Turn, DateTimeOffset? Deadline)
    : RunEvent(At), IAnswersWait, IRunEnded
{
    [JsonIgnore]
    public abstract RunEnding Ending { get; }

    [JsonIgnore]
    public string SignalKind => RunParent.EndedSignal;

    [JsonIgnore]
    public string SignalKey => "";

    [JsonIgnore]
    public JsonElement SignalData => AppJson.ToElement(Signal);

    protected abstract object Signal { get; }
}

/// <param name="OutputOf">The step whose output is the run's.</param>
/// <param name="Output">Only where a parent waits for it; otherwise it stands with the step.</param>
[EventName("run.completed.v1")]
internal sealed record RunCompleted(
    StepKey? OutputOf, JsonElement? Output, string? For, DateTimeOffset At, RunTurn? Turn = null,
    DateTimeOffset? Deadline = null) : RunEnded(At, For, Turn, Deadline)
{
    public override RunEnding Ending => RunEnding.Completed;

    protected override object Signal => new { status = "completed", output = Output };
}

[EventName("run.failed.v1")]
internal sealed record RunFailed(
    string Code, string Message, string? NodeId, string? Iteration, string? For, DateTimeOffset At, RunTurn? Turn = null,
    DateTimeOffset? Deadline = null) : RunEnded(At, For, Turn, Deadline)
{
    public override RunEnding Ending => RunEnding.Failed;

    protected override object Signal => new { status = "failed", code = Code, message = Message };
}

[EventName("run.cancelled.v1")]
internal sealed record RunCancelled(
    string By, string? Reason, string? For, DateTimeOffset At, RunTurn? Turn = null, DateTimeOffset? Deadline = null)
    : RunEnded(At, For, Turn, Deadline)
{
    public override RunEnding Ending => RunEnding.Cancelled;

    protected override object Signal => new { status = "cancelled", message = Reason };
}

[EventName("run.paused.v1")]
internal sealed record RunPaused(string By, DateTimeOffset At) : RunEvent(At);

[EventName("run.resumed.v1")]
internal sealed record RunResumed(string By, DateTimeOffset At) : RunEvent(At);

/// <summary>These steps, and all that depends on them, are done again; their earlier results stay in the history.</summary>
/// <param name="Waits">Tokens of the steps that waited when the run ended, and go on waiting.</param>
/// <param name="WithinItems">Steps of a loop's body are done again in their item alone, not the whole loop.</param>
[EventName("run.redriven.v1")]
internal sealed record RunRedriven(
    string By, IReadOnlyList<StepKey> Steps, DateTimeOffset At, IReadOnlyList<string>? Waits = null,
    DateTimeOffset? Deadline = null, bool? WithinItems = null) : RunEvent(At), IRunTakenUpAgain
{
    IReadOnlyList<string> IRunTakenUpAgain.Waits => Waits ?? [];
}

/// <summary>Somebody has looked at the failure and decided that nothing more is to be done about it.</summary>
[EventName("run.set-aside.v1")]
internal sealed record RunSetAside(string By, string Reason, DateTimeOffset At) : RunEvent(At);

/// <summary>Another node of the cluster drives the run from here on.</summary>
[EventName("run.adopted.v1")]
internal sealed record RunAdopted(string Owner, string From, DateTimeOffset At) : RunEvent(At);
