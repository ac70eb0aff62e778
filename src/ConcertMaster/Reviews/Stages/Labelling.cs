namespace ConcertMaster.Reviews;

/// <summary>
/// The stage in which readers label the same item without seeing each other. As many as the rule asks for read it; when
/// they agree that is the label, and when they do not, somebody who has not read it settles the dispute.
/// </summary>
internal static class Labelling
{
    /// <summary>The label that stands; null while readers are missing or disagree.</summary>
    public static string? LabelOf(ReviewStage stage, IEnumerable<ReviewOpinion> opinions)
    {
        var (labels, settled) = Read(opinions);
        if (settled is not null) return settled;
        return labels.Count >= stage.Rule.Needed && labels.Distinct().Count() == 1 ? labels[0] : null;
    }

    /// <summary>Everybody has read it, they disagree, and nobody has settled it.</summary>
    public static bool IsDisputed(ReviewStage stage, IEnumerable<ReviewOpinion> opinions)
    {
        var (labels, settled) = Read(opinions);
        return settled is null && labels.Count >= stage.Rule.Needed && labels.Distinct().Count() > 1;
    }

    private static (List<string> Labels, string? Settled) Read(IEnumerable<ReviewOpinion> opinions)
    {
        var given = opinions.Where(one => one.Verdict == Stance.Labelled).ToList();
        return ([.. given.Where(one => !one.Adjudicates).Select(one => one.Label!)],
            given.LastOrDefault(one => one.Adjudicates)?.Label);
    }
}
