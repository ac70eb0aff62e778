using ConcertMaster.Jsonata;

namespace ConcertMaster.Shared.Expressions;

/// <summary>
/// How far the expression of a workflow may go. It runs in the background on the rows of a whole report, so it may do
/// far more than the library allows by default, which is meant for what somebody waits for.
/// </summary>
internal static class ExpressionLimits
{
    /// <summary>Most steps of one expression of a workflow; beyond it, `L1001`.</summary>
    public const long StepCountMax = 20_000_000;

    /// <summary>Longest time of one expression of a workflow; beyond it, `D1012`.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(2);

    /// <summary>Longest text that an expression of a workflow makes, in characters; beyond it, `L1003`.</summary>
    public const int TextLengthMax = 5_000_000;

    /// <summary>
    /// Largest result of one expression of a workflow, in characters of JSON (six for one outside ASCII); beyond it, `L1002`.
    /// </summary>
    public const int ResultSizeMax = 20_000_000;

    public static EvaluationLimits OfWorkflows { get; } = new()
    {
        StepCountMax = StepCountMax,
        TimeMax = TimeMax,
        TextLengthMax = TextLengthMax,
        ResultSizeMax = ResultSizeMax,
    };
}
