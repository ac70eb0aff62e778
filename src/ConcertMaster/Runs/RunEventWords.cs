using ConcertMaster.Workflows;

namespace ConcertMaster.Runs;

/// <summary>The history of a run in words, for auditors.</summary>
internal static class RunEventWords
{
    public const string Engine = "The engine";

    /// <summary>True for what a person, a schedule or a caller asked for; the rest is what the engine made of it.</summary>
    public static bool IsOfPeople(RunEvent @event) =>
        @event is RunStarted or RunCancelled or RunPaused or RunResumed or RunRedriven or RunSetAside;

    public static string Of(RunEvent @event) => @event switch
    {
        RunStarted e => $"started a run of {e.WorkflowName}, version {e.WorkflowVersion} ({e.Trigger})",
        StepStarted e => e.Attempt == 1 ? $"began the step {e.Key}" : $"began the step {e.Key}, attempt {e.Attempt}",
        StepOpened e => $"began the loop {e.Key}",
        StepCompleted e => e.Port == "out" ? $"completed the step {e.Key}" : $"completed the step {e.Key}: {e.Port}",
        StepFailed e when e.Handling == OnError.Stop => $"gave up on the step {e.Key}: {e.Message}",
        StepFailed e => $"recorded that the step {e.Key} failed, and went on: {e.Message}",
        StepRetryScheduled e => $"will try the step {e.Key} again after: {e.Message}",
        StepWaiting e => $"lets the step {e.Key} wait: {e.Description}",
        StepSignalled { Kind: StepSignalled.TimerKind } e => $"told the step {e.Key} that its time has come",
        StepSignalled e => $"told the step {e.Key} what it waited for ({e.Kind})",
        StepSkipped e => $"passed over the step {e.Key}: no path led to it",
        RunQueued e => $"put the run in line: {e.Reason}",
        RunAdmitted => "let the run have its turn",
        RunTimedOut => "noted that the run's time is up",
        RunSuspended e => $"waits: {e.WaitingFor}",
        RunCompleted => "completed the run",
        RunFailed e => $"ended the run as failed: {e.Message}",
        RunCancelled e => e.Reason is null ? "cancelled the run" : $"cancelled the run: {e.Reason}",
        RunPaused => "paused the run",
        RunResumed => "resumed the run",
        RunRedriven => "started the run again from a step",
        RunSetAside e => $"set the failure aside: {e.Reason}",
        RunAdopted => "handed the run to another node of the cluster",
        _ => "changed the run",
    };
}
