using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>A limit of a number and how it is written in the schema.</summary>
internal sealed record NumberLimit(JsonNumber Value, string Text);

/// <summary>The keywords about numbers.</summary>
internal sealed class NumberRules
{
    public NumberLimit? Minimum { get; init; }

    public NumberLimit? ExclusiveMinimum { get; init; }

    public NumberLimit? Maximum { get; init; }

    public NumberLimit? ExclusiveMaximum { get; init; }

    public NumberLimit? MultipleOf { get; init; }

    /// <summary>The keywords that errors name: in draft 4 an exclusive limit is still <c>minimum</c>.</summary>
    public string ExclusiveMinimumKeyword { get; init; } = "exclusiveMinimum";

    public string ExclusiveMaximumKeyword { get; init; } = "exclusiveMaximum";

    public bool Evaluate(in JsonNumber number, Run run)
    {
        var valid = true;
        if (Minimum is { } least && number.CompareTo(least.Value) < 0)
            valid = run.Fail("minimum", Messages.AtLeast, least.Text);
        if (ExclusiveMinimum is { } below && number.CompareTo(below.Value) <= 0)
            valid = run.Fail(ExclusiveMinimumKeyword, Messages.MoreThan, below.Text);
        if (Maximum is { } most && number.CompareTo(most.Value) > 0)
            valid = run.Fail("maximum", Messages.AtMost, most.Text);
        if (ExclusiveMaximum is { } above && number.CompareTo(above.Value) >= 0)
            valid = run.Fail(ExclusiveMaximumKeyword, Messages.LessThan, above.Text);
        if (MultipleOf is { } step && !number.IsMultipleOf(step.Value))
            valid = run.Fail("multipleOf", Messages.MultipleOf, step.Text);
        return valid;
    }
}
