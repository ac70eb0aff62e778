using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Sdk;

namespace ConcertMaster.Runs.Trials;

/// <summary>Limits of trials.</summary>
internal static class TrialLimits
{
    /// <summary>How long a trial may take.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    /// <summary>Effects one trial may do.</summary>
    public const int EffectCountMax = 100;
}

/// <summary>An output taken for granted.</summary>
/// <param name="Port">The port by which the node is left; null for the first that leads on.</param>
internal sealed record PinnedOutput(JsonElement Output, string? Port);

/// <param name="Reason">Why it was not done.</param>
internal sealed record HeldStep(string NodeId, string Iteration, string Reason);

internal sealed record TrialResult(RunState State, IReadOnlyList<HeldStep> Held, IReadOnlyList<string> Effects);

/// <summary>
/// Drives the engine in memory over a part of a draft. Nothing is stored: a trial is no run, is in no list, and answers
/// nobody. What reaches outside is done only where the caller has said so, and what waits for others never is.
/// </summary>
internal sealed class Trial(EffectRunner effects, TimeProvider time)
{
    public async Task<TrialResult> Run(
        Plan plan, TenantId tenant, RunStarted started, IReadOnlyDictionary<string, PinnedOutput> pinned, bool mayReachOutside,
        CancellationToken ct)
    {
        var now = time.GetUtcNow();
        List<RunEvent> begin = [started, .. pinned.Select(pin => Pinned(plan, pin.Key, pin.Value, now)).OfType<RunEvent>()];
        var advance = RunEngine.Record(new RunState(plan, tenant), begin, now);
        var held = new Dictionary<StepKey, HeldStep>();
        var done = new List<string>();
        while (true)
        {
            while (advance.HasMore) advance = RunEngine.Go(advance.State, time.GetUtcNow());
            var state = advance.State;
            if (state.InFlight.FirstOrDefault(key => !held.ContainsKey(key)) is not { NodeId: not null } next) break;
            if (WhyHeld(plan.Node(next.NodeId), mayReachOutside && done.Count < TrialLimits.EffectCountMax) is { } reason)
            {
                held[next] = new(next.NodeId, next.Iteration, reason);
                continue;
            }
            var attempt = state.Step(next).Attempt;
            done.Add(next.NodeId);
            var result = await effects.Run(state, next, attempt, ct)
                ?? new NodeResult.Failed("trial.too-long", "The trial took too long.");
            // A trial does not try again: its author reads what went wrong.
            if (result is NodeResult.Failed failed) result = failed with { IsTransient = false };
            advance = RunEngine.Record(state, RunEngine.Outcome(state, next, attempt, result, time.GetUtcNow()), time.GetUtcNow());
        }
        return new(advance.State, [.. held.Values], done);
    }

    private static string? WhyHeld(PlanNode node, bool mayReachOutside) =>
        node.Node is IWaitingNode ? "It asks others and waits for them, which only a real run does. Pin an output to go on from."
        : !mayReachOutside ? "It reaches outside. Say that it may, or pin an output."
        : null;

    private static StepCompleted? Pinned(Plan plan, string nodeId, PinnedOutput pin, DateTimeOffset now) =>
        plan.Find(nodeId) is { Scope.Container: null } node
            ? new StepCompleted(nodeId, "", 0, JsonText.Storable(pin.Output),
                pin.Port ?? node.Outgoing.FirstOrDefault()?.Port ?? node.FirstPort, now, now)
            : null;
}
