using System.Text.Json;
using ConcertMaster.Runs.Engine;

namespace ConcertMaster.Runs.Again;

/// <summary>added, gone, status, port, output, asked (the world would have been asked something else), unanswered.</summary>
internal enum StepChange { Added, Gone, Status, Port, Output, Asked, Unanswered }

/// <summary>A step as one of the two versions left it.</summary>
internal sealed record StepSide(string Status, string? Port, JsonElement? Output, string? Error, JsonElement? Asked);

internal sealed record StepDifference(
    string NodeId, string Iteration, string Name, StepChange Change, StepSide? Before, StepSide? After);

/// <summary>Where a replay differs from what was. Pure.</summary>
internal sealed record ReplayDifference(int SameCount, IReadOnlyList<StepDifference> Differences)
{
    public static ReplayDifference Of(RunState before, Replay.Result replay)
    {
        var after = replay.State;
        var differences = new List<StepDifference>();
        var sameCount = 0;
        foreach (var key in before.Steps.Keys.Union(after.Steps.Keys).OrderBy(key => NodeOf(before, after, key).Place)
                     .ThenBy(key => key.NodeId, StringComparer.Ordinal).ThenBy(key => key.Iteration, StringComparer.Ordinal))
        {
            var (one, other) = (SideOf(before, key), SideOf(after, key));
            if (ChangeOf(one, other, replay.Unanswered.Contains(key)) is { } change)
                differences.Add(new(key.NodeId, key.Iteration, NameOf(before, after, key), change, one, other));
            else
                sameCount++;
        }
        return new(sameCount, differences);
    }

    private static StepChange? ChangeOf(StepSide? before, StepSide? after, bool isUnanswered) => (before, after) switch
    {
        (_, not null) when isUnanswered => StepChange.Unanswered,
        // What neither reached, or both passed over, is no difference.
        (null or { Status: "skipped" }, null or { Status: "skipped" }) => null,
        (null or { Status: "skipped" }, _) => StepChange.Added,
        (_, null or { Status: "skipped" }) => StepChange.Gone,
        _ when before.Status != after.Status => StepChange.Status,
        _ when before.Port != after.Port => StepChange.Port,
        _ when !Same(before.Asked, after.Asked) => StepChange.Asked,
        _ when !Same(before.Output, after.Output) || before.Error != after.Error => StepChange.Output,
        _ => null,
    };

    private static bool Same(JsonElement? one, JsonElement? other) => one is { } left && other is { } right
        ? JsonElement.DeepEquals(left, right)
        : one is null && other is null;

    private static StepSide? SideOf(RunState state, StepKey key) => state.Steps.TryGetValue(key, out var step)
        ? new(RunDetail.Text(step.Status), step.Port,
            step.Output.ValueKind == JsonValueKind.Undefined ? null : step.Output, step.ErrorMessage, Replay.AskedOf(state, key))
        : null;

    private static PlanNode NodeOf(RunState before, RunState after, StepKey key) =>
        after.Plan.Find(key.NodeId) ?? before.Plan.Node(key.NodeId);

    private static string NameOf(RunState before, RunState after, StepKey key) =>
        NodeOf(before, after, key).Definition.Name is { Length: > 0 } name ? name : key.NodeId;
}
