using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs;
using ConcertMaster.Runs.Engine;

namespace ConcertMaster.Tests.Runs.Simulation;

/// <summary>A node of the simulated cluster: its clock, what it knows of the run, the effects it is busy with.</summary>
internal sealed class SimulatedMember(string name, TimeSpan skew)
{
    public string Name { get; set; } = name;
    public TimeSpan Skew { get; set; } = skew;
    public RunState? State { get; set; }
    public long Version { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public Dictionary<StepKey, int> Effects { get; } = [];
}

/// <summary>What the engine promises, looked at event by event and at the end.</summary>
internal static class SimulatedPromises
{
    /// <param name="truth">The run before the event.</param>
    /// <exception cref="InvalidOperationException">A promise was broken.</exception>
    public static void Check(RunState truth, RunEvent @event)
    {
        if (@event is StepSignalled { Kind: StepSignalled.TimerKind } timer
            && !(truth.Step(timer.Key).Wait is { Until: { } until, IsDue: false } && until <= timer.At))
            throw new InvalidOperationException($"The timer of {timer.Key} fired early, or twice.");
        if (@event is StepStarted { Attempt: > 1 } retry && truth.Step(retry.Key).RetryAt > retry.At)
            throw new InvalidOperationException($"{retry.Key} was retried early.");
        if (@event is RunTimedOut late && !(truth.Deadline <= late.At && !truth.HasTimedOut))
            throw new InvalidOperationException("The run's time was said to be up early, or twice.");
        if (@event is StepStarted or StepOpened or StepSkipped && (truth.HasTimedOut || truth.Status == RunStatus.Queued))
            throw new InvalidOperationException($"{@event} begins in a run that is over its time, or in line.");
    }

    public static void CheckReplay(
        RunState empty, RunState truth, IEnumerable<RecordedEvent> log, DateTimeOffset now)
    {
        var replayed = empty;
        foreach (var recorded in log)
            replayed = RunEvolve.Evolve(replayed, (RunEvent)recorded.Data);
        var same = replayed.Status == truth.Status && replayed.Steps.Count == truth.Steps.Count
            && replayed.Steps.All(pair => truth.Step(pair.Key).Status == pair.Value.Status);
        if (!same) throw new InvalidOperationException("The replayed run differs from the one that ran.");
        var again = RunEngine.Go(replayed, now);
        if (again.Events.Count > 0) throw new InvalidOperationException("A run that has ended would go on.");
    }
}
