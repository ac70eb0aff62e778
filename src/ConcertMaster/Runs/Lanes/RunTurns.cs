using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Runs.Engine;

namespace ConcertMaster.Runs.Lanes;

/// <summary>How a run begins: at once, or after it has stood in line where only so many may be under way.</summary>
internal static class RunTurns
{
    /// <param name="turn">Null: nothing limits the run.</param>
    public static IReadOnlyList<RunEvent> Begin(RunState run, RunStarted started, RunTurn? turn, string reason) =>
        run.HasStarted ? []
        : turn is null ? [started with { Deadline = Deadline(run.Plan, started.At) }]
        : [started, new RunQueued(turn, reason, started.At)];

    /// <summary>The run has a place in all its lanes. Empty when it no longer stands in line for this turn.</summary>
    public static IReadOnlyList<RunEvent> Admit(RunState run, int turn, DateTimeOffset now) =>
        StandsInLine(run, turn) ? [new RunAdmitted(now, Deadline(run.Plan, now))] : [];

    /// <summary>The run cannot even stand in line.</summary>
    public static IReadOnlyList<RunEvent> Refuse(RunState run, int turn, Refusal refusal, DateTimeOffset now) =>
        StandsInLine(run, turn) ? [RunEngine.Failed(run, refusal.Code, refusal.Message, null, now)] : [];

    /// <summary>When a run that begins now has to be at its end; null when it may take as long as it likes.</summary>
    public static DateTimeOffset? Deadline(Plan plan, DateTimeOffset now) =>
        plan.Published.Definition.Settings.TimeoutSeconds is > 0 and var seconds ? now.AddSeconds(seconds) : null;

    private static bool StandsInLine(RunState run, int turn) =>
        run.Status == RunStatus.Queued && run.Turn?.Number == turn;
}
