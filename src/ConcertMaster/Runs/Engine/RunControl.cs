using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs.Engine;

using static Decision<RunEvent>;

internal static class RunRefusals
{
    public static readonly Refusal Unknown = new("run.unknown", 404, "There is no such run.");
    public static readonly Refusal NotPublished = new("workflow.not-published", 409,
        "The workflow has no published version. Publish it, then run it.");
    public static readonly Refusal Ended = new("run.ended", 409, "The run has ended already.");
    public static readonly Refusal InLine = new("run.in-line", 409,
        "The run stands in line and nothing of it is under way. Cancel it, or let it have its turn.");
    public static readonly Refusal PriorityInvalid = new("run.priority-invalid", 422,
        $"A priority is between -{LaneLimits.PriorityMax} and {LaneLimits.PriorityMax}.");
    public static readonly Refusal NotFailed = new("run.not-failed", 409, "The run has not failed.");
    public static readonly Refusal ReasonMissing = new("run.reason-missing", 422,
        $"Say why in 1 to {RunControl.ReasonLengthMax} characters.");
    public static readonly Refusal NotPaused = new("run.not-paused", 409, "The run is not paused.");
    public static readonly Refusal StillRunning = new("run.still-running", 409,
        "The run is still under way. Cancel it first, or wait for its end.");
    public static readonly Refusal NothingToRedrive = new("run.nothing-to-redrive", 409,
        "No step of the run has failed. Choose the steps to do again.");
    public static readonly Refusal UnknownStep = new("run.unknown-step", 422,
        "The run has not reached one of the chosen steps.");
    public static readonly Refusal TooMany = new("run.too-many", 422,
        $"At most {Limits.PageSizeMax} runs at once. Do it in parts.");
    public static readonly Refusal ReplayTooLong = new("run.replay-too-long", 422,
        "The replay takes more events than can be compared at once.");
    public static readonly Refusal UnknownTrigger = new("run.unknown-trigger", 422,
        "The workflow has no trigger node with this id.");
}

/// <summary>What people may do to a run. Repeating a command changes nothing.</summary>
internal static class RunControl
{
    public const int ReasonLengthMax = 1_000;

    public static Decision<RunEvent> Cancel(RunState run, string by, string? reason, DateTimeOffset now) =>
        run.Status switch
        {
            RunStatus.Cancelled => Nothing,
            RunStatus.Completed or RunStatus.Failed => Refuse(RunRefusals.Ended),
            _ => Accept(new RunCancelled(
                by, reason, RunEngine.ParentToken(run.Started!), now, run.Turn, run.Deadline)),
        };

    public static Decision<RunEvent> Pause(RunState run, string by, DateTimeOffset now) => run.Status switch
    {
        RunStatus.Paused => Nothing,
        RunStatus.Running or RunStatus.Waiting => Accept(new RunPaused(by, now)),
        RunStatus.Queued => Refuse(RunRefusals.InLine),
        _ => Refuse(RunRefusals.Ended),
    };

    public static Decision<RunEvent> Resume(RunState run, string by, DateTimeOffset now) => run.Status switch
    {
        RunStatus.Paused => Accept(new RunResumed(by, now)),
        RunStatus.Running or RunStatus.Waiting or RunStatus.Queued => Nothing,
        _ => Refuse(RunRefusals.NotPaused),
    };

    /// <summary>Nothing more is to be done about the failure. The run can still be driven on.</summary>
    public static Decision<RunEvent> SetAside(RunState run, string by, string reason, DateTimeOffset now) => run switch
    {
        _ when string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonLengthMax => Refuse(RunRefusals.ReasonMissing),
        { Status: RunStatus.Failed, SetAside: { } known } when known.Reason == reason => Nothing,
        { Status: RunStatus.Failed } => Accept(new RunSetAside(by, reason, now)),
        _ => Refuse(RunRefusals.NotFailed),
    };

    /// <param name="steps">Empty: the steps that failed.</param>
    public static Decision<RunEvent> DriveAgain(
        RunState run, IReadOnlyList<StepKey> steps, string by, DateTimeOffset now)
    {
        if (!run.Status.IsEnded()) return Refuse(RunRefusals.StillRunning);
        var chosen = steps.Count > 0 ? steps : Redrive.FailedSteps(run);
        if (chosen.Count == 0 && run.Status != RunStatus.Cancelled) return Refuse(RunRefusals.NothingToRedrive);
        if (chosen.Any(key => !run.Steps.ContainsKey(key))) return Refuse(RunRefusals.UnknownStep);
        var redriven = new RunRedriven(
            by, chosen, now, Deadline: run.Turn is null ? RunTurns.Deadline(run.Plan, now) : null, WithinItems: true);
        // Timers were forgotten when the run ended; steps that still wait say once more until when.
        var after = RunEvolve.Evolve(run, redriven);
        var waiting = after.Waiting.OrderBy(key => key.ToString(), StringComparer.Ordinal).ToList();
        return Accept(
        [
            redriven with
            {
                Waits = [.. waiting.Select(key => WaitToken.For(run.Started!.RunId, key.NodeId, key.Iteration))],
            },
            .. waiting.Select(key => (Key: key, Step: after.Step(key)))
                .Select(pair => new StepWaiting(pair.Key.NodeId, pair.Key.Iteration, pair.Step.Attempt,
                    pair.Step.Wait!.Kind, pair.Step.Wait.Description, pair.Step.Wait.Until, pair.Step.Wait.Details, now)),
            // It gave its places away when it ended, and stands in line for them anew.
            .. run.Turn is { } turn
                ? (IReadOnlyList<RunEvent>)[new RunQueued(turn with { Number = turn.Number + 1 }, LanesOfRun.Reason(turn), now)]
                : [],
        ]);
    }
}
