namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>What a pattern is like, which decides on the engine that it runs on.</summary>
internal static class PatternTraits
{
    public static bool HasBackReferences(PatternNode node) => Any(node, part => part is PatternNode.BackReference);

    /// <summary>Whether it uses something that cannot be matched in one pass over the text.</summary>
    public static bool NeedsBacktracking(PatternNode node) => Any(
        node, part => part is PatternNode.BackReference or PatternNode.Look or PatternNode.WordBoundary);

    /// <summary>How large it is with its repetitions written out.</summary>
    public static long Size(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => 1 + sequence.Parts.Sum(Size),
        PatternNode.Choice choice => 1 + choice.Options.Sum(Size),
        PatternNode.Group group => Size(group.Inside),
        PatternNode.Look look => 1 + Size(look.Inside),
        // Saturated, so that repetitions inside repetitions do not overflow.
        PatternNode.Repeat repeat =>
            Math.Min(Size(repeat.Inside) * Math.Max(repeat.Max ?? repeat.Min, 1), int.MaxValue),
        _ => 1,
    };

    private static bool Any(PatternNode node, Func<PatternNode, bool> test) => test(node) || node switch
    {
        PatternNode.Sequence sequence => sequence.Parts.Any(part => Any(part, test)),
        PatternNode.Choice choice => choice.Options.Any(part => Any(part, test)),
        PatternNode.Group group => Any(group.Inside, test),
        PatternNode.Look look => Any(look.Inside, test),
        PatternNode.Repeat repeat => Any(repeat.Inside, test),
        _ => false,
    };
}
