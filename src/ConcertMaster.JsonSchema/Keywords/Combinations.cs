using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>A schema that is applied to the same value, and the part of the location that leads to it.</summary>
internal readonly record struct Branch(SchemaNode Node, string Step);

/// <summary><c>allOf</c>, and a plain <c>$ref</c>: everything must be satisfied.</summary>
internal sealed class AllOf(Branch[] branches) : Keyword
{
    public override bool Evaluate(JsonElement value, Run run, Marks? marks)
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
    public override bool Evaluate(JsonElement value, Run run, Marks? marks)
    {
        var errorsBefore = run.ErrorCount;
        var fits = false;
        foreach (var (node, step) in branches)
        {
            fits |= Branching.Try(node, value, step, run, marks);
            if (fits && marks is null) break;
        }

        if (!fits) return Branching.FailAll("anyOf", Messages.AnyOfNone, run, marks);
        run.ForgetErrorsAfter(errorsBefore);
        return true;
    }
}

/// <summary><c>oneOf</c>.</summary>
internal sealed class OneOf(Branch[] branches) : Keyword
{
    public override bool Evaluate(JsonElement value, Run run, Marks? marks)
    {
        var errorsBefore = run.ErrorCount;
        var count = 0;
        foreach (var (node, step) in branches)
        {
            if (Branching.Try(node, value, step, run, marks) && ++count > 1) break;
        }

        if (count == 0) return Branching.FailAll("oneOf", Messages.OneOfNone, run, marks);
        run.ForgetErrorsAfter(errorsBefore);
        return count == 1 || run.Fail("oneOf", Messages.OneOfSeveral);
    }
}

/// <summary><c>not</c>.</summary>
internal sealed class Not(SchemaNode node) : Keyword
{
    public override bool Evaluate(JsonElement value, Run run, Marks? marks) =>
        !run.Probe(node, value, null) || run.Fail("not", Messages.Not);
}

/// <summary><c>if</c>, <c>then</c>, <c>else</c>.</summary>
internal sealed class Condition(SchemaNode test, SchemaNode? then, SchemaNode? otherwise) : Keyword
{
    public override bool Evaluate(JsonElement value, Run run, Marks? marks)
    {
        var seen = marks is null ? null : run.RentMarks();
        var holds = run.Probe(test, value, seen);
        if (seen is not null)
        {
            if (holds) marks!.Add(seen);
            run.ReturnMarks(seen);
        }

        var next = holds ? then : otherwise;
        return next is null || run.Step(next, value, holds ? "then" : "else", marks);
    }
}

/// <summary><c>$dynamicRef</c> and <c>$recursiveRef</c>: the outermost resource on the way decides.</summary>
internal sealed class DynamicReference(string keyword, string anchor, SchemaNode otherwise) : Keyword
{
    public override bool Evaluate(JsonElement value, Run run, Marks? marks) =>
        run.Step(run.FindDynamic(anchor, otherwise), value, keyword, marks);
}

internal static class Branching
{
    /// <summary>
    /// Applies one branch of several. What a branch has looked at counts only if it fits.
    /// </summary>
    public static bool Try(SchemaNode node, JsonElement value, string step, Run run, Marks? marks)
    {
        if (marks is null) return run.Step(node, value, step, null);
        var seen = run.RentMarks();
        var fits = run.Step(node, value, step, seen);
        if (fits) marks.Add(seen);
        run.ReturnMarks(seen);
        return fits;
    }

    /// <summary>No branch fits, so nobody can say which members are unexpected: none is called so.</summary>
    public static bool FailAll(string keyword, string message, Run run, Marks? marks)
    {
        marks?.AddAll();
        return run.Fail(keyword, message);
    }
}
