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

    public static EvaluationLimits OfWorkflows { get; } = new() { StepCountMax = StepCountMax, TimeMax = TimeMax };
}
