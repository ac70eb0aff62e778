using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>Whether no two items of an array are equal.</summary>
internal static class UniqueTest
{
    private const int PairwiseCountMax = 8;

    public static bool AreUnique(JsonValue array, int count, Run run) =>
        count <= PairwiseCountMax ? AreUniquePairwise(array, run) : AreUniqueByHash(array, count, run);

    private static bool AreUniquePairwise(JsonValue array, Run run)
    {
        var later = array.Items;
        foreach (var item in array.Items)
        {
            later.MoveNext();
            foreach (var other in later)
            {
                if (JsonEquality.AreEqual(item, other, run)) return false;
            }
        }

        return true;
    }

    // Only neighbours with the same hash can be equal, and those are few: hashes differ from process to process.
    private static bool AreUniqueByHash(JsonValue array, int count, Run run)
    {
        var hashes = new int[count];
        var places = new Range[count];
        var items = array.Items;
        for (var index = 0; items.MoveNext(); index++)
        {
            hashes[index] = JsonEquality.Hash(items.Current, run);
            places[index] = items.Start..(items.Start + items.Current.Text.Length);
        }

        Array.Sort(hashes, places);
        for (var one = 0; one < count; one++)
        {
            for (var other = one + 1; other < count && hashes[one] == hashes[other]; other++)
            {
                if (JsonEquality.AreEqual(new(array.Text[places[one]]), new(array.Text[places[other]]), run))
                    return false;
            }
        }

        return true;
    }
}
