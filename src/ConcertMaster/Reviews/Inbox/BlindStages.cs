using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>A stage whose reviewers do not see each other, as it is kept in a row of the inbox.</summary>
/// <param name="Disputed">Whoever settles it sees what it is about.</param>
/// <param name="Reasons">Given while it was closed.</param>
/// <param name="Approvers">Ids of those who approved while it was closed.</param>
internal sealed record BlindStage(string Stage, bool Disputed, string[] Reasons, string[] Approvers);

/// <summary>
/// While a stage is read blind, what its reviewers said counts in no column that a list is filtered by or shows: else a
/// reader could ask for the reviews with a certain reason, and would know what the other one has found.
/// </summary>
internal static class BlindStages
{
    public static JsonElement Of(ReviewFile file) => Write(
        file.Stages.Where(stage => stage.IsBlind).Select(stage => new BlindStage(stage.Id, false, [], [])));

    public static bool IsClosed(JsonElement blind, JsonElement waiting, string stage) =>
        Read(blind).Any(one => one.Stage == stage && IsClosed(one, waiting));

    public static ReviewInboxRow Approved(ReviewInboxRow row, ReviewPerson by, ReviewStanding? standing) =>
        standing is not null && IsClosed(row.Blind, row.Waiting, standing.Stage)
            ? With(row, standing.Stage, one => one with { Approvers = [.. one.Approvers, by.Id.ToString()] })
            : row with { Approvals = row.Approvals + 1 };

    public static ReviewInboxRow Gave(ReviewInboxRow row, ReviewStanding? standing)
    {
        if (standing is null or { Reasons.Count: 0 }) return row;
        return IsClosed(row.Blind, row.Waiting, standing.Stage)
            ? With(row, standing.Stage, one => one with { Reasons = [.. one.Reasons.Union(standing.Reasons)] })
            : row with { Reasons = [.. row.Reasons.Union(standing.Reasons)] };
    }

    public static ReviewInboxRow Disputed(ReviewInboxRow row, string stage) =>
        Opened(With(row, stage, one => one with { Disputed = true }));

    /// <summary>Approvals that lapse count no longer, wherever they were counted; readers begin anew without a dispute.</summary>
    public static ReviewInboxRow Lapsed(ReviewInboxRow row, IReadOnlyList<ReviewPerson> lapsed)
    {
        if (lapsed.Count == 0) return row;
        var (stages, approvals) = (Read(row.Blind), row.Approvals);
        foreach (var person in lapsed.Select(one => one.Id.ToString()))
        {
            var at = stages.FindIndex(one => one.Approvers.Contains(person));
            if (at < 0) approvals--;
            else stages[at] = stages[at] with { Approvers = [.. stages[at].Approvers.Where(one => one != person)] };
        }
        return row with { Approvals = approvals, Blind = Write(stages.Select(one => one with { Disputed = false })) };
    }

    /// <summary>Counts what was said in the stages that are closed no longer.</summary>
    /// <param name="all">The review is decided.</param>
    public static ReviewInboxRow Opened(ReviewInboxRow row, bool all = false)
    {
        var stages = Read(row.Blind);
        var open = stages.Where(one => all || !IsClosed(one, row.Waiting)).ToList();
        return open.All(one => one is { Reasons: [], Approvers: [] }) ? row : row with
        {
            Reasons = [.. row.Reasons.Union(open.SelectMany(one => one.Reasons))],
            Approvals = row.Approvals + open.Sum(one => one.Approvers.Length),
            Blind = Write(stages.Select(one => open.Contains(one) ? one with { Reasons = [], Approvers = [] } : one)),
        };
    }

    private static bool IsClosed(BlindStage stage, JsonElement waiting) => !stage.Disputed
        && waiting.Deserialize<List<WaitingStage>>(AppJson.Options)!.Any(one => one.Id == stage.Stage);

    private static ReviewInboxRow With(ReviewInboxRow row, string stage, Func<BlindStage, BlindStage> change) =>
        row with { Blind = Write(Read(row.Blind).Select(one => one.Stage == stage ? change(one) : one)) };

    private static List<BlindStage> Read(JsonElement blind) => blind.Deserialize<List<BlindStage>>(AppJson.Options)!;

    private static JsonElement Write(IEnumerable<BlindStage> stages) => AppJson.ToElement(stages.ToList());
}
