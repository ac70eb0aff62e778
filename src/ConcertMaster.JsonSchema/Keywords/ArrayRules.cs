using System.Globalization;
using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>The keywords about arrays.</summary>
internal sealed class ArrayRules
{
    private const int PairwiseCountMax = 8;

    /// <summary>Schemas of the first items, one each.</summary>
    public Branch[] Prefix { get; init; } = [];

    /// <summary>The schema of all further items.</summary>
    public SchemaNode? Items { get; init; }

    public string ItemsKeyword { get; init; } = "items";

    public SchemaNode? Contains { get; init; }

    public long MinContains { get; init; } = 1;

    public long? MaxContains { get; init; }

    /// <summary>The keyword that asks for a minimum: <c>minContains</c> if it is there, else <c>contains</c>.</summary>
    public string MinContainsKeyword { get; init; } = "contains";

    /// <summary>From 2020-12 on, what <c>contains</c> found counts as evaluated.</summary>
    public bool ContainsMarks { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    public bool Evaluate(JsonElement value, Run run, Marks? marks)
    {
        var count = value.GetArrayLength();
        var valid = true;
        if (MinItems is { } least && count < least) valid = run.Fail("minItems", Messages.MinItems(least));
        if (MaxItems is { } most && count > most) valid = run.Fail("maxItems", Messages.MaxItems(most));
        if (!valid && !run.Collecting) return false;
        if (Prefix.Length > 0 || Items is not null) valid &= EvaluateItems(value, run, marks);
        if (!valid && !run.Collecting) return false;
        if (Contains is not null) valid &= EvaluateContains(value, run, marks);
        if (!valid && !run.Collecting) return false;
        if (UniqueItems && count > 1 && !AreUnique(value, count)) valid = run.Fail("uniqueItems", Messages.UniqueItems);
        return valid;
    }

    private bool EvaluateItems(JsonElement value, Run run, Marks? marks)
    {
        var valid = true;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (index >= Prefix.Length && Items is null) break;
            var (node, step) = index < Prefix.Length ? Prefix[index] : new Branch(Items!, ItemsKeyword);
            valid &= run.Collecting
                ? run.Descend(node, item, step, index.ToString(CultureInfo.InvariantCulture))
                : node.Evaluate(item, run, null);
            if (!valid && !run.Collecting) return false;
            if (Items is null) marks?.Add(index);
            index++;
        }

        if (Items is not null) marks?.AddAll();
        return valid;
    }

    private bool EvaluateContains(JsonElement value, Run run, Marks? marks)
    {
        var found = 0;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (run.Probe(Contains!, item, null))
            {
                found++;
                if (ContainsMarks) marks?.Add(index);
                if (found >= MinContains && MaxContains is null && marks is null) break;
            }

            index++;
        }

        if (found < MinContains) return run.Fail(MinContainsKeyword, Messages.MinContains(MinContains));
        if (MaxContains is { } most && found > most) return run.Fail("maxContains", Messages.MaxContains(most));
        return true;
    }

    private static bool AreUnique(JsonElement value, int count)
    {
        if (count > PairwiseCountMax)
        {
            var seen = new HashSet<JsonElement>(count, JsonEquality.Instance);
            foreach (var item in value.EnumerateArray())
            {
                if (!seen.Add(item)) return false;
            }

            return true;
        }

        var later = value.EnumerateArray();
        foreach (var item in value.EnumerateArray())
        {
            later.MoveNext();
            var others = later;
            while (others.MoveNext())
            {
                if (JsonEquality.AreEqual(item, others.Current)) return false;
            }
        }

        return true;
    }
}
