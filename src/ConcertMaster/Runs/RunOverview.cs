using System.Collections.Immutable;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Runs;

/// <summary>
/// A run as an auditor replays it: what its events say and nothing that needs the definition. The engine folds the same
/// events over the published plan to know what comes next.
/// </summary>
internal sealed record RunOverview(
    string Status, RunStarted? Started, string? Owner, string? WaitingFor, string? Error, DateTimeOffset? EndedAt,
    ImmutableSortedDictionary<string, StepOverview> Steps)
{
    internal static readonly Decider<RunOverview, RunEvent> Decider = new("run",
        new("notStarted", null, null, null, null, null,
            ImmutableSortedDictionary.Create<string, StepOverview>(StringComparer.Ordinal)), Evolve);

    public static RunOverview Evolve(RunOverview run, RunEvent @event) => @event switch
    {
        RunStarted e => run with { Status = "running", Started = e, Owner = e.Owner },
        StepEvent e => run.Status == "waiting"
            ? run.With(e) with { Status = "running", WaitingFor = null }
            : run.With(e),
        RunQueued e => run with { Status = "queued", WaitingFor = e.Reason },
        RunAdmitted => run with { Status = "running", WaitingFor = null },
        RunTimedOut => run with { Status = "running", WaitingFor = null },
        RunSuspended e => run with { Status = "waiting", WaitingFor = e.WaitingFor },
        RunCompleted e => run with { Status = "completed", EndedAt = e.At },
        RunFailed e => run with { Status = "failed", Error = e.Message, EndedAt = e.At },
        RunCancelled e => run with { Status = "cancelled", Error = e.Reason, EndedAt = e.At },
        RunPaused => run with { Status = "paused" },
        RunResumed => run with { Status = "running" },
        RunRedriven e => run with
        {
            Status = "running", Error = null, EndedAt = null,
            Steps = run.Steps.RemoveRange(e.Steps.Select(step => step.ToString())),
        },
        RunSetAside => run,
        RunAdopted e => run with { Owner = e.Owner },
        _ => throw new UnexpectedEventException(run, @event),
    };

    private RunOverview With(StepEvent @event)
    {
        var key = @event.Key.ToString();
        var step = Steps.GetValueOrDefault(key) ?? new StepOverview("pending", 0, null, null, null, null, @event.At);
        return this with { Steps = Steps.SetItem(key, step.After(@event)) };
    }
}

/// <summary>One step of a run, as its newest event left it.</summary>
internal sealed record StepOverview(
    string Status, int Attempt, string? Port, JsonElement? Output, string? Error, string? WaitingFor, DateTimeOffset At)
{
    public StepOverview After(StepEvent @event)
    {
        var step = this with { Status = @event.Becomes, At = @event.At };
        return @event switch
        {
            StepStarted e => step with { Attempt = e.Attempt, Error = null },
            StepCompleted e => step with
            {
                Attempt = e.Attempt, Port = e.Port, Output = e.Output, Error = null, WaitingFor = null,
            },
            StepFailed e => step with { Attempt = e.Attempt, Error = e.Message, WaitingFor = null },
            StepRetryScheduled e => step with { Attempt = e.Attempt, Error = e.Message },
            StepWaiting e => step with { Attempt = e.Attempt, WaitingFor = e.Description },
            StepOpened or StepSignalled or StepSkipped => step,
            _ => throw new UnexpectedEventException(this, @event),
        };
    }
}
