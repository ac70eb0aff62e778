namespace ConcertMaster.Reviews;

/// <summary>What one reader chose for one item.</summary>
internal readonly record struct Reading(string Person, string Label);

/// <param name="Items">That both have read.</param>
/// <param name="Kappa">Cohen's: 1 is full agreement, 0 what chance would do; null when they could not have disagreed.</param>
internal sealed record PairAgreement(string One, string Other, int Items, double Agreed, double? Kappa);

/// <param name="Alpha">Krippendorff's, for any number of readers; null when there is nothing to disagree about.</param>
/// <param name="Together">How often two readers of one item chose these two labels.</param>
internal sealed record AgreementFigures(
    int Items, double Agreed, double? Alpha, IReadOnlyList<PairAgreement> Pairs, IReadOnlyList<LabelPair> Together);

internal sealed record LabelPair(string One, string Other, int Count);

/// <summary>How well readers agree who read the same items blind, beyond what chance would bring about.</summary>
internal static class Agreement
{
    /// <param name="items">The readings of each item, one a reader; items with fewer than two say nothing and are left out.</param>
    public static AgreementFigures Of(IEnumerable<IReadOnlyList<Reading>> items)
    {
        var read = items.Where(readings => readings.Count > 1).ToList();
        var pairs = read.SelectMany(Pairs).ToList();
        return new(read.Count, Share(pairs.Count(pair => pair.One.Label == pair.Other.Label), pairs.Count), Alpha(read),
        [
            .. pairs.GroupBy(pair => (pair.One.Person, pair.Other.Person)).Select(pair => Cohen(pair.Key.Item1, pair.Key.Item2,
                [.. pair.Select(readings => (readings.One.Label, readings.Other.Label))]))
                .OrderByDescending(pair => pair.Items),
        ],
        [
            .. pairs.Select(pair => string.CompareOrdinal(pair.One.Label, pair.Other.Label) <= 0
                    ? (One: pair.One.Label, Other: pair.Other.Label) : (One: pair.Other.Label, Other: pair.One.Label))
                .GroupBy(labels => labels).Select(labels => new LabelPair(labels.Key.One, labels.Key.Other, labels.Count()))
                .OrderByDescending(labels => labels.Count),
        ]);
    }

    private static PairAgreement Cohen(string one, string other, IReadOnlyList<(string One, string Other)> labels)
    {
        var agreed = Share(labels.Count(pair => pair.One == pair.Other), labels.Count);
        var byChance = labels.Select(pair => pair.One).Distinct().Sum(label =>
            Share(labels.Count(pair => pair.One == label), labels.Count)
            * Share(labels.Count(pair => pair.Other == label), labels.Count));
        return new(one, other, labels.Count, agreed, byChance < 1 ? (agreed - byChance) / (1 - byChance) : null);
    }

    // Every pair of readings of an item counts by how many readings the item has (nominal data).
    private static double? Alpha(IReadOnlyList<IReadOnlyList<Reading>> items)
    {
        var values = items.Sum(readings => readings.Count);
        if (values < 2) return null;
        var differing = items.Sum(readings =>
            2.0 * Pairs(readings).Count(pair => pair.One.Label != pair.Other.Label) / (readings.Count - 1));
        var totals = items.SelectMany(readings => readings).GroupBy(reading => reading.Label)
            .Select(label => (double)label.Count()).ToList();
        var expected = totals.Sum(count => count * (values - count)) / (values - 1);
        return expected > 0 ? 1 - differing / expected : null;
    }

    private static IEnumerable<(Reading One, Reading Other)> Pairs(IReadOnlyList<Reading> readings)
    {
        var ordered = readings.OrderBy(reading => reading.Person, StringComparer.Ordinal).ToList();
        for (var one = 0; one < ordered.Count; one++)
            for (var other = one + 1; other < ordered.Count; other++)
                yield return (ordered[one], ordered[other]);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
