namespace ConcertMaster.Runs.Engine;

/// <summary>
/// Who may go on with a run. One node drives it; any other may record what it has heard (a signal, a command), and
/// takes the run over when nobody is busy with it or its driver is dead. Only the driver records outcomes of effects,
/// so an effect whose outcome is recorded is never begun again.
/// </summary>
internal static class Ownership
{
    public static Advance Decide(
        RunState state, IReadOnlyList<RunEvent> happened, string me, Func<string, bool> isAlive, DateTimeOffset now)
    {
        var after = happened.Aggregate(state, RunEvolve.Evolve);
        if (after.Owner == me) return RunEngine.Record(state, happened, now);
        if (happened.Count == 0 || after.Status.IsEnded() || !(IsIdle(state) || !isAlive(state.Owner)))
            return new(after, happened, false);
        return RunEngine.Record(state, [.. happened, new RunAdopted(me, state.Owner, now)], now);
    }

    /// <summary>Nothing is under way anywhere.</summary>
    public static bool IsIdle(RunState state) => state.InFlight.IsEmpty
        && (state.Status is RunStatus.Queued or RunStatus.Waiting or RunStatus.Paused || state.Status.IsEnded());

    /// <summary>Takes a run over from a node that is dead. Empty when it is not, or when nothing is to be driven.</summary>
    public static IReadOnlyList<RunEvent> Adopt(RunState state, string me, Func<string, bool> isAlive, DateTimeOffset now) =>
        state.HasStarted && state.Owner != me && !isAlive(state.Owner)
        && (state.Status == RunStatus.Running || (state.Status == RunStatus.Paused && !state.InFlight.IsEmpty))
            ? [new RunAdopted(me, state.Owner, now)]
            : [];
}
