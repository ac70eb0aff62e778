using System.Collections.Frozen;
using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Runs.Engine;

internal enum RunStatus { NotStarted, Queued, Running, Waiting, Paused, Completed, Failed, Cancelled }

internal enum StepStatus { Pending, Running, Open, Waiting, Retrying, Completed, Failed, Skipped }

/// <summary>From one status to the next, by an event. What is not in the table cannot happen.</summary>
internal sealed class Lifecycle<TStatus>(params IReadOnlyList<(TStatus From, Type Event, TStatus To)> arrows)
    where TStatus : struct, Enum
{
    private readonly FrozenDictionary<(TStatus, Type), TStatus> _next =
        arrows.ToFrozenDictionary(arrow => (arrow.From, arrow.Event), arrow => arrow.To);

    public IReadOnlyList<(TStatus From, Type Event, TStatus To)> Arrows => arrows;

    public bool Allows(TStatus from, Type @event) => _next.ContainsKey((from, @event));

    /// <exception cref="UnexpectedEventException">The table has no such arrow.</exception>
    public TStatus Next(TStatus from, object @event) => _next.TryGetValue((from, @event.GetType()), out var to)
        ? to
        : throw new UnexpectedEventException(from, @event);
}

internal static class Lifecycles
{
    public static readonly Lifecycle<RunStatus> Run = new(
        (RunStatus.NotStarted, typeof(RunStarted), RunStatus.Running),

        // Only where so many runs at once are allowed. An answer that comes meanwhile is kept.
        (RunStatus.Running, typeof(RunQueued), RunStatus.Queued),
        (RunStatus.Queued, typeof(StepSignalled), RunStatus.Queued),
        // A cancelled run may be driven again, and stand in line, before the last outcome of its effects is recorded.
        (RunStatus.Queued, typeof(StepCompleted), RunStatus.Queued),
        (RunStatus.Queued, typeof(StepFailed), RunStatus.Queued),
        (RunStatus.Queued, typeof(StepRetryScheduled), RunStatus.Queued),
        (RunStatus.Queued, typeof(StepWaiting), RunStatus.Queued),
        (RunStatus.Queued, typeof(RunAdopted), RunStatus.Queued),
        (RunStatus.Queued, typeof(RunAdmitted), RunStatus.Running),
        (RunStatus.Queued, typeof(RunFailed), RunStatus.Failed),
        (RunStatus.Queued, typeof(RunCancelled), RunStatus.Cancelled),

        (RunStatus.Running, typeof(StepStarted), RunStatus.Running),
        (RunStatus.Running, typeof(StepOpened), RunStatus.Running),
        (RunStatus.Running, typeof(StepCompleted), RunStatus.Running),
        (RunStatus.Running, typeof(StepFailed), RunStatus.Running),
        (RunStatus.Running, typeof(StepRetryScheduled), RunStatus.Running),
        (RunStatus.Running, typeof(StepWaiting), RunStatus.Running),
        (RunStatus.Running, typeof(StepSignalled), RunStatus.Running),
        (RunStatus.Running, typeof(StepSkipped), RunStatus.Running),
        (RunStatus.Running, typeof(RunAdopted), RunStatus.Running),
        (RunStatus.Running, typeof(RunTimedOut), RunStatus.Running),
        (RunStatus.Running, typeof(RunSuspended), RunStatus.Waiting),
        (RunStatus.Running, typeof(RunPaused), RunStatus.Paused),
        (RunStatus.Running, typeof(RunCompleted), RunStatus.Completed),
        (RunStatus.Running, typeof(RunFailed), RunStatus.Failed),
        (RunStatus.Running, typeof(RunCancelled), RunStatus.Cancelled),

        (RunStatus.Waiting, typeof(StepSignalled), RunStatus.Running),
        (RunStatus.Waiting, typeof(RunTimedOut), RunStatus.Running),
        (RunStatus.Waiting, typeof(RunPaused), RunStatus.Paused),
        (RunStatus.Waiting, typeof(RunCancelled), RunStatus.Cancelled),

        // A paused run starts nothing, but what was under way is still recorded.
        (RunStatus.Paused, typeof(StepCompleted), RunStatus.Paused),
        (RunStatus.Paused, typeof(StepFailed), RunStatus.Paused),
        (RunStatus.Paused, typeof(StepRetryScheduled), RunStatus.Paused),
        (RunStatus.Paused, typeof(StepWaiting), RunStatus.Paused),
        (RunStatus.Paused, typeof(StepSignalled), RunStatus.Paused),
        (RunStatus.Paused, typeof(RunAdopted), RunStatus.Paused),
        (RunStatus.Paused, typeof(RunTimedOut), RunStatus.Running),
        (RunStatus.Paused, typeof(RunResumed), RunStatus.Running),
        (RunStatus.Paused, typeof(RunCancelled), RunStatus.Cancelled),

        // The outcome of an effect that was under way when the run was cancelled is a fact all the same.
        (RunStatus.Cancelled, typeof(StepCompleted), RunStatus.Cancelled),
        (RunStatus.Cancelled, typeof(StepFailed), RunStatus.Cancelled),
        (RunStatus.Cancelled, typeof(StepWaiting), RunStatus.Cancelled),

        (RunStatus.Failed, typeof(RunSetAside), RunStatus.Failed),
        (RunStatus.Completed, typeof(RunRedriven), RunStatus.Running),
        (RunStatus.Failed, typeof(RunRedriven), RunStatus.Running),
        (RunStatus.Cancelled, typeof(RunRedriven), RunStatus.Running));

