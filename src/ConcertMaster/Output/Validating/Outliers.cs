using System.Globalization;

namespace ConcertMaster.Output.Validating;

/// <summary>How one value compares with the history it belongs to.</summary>
/// <param name="Lower">Mean less k standard deviations.</param>
internal sealed record OutlierCheck(
    string Field, double Value, int Count, double Mean, double StandardDeviation, double K, double Lower, double Upper,
    bool IsOutlier, string Message);

/// <summary>
/// A value is an outlier when it lies more than k sample standard deviations from the mean of its own history. With
/// fewer than three earlier values there is no verdict.
/// </summary>
internal static class Outliers
{
    public const double DefaultK = 3;
    public const int HistoryCountMin = 3;

    /// <returns>Null when the history is too short to judge by.</returns>
    public static OutlierCheck? Check(string field, double value, IReadOnlyList<double> history, double k)
    {
        if (history.Count < HistoryCountMin) return null;
        var mean = history.Average();
        var sd = Math.Sqrt(history.Sum(past => (past - mean) * (past - mean)) / (history.Count - 1));
        var isOutlier = Math.Abs(value - mean) > k * sd;
        return new(field, value, history.Count, mean, sd, k, mean - k * sd, mean + k * sd, isOutlier,
            Describe(field, value, history.Count, mean, sd));
    }

    private static string Describe(string field, double value, int count, double mean, double sd)
    {
        var side = value >= mean ? "above" : "below";
        var distance = sd > 0
            ? $"{Round(Math.Abs(value - mean) / sd)} standard deviations"
            : Round(Math.Abs(value - mean));
        return $"{field} is {Round(value)}: {distance} {side} the mean of {Round(mean)} over {count} earlier values.";
    }

    private static string Round(double number) =>
        Math.Round(number, Math.Abs(number) >= 100 ? 0 : 2).ToString(CultureInfo.InvariantCulture);
}
