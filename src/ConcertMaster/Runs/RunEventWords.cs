using ConcertMaster.Workflows;

namespace ConcertMaster.Runs;

/// <summary>The history of a run in words, for auditors.</summary>
internal static class RunEventWords
{
    public const string Engine = "The engine";

    /// <summary>True for what a person, a schedule or a caller asked for; the rest is what the engine made of it.</summary>
    public static bool IsOfPeople(RunEvent @event) =>
        @event is RunStarted or RunCancelled or RunPaused or RunResumed or RunRedriven or RunSetAside;

    /// <param name="nameOf">The name of a node by its id.</param>
    public static string Of(RunEvent @event, Func<string, string> nameOf)
    {
        string Step(StepEvent e) => (e.Key with { NodeId = nameOf(e.NodeId) }).ToString();
        return @event switch
        {
            RunStarted e => $"started a run of {e.WorkflowName}, version {e.WorkflowVersion} ({e.Trigger})",
            StepStarted e => e.Attempt == 1 ? $"began the step {Step(e)}" : $"began the step {Step(e)}, attempt {e.Attempt}",
            StepOpened e => $"began the loop {Step(e)}",
            StepCompleted e => e.Port == "out" ? $"completed the step {Step(e)}" : $"completed the step {Step(e)}: {e.Port}",
            StepFailed e when e.Handling == OnError.Stop => $"gave up on the step {Step(e)}: {e.Message}",
            StepFailed e => $"recorded that the step {Step(e)} failed, and went on: {e.Message}",
            StepRetryScheduled e => $"will try the step {Step(e)} again after: {e.Message}",
            StepWaiting e => $"lets the step {Step(e)} wait: {e.Description}",
            StepSignalled { Kind: StepSignalled.TimerKind } e => $"told the step {Step(e)} that its time has come",
            StepSignalled e => $"told the step {Step(e)} what it waited for ({e.Kind})",
            StepSkipped e => $"passed over the step {Step(e)}: no path led to it",
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
}
