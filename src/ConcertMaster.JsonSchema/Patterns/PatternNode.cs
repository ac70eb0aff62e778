namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>A part of a parsed regular expression.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    public sealed record Choice(IReadOnlyList<PatternNode> Options) : PatternNode;

    public sealed record Set(CodePointSet Members) : PatternNode;

    public sealed record Start : PatternNode;

    public sealed record End : PatternNode;

    public sealed record WordBoundary(bool IsNegated) : PatternNode;

    public sealed record Look(PatternNode Inside, bool IsBehind, bool IsNegated) : PatternNode;

    /// <summary>A group; its number is 0 when it captures nothing.</summary>
    public sealed record Group(PatternNode Inside, int Number) : PatternNode;

    public sealed record BackReference(int Number) : PatternNode;

    /// <summary>A repetition; without a maximum it has no end.</summary>
    public sealed record Repeat(PatternNode Inside, int Min, int? Max, bool IsLazy) : PatternNode;
}

/// <summary>A regular expression that is not one by ECMA-262.</summary>
internal sealed class PatternSyntaxException(string pattern, int position, string complaint)
    : Exception($"The pattern {pattern} is no regular expression: {complaint} at character {position + 1}.");
