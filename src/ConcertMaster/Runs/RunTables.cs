using System.Text.Json;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;

namespace ConcertMaster.Runs;

internal readonly record struct RunStepKey(Guid RunId, string NodeId, string Iteration);

internal sealed record RunStepRow(
    StepStatus Status, int Attempt, string? Port, JsonElement? Output, string? OutputHash, string? ErrorCode,
    string? Error, string? WaitingFor, DateTimeOffset? WaitsUntil, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <summary>What did each step of each run give, and when?</summary>
internal static class RunSteps
{
    private static readonly RunStepRow Begun = new(
        StepStatus.Running, 1, null, null, null, null, null, null, null, null, null);

    public static readonly RowProjection<RunStepKey, RunStepRow> Projection = new(
        "run steps", "read.run_steps",
        [typeof(StepStarted), typeof(StepOpened), typeof(StepCompleted), typeof(StepFailed), typeof(StepRetryScheduled),
            typeof(StepWaiting), typeof(StepSkipped)],
        recorded => recorded.Data is StepEvent e ? [new RunStepKey(recorded.StreamId, e.NodeId, e.Iteration)] : [],
        (_, row, recorded) => Project(row, recorded),
        startsRow: recorded => recorded.Data is not (StepRetryScheduled or StepWaiting));

    private static RunStepRow? Project(RunStepRow? row, RecordedEvent recorded) => recorded.Data switch
    {
        StepStarted e => Begun with { Attempt = e.Attempt, StartedAt = e.At },
        StepOpened e => Begun with { StartedAt = e.At },
        StepCompleted e => Begun with
        {
            Status = StepStatus.Completed, Attempt = e.Attempt, Port = e.Port, StartedAt = e.StartedAt, EndedAt = e.At,
            Output = e.OutputBlob is null ? e.Output : null, OutputHash = e.OutputBlob?.Hash,
        },
        StepFailed e => Begun with
        {
            Status = StepStatus.Failed, Attempt = e.Attempt, StartedAt = e.StartedAt, EndedAt = e.At,
            ErrorCode = e.Code, Error = e.Message,
        },
        StepRetryScheduled e => (row ?? Begun) with
        {
            Status = StepStatus.Retrying, ErrorCode = e.Code, Error = e.Message, WaitsUntil = e.RetryAt,
        },
        StepWaiting e => (row ?? Begun with { StartedAt = e.At }) with
        {
            Status = StepStatus.Waiting, WaitingFor = e.Description, WaitsUntil = e.Until,
        },
        StepSkipped e => Begun with { Status = StepStatus.Skipped, Attempt = 0, EndedAt = e.At },
        _ => row,
    };
}

internal sealed record OpenRunRow(string Owner, RunStatus Status);

/// <summary>Which runs have not ended, and which node drives each?</summary>
internal static class OpenRuns
{
    public static readonly RowProjection<RunKey, OpenRunRow> Projection = new(
        "open runs", "app.open_runs",
        [typeof(RunStarted), typeof(RunSuspended), typeof(StepSignalled), typeof(RunCompleted), typeof(RunFailed),
            typeof(RunCancelled), typeof(RunPaused), typeof(RunResumed), typeof(RunRedriven), typeof(RunAdopted),
            typeof(RunQueued), typeof(RunAdmitted), typeof(RunTimedOut)],
        recorded => [new RunKey(recorded.StreamId)], (_, row, recorded) => Project(row, recorded),
        startsRow: recorded => recorded.Data is RunStarted);

    private static OpenRunRow? Project(OpenRunRow? row, RecordedEvent recorded) => recorded.Data switch
    {
        RunStarted e => new(e.Owner, RunStatus.Running),
        RunEnded => null,
        // Nobody drives a run that had ended; whoever redrives it says so next.
        RunRedriven => new("", RunStatus.Running),
        RunAdopted e => row! with { Owner = e.Owner },
        _ => row! with { Status = Lifecycles.Run.Next(row.Status, recorded.Data) },
    };
}

internal sealed record TimerRow(DateTimeOffset DueAt);

/// <summary>When is which waiting step to be woken?</summary>
internal static class TimerTable
{
    public static readonly RowProjection<RunStepKey, TimerRow> Projection = new(
        "timers", "app.timers",
        [typeof(StepWaiting), typeof(StepSignalled), typeof(StepCompleted), typeof(StepFailed), typeof(RunStarted),
            typeof(RunAdmitted), typeof(RunRedriven), typeof(RunCompleted), typeof(RunFailed), typeof(RunCancelled)],
        recorded => recorded.Data switch
        {
            StepEvent e and not StepCompleted { IsInstant: true } =>
                [new RunStepKey(recorded.StreamId, e.NodeId, e.Iteration)],
            // The timer of the run as a whole; most have none, and their events touch no row.
            RunStarted { Deadline: not null } or RunAdmitted { Deadline: not null } or RunRedriven { Deadline: not null }
                or RunEnded { Deadline: not null } => [new RunStepKey(recorded.StreamId, "", "")],
            _ => [],
        },
        (_, row, recorded) => recorded.Data switch
        {
            RunStarted { Deadline: { } deadline } => new(deadline),
            RunAdmitted { Deadline: { } deadline } => new(deadline),
            RunRedriven { Deadline: { } deadline } => new(deadline),
            StepWaiting { Until: { } until } => new(until),
            StepSignalled { Kind: not StepSignalled.TimerKind } => row,
            _ => null,
        });
}
