namespace ConcertMaster.Jsonata;

/// <summary>
/// How far one evaluation may go. Every limit fails with a code of its own. Steps, depth and sizes count work, so they
/// give the same verdict on every machine; time is the net below them.
/// </summary>
public sealed record EvaluationLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static EvaluationLimits Default { get; } = new();

    /// <summary>
    /// Most steps: one for every part of the expression each time it is evaluated, three for every call of a function,
    /// one for every item or 32 characters that a function reads and 16 characters that it makes, three for everything
    /// that <c>**</c> finds, about ten for every object that is made, and one for each 0.1 µs of a regular expression
    /// that backtracks. Beyond it, <c>L1001</c>.
    /// </summary>
    /// <value>500,000: some 25 ms, or 10,000 rows of a table.</value>
    public long StepCountMax { get; init => field = AtLeastOne(value); } = 500_000;

    /// <summary>
    /// Deepest nesting of evaluation. Beyond it, or earlier where the thread's stack would not hold it, <c>D1011</c>;
    /// so does a result that is nested more than 500 deep.
    /// </summary>
    /// <value>5,000: recursion over some 1,500 calls. Calls in tail position do not nest.</value>
    public int DepthMax { get; init => field = AtLeastOne(value); } = 5_000;

    /// <summary>Longest time; beyond it, <c>D1012</c>.</summary>
    /// <value>1 second.</value>
    public TimeSpan TimeMax { get; init => field = Positive(value); } = TimeSpan.FromSeconds(1);

    /// <summary>Most items in any one sequence or array; beyond it, <c>D2015</c>.</summary>
    /// <value>1,000,000.</value>
    public int SequenceLengthMax { get; init => field = AtLeastOne(value); } = 1_000_000;

    /// <summary>Longest text made on the way; beyond it, <c>L1003</c>.</summary>
    /// <value>1,000,000 UTF-16 units.</value>
    public int TextLengthMax { get; init => field = AtLeastOne(value); } = 1_000_000;

    /// <summary>
    /// Largest result, in characters of JSON, of which one outside ASCII counts as the six that it may be written with;
    /// beyond it, <c>L1002</c>.
    /// </summary>
    /// <value>2,000,000.</value>
    public int ResultSizeMax { get; init => field = AtLeastOne(value); } = 2_000_000;

    /// <summary>
    /// Longest time for one match of a regular expression that has to backtrack (one with look-around or back
    /// references); beyond it, <c>L1004</c>. The others take time in proportion to the text, and end with <see cref="TimeMax"/>.
    /// </summary>
    /// <value>25 ms.</value>
    public TimeSpan RegexTimeMax { get; init => field = Positive(value); } = TimeSpan.FromMilliseconds(25);

    private static int AtLeastOne(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }

    private static long AtLeastOne(long value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }

    private static TimeSpan Positive(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value;
    }
}
