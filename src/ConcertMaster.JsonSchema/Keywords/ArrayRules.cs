using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>The keywords about arrays.</summary>
internal sealed class ArrayRules
{
    /// <summary>Schemas of the first items, one each.</summary>
    public Branch[] Prefix { get; init; } = [];

    /// <summary>The schema of all further items.</summary>
    public SchemaNode? Items { get; init; }

    public string ItemsStep { get; init; } = "/items";

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

    public bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        var valid = EvaluateItems(value, run, marks, out var count);
        if (MinItems is { } least && count < least) valid = run.Fail("minItems", Messages.MinItems, least);
        if (MaxItems is { } most && count > most) valid = run.Fail("maxItems", Messages.MaxItems, most);
        if (!valid && !run.Collecting) return false;
        if (Contains is not null) valid &= EvaluateContains(value, run, marks);
        if (!valid && !run.Collecting) return false;
        if (UniqueItems && !UniqueTest.AreUnique(value, count, run))
            valid = run.Fail("uniqueItems", Messages.UniqueItems);
        return valid;
    }

    private bool EvaluateItems(JsonValue value, Run run, Marks? marks, out int count)
    {
        var valid = true;
        count = 0;
        foreach (var item in value.Items)
        {
            var index = count++;
            if (count > MaxItems && !run.Collecting) return false;
            var (node, step) = index < Prefix.Length ? Prefix[index] : new Branch(Items!, ItemsStep);
            if (node is null) continue;
            if (Items is null) marks?.Add(index);
            var errorsBefore = run.ErrorCount;
            if (node.Evaluate(item, run, null)) continue;
            if (!run.Collecting) return false;
            valid = run.FailBelow(errorsBefore, step, PointerText.Step(index));
        }

        if (Items is not null) marks?.AddAll();
        return valid;
    }

    private bool EvaluateContains(JsonValue value, Run run, Marks? marks)
    {
        var found = 0;
        var index = 0;
        foreach (var item in value.Items)
        {
            if (run.Probe(Contains!, item, null))
            {
                found++;
                if (ContainsMarks) marks?.Add(index);
                if (found >= MinContains && MaxContains is null && marks is null) break;
            }

            index++;
        }

        if (found < MinContains) return run.Fail(MinContainsKeyword, Messages.MinContains, MinContains);
        if (MaxContains is { } most && found > most) return run.Fail("maxContains", Messages.MaxContains, most);
        return true;
    }
}
