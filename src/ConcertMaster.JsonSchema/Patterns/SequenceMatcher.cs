namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>
/// Matches the patterns that forms mostly have, such as <c>^[A-Z]{2}\d{2,10}$</c>: from start to end, one class
/// after another, where no character could belong to two neighbours. Then taking as many as possible is always
/// right, so one pass without any state is enough.
/// </summary>
internal sealed class SequenceMatcher
{
    private readonly Step[] steps;

    private SequenceMatcher(Step[] steps) => this.steps = steps;

    /// <summary>A matcher for the pattern, or null when it is of another kind.</summary>
    public static SequenceMatcher? TryCreate(PatternNode node)
    {
        var parts = new List<PatternNode>();
        Flatten(node, parts);
        if (parts.Count < 2 || parts[0] is not PatternNode.Start || parts[^1] is not PatternNode.End) return null;
        var steps = new List<Step>();
        foreach (var part in parts[1..^1])
        {
            if (ToStep(part) is not { } step) return null;
            steps.Add(step);
        }

        return IsUnambiguous(steps) ? new SequenceMatcher([.. steps]) : null;
    }

    /// <summary>Whether a text without surrogates matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        foreach (var step in steps)
        {
            var most = Math.Min(step.Max, text.Length);
            var taken = 0;
            while (taken < most && step.Has(text[taken])) taken++;
            if (taken < step.Min) return false;
            text = text[taken..];
        }

        return text.IsEmpty;
    }

    /// <summary>Whether a text of ASCII bytes matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        foreach (var step in steps)
        {
            var most = Math.Min(step.Max, text.Length);
            var taken = 0;
            while (taken < most && step.Has(text[taken])) taken++;
            if (taken < step.Min) return false;
            text = text[taken..];
        }

        return text.IsEmpty;
    }

    private static void Flatten(PatternNode node, List<PatternNode> parts)
    {
        if (node is PatternNode.Sequence sequence)
        {
            foreach (var part in sequence.Parts) Flatten(part, parts);
        }
        else if (node is PatternNode.Group group)
        {
            Flatten(group.Inside, parts);
        }
        else
        {
            parts.Add(node);
        }
    }

    private static Step? ToStep(PatternNode node) => node switch
    {
        PatternNode.Set set => new Step(set.Members, 1, 1),
        PatternNode.Repeat { Inside: PatternNode.Set set } repeat =>
            new Step(set.Members, repeat.Min, repeat.Max ?? int.MaxValue),
        _ => null,
    };

    // A step that may stop early must not be able to take what a later one would need.
    private static bool IsUnambiguous(List<Step> steps)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            if (steps[index].Min == steps[index].Max) continue;
            for (var next = index + 1; next < steps.Count; next++)
            {
                if (steps[index].Members.Overlaps(steps[next].Members)) return false;
                if (steps[next].Min > 0) break;
            }
        }

        return true;
    }

    private sealed class Step
    {
        private readonly bool[] ascii = new bool[128];

        public Step(CodePointSet members, int min, int max)
        {
            (Members, Min, Max) = (members, min, max);
            for (var c = 0; c < ascii.Length; c++) ascii[c] = members.Contains(c);
        }

        public CodePointSet Members { get; }

        public int Min { get; }

        public int Max { get; }

        public bool Has(char c) => c < ascii.Length ? ascii[c] : Members.Contains(c);

        public bool Has(byte c) => c < ascii.Length && ascii[c];
    }
}
