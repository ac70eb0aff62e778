using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>A schema that is applied to the same value, and the part of the location that leads to it.</summary>
internal readonly record struct Branch(SchemaNode Node, string Step);

/// <summary><c>allOf</c>, and a plain <c>$ref</c>: everything must be satisfied.</summary>
internal sealed class AllOf(Branch[] branches) : Keyword
{
    public override bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        var valid = true;
        foreach (var (node, step) in branches)
        {
            valid &= run.Step(node, value, step, marks);
            if (!valid && !run.Collecting) return false;
        }

        return valid;
    }
}

/// <summary><c>anyOf</c>. When nothing fits, the errors of all branches are kept: one of them is the way out.</summary>
internal sealed class AnyOf(Branch[] branches) : Keyword
{
    public override bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        var fits = false;
        foreach (var (node, _) in branches)
        {
            fits |= Branching.Fits(node, value, run, marks);
            if (fits && marks is null) break;
        }

        return fits || Branching.FailAll(branches, value, "anyOf", Messages.AnyOfNone, run, marks);
    }
}

/// <summary><c>oneOf</c>.</summary>
internal sealed class OneOf(Branch[] branches) : Keyword
{
    public override bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        var count = 0;
        foreach (var (node, _) in branches)
        {
            if (Branching.Fits(node, value, run, marks) && ++count > 1) break;
        }

        return count switch
        {
            0 => Branching.FailAll(branches, value, "oneOf", Messages.OneOfNone, run, marks),
            1 => true,
            _ => run.Fail("oneOf", Messages.OneOfSeveral),
        };
    }
}

/// <summary><c>not</c>.</summary>
internal sealed class Not(SchemaNode node) : Keyword
{
    public override bool Evaluate(JsonValue value, Run run, Marks? marks) =>
        !run.Probe(node, value, null) || run.Fail("not", Messages.Not);
}

/// <summary><c>if</c>, <c>then</c>, <c>else</c>.</summary>
internal sealed class Condition(SchemaNode test, SchemaNode? then, SchemaNode? otherwise) : Keyword
{
    public override bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        var holds = Branching.Fits(test, value, run, marks);
        var next = holds ? then : otherwise;
        return next is null || run.Step(next, value, holds ? "/then" : "/else", marks);
    }
}

/// <summary><c>$dynamicRef</c> and <c>$recursiveRef</c>: the outermost resource on the way decides.</summary>
internal sealed class DynamicReference(string keyword, string anchor, SchemaNode otherwise) : Keyword
{
    private readonly string step = "/" + keyword;

    public override bool Evaluate(JsonValue value, Run run, Marks? marks) =>
        run.Step(run.FindDynamic(anchor, otherwise), value, step, marks);
}

internal static class Branching
{
    /// <summary>Whether one branch of several fits. What it has looked at counts only if it does.</summary>
    public static bool Fits(SchemaNode node, JsonValue value, Run run, Marks? marks)
    {
        if (marks is null) return run.Probe(node, value, null);
        var seen = run.RentMarks();
        var fits = run.Probe(node, value, seen);
        if (fits) marks.Add(seen);
        run.ReturnMarks(seen);
        return fits;
    }

    /// <summary>No branch fits: the errors of each, and one that says so.</summary>
    public static bool FailAll(
        Branch[] branches, JsonValue value, string keyword, string message, Run run, Marks? marks)
    {
        // Nobody can say now which members are unexpected: so none is called that.
        marks?.AddAll();
        if (!run.Collecting) return false;
        foreach (var (node, step) in branches) run.Step(node, value, step, null);
        return run.Fail(keyword, message);
    }
}