    public static readonly Lifecycle<StepStatus> Step = new(
        (StepStatus.Pending, typeof(StepStarted), StepStatus.Running),
        (StepStatus.Pending, typeof(StepOpened), StepStatus.Open),
        (StepStatus.Pending, typeof(StepCompleted), StepStatus.Completed),
        (StepStatus.Pending, typeof(StepFailed), StepStatus.Failed),
        (StepStatus.Pending, typeof(StepWaiting), StepStatus.Waiting),
        (StepStatus.Pending, typeof(StepSkipped), StepStatus.Skipped),
        // A callback may be faster than the step that is going to wait for it.
        (StepStatus.Pending, typeof(StepSignalled), StepStatus.Pending),

        (StepStatus.Running, typeof(StepCompleted), StepStatus.Completed),
        (StepStatus.Running, typeof(StepFailed), StepStatus.Failed),
        (StepStatus.Running, typeof(StepRetryScheduled), StepStatus.Retrying),
        (StepStatus.Running, typeof(StepWaiting), StepStatus.Waiting),
        (StepStatus.Running, typeof(StepSignalled), StepStatus.Running),

        (StepStatus.Open, typeof(StepCompleted), StepStatus.Completed),
        (StepStatus.Open, typeof(StepFailed), StepStatus.Failed),

        (StepStatus.Retrying, typeof(StepStarted), StepStatus.Running),
        (StepStatus.Retrying, typeof(StepSignalled), StepStatus.Retrying),

        // Its connection did not answer; now it is tried.
        (StepStatus.Waiting, typeof(StepStarted), StepStatus.Running),
        (StepStatus.Waiting, typeof(StepSignalled), StepStatus.Waiting),
        (StepStatus.Waiting, typeof(StepWaiting), StepStatus.Waiting),
        (StepStatus.Waiting, typeof(StepCompleted), StepStatus.Completed),
        (StepStatus.Waiting, typeof(StepFailed), StepStatus.Failed));

    public static bool IsSettled(this StepStatus status) =>
        status is StepStatus.Completed or StepStatus.Failed or StepStatus.Skipped;

    public static bool IsEnded(this RunStatus status) =>
        status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled;
}
