using System.Diagnostics.Metrics;

namespace ConcertMaster.Host.Telemetry;

/// <summary>The values of one instrument under one set of labels.</summary>
internal abstract class Series
{
    private static readonly double[] DefaultBounds =
        [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    protected Lock Gate { get; } = new();

    public abstract string PrometheusType { get; }

    public abstract void Record(double value);

    /// <summary>The lines of the series, as suffix of the name, further label, and value.</summary>
    public abstract IReadOnlyList<(string Suffix, string Label, double Value)> Read();

    public static Series For(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        if (kind == typeof(Histogram<>)) return new Distribution(DefaultBounds);
        if (kind == typeof(Counter<>)) return new Sum("counter");
        if (kind == typeof(UpDownCounter<>)) return new Sum("gauge");
        return new Latest(kind == typeof(ObservableCounter<>) ? "counter" : "gauge");
    }

    private sealed class Sum(string type) : Series
    {
        private double _sum;

        public override string PrometheusType => type;

        public override void Record(double value)
        {
            lock (Gate) _sum += value;
        }

        public override IReadOnlyList<(string, string, double)> Read()
        {
            lock (Gate) return [("", "", _sum)];
        }
    }

    private sealed class Latest(string type) : Series
    {
        private double _value;

        public override string PrometheusType => type;

        public override void Record(double value)
        {
            lock (Gate) _value = value;
        }

        public override IReadOnlyList<(string, string, double)> Read()
        {
            lock (Gate) return [("", "", _value)];
        }
    }

    private sealed class Distribution(double[] bounds) : Series
    {
        private readonly long[] _counts = new long[bounds.Length + 1];
        private double _sum;

        public override string PrometheusType => "histogram";

        public override void Record(double value)
        {
            // Prometheus counts a value that equals a bound below it.
            var bucket = Array.BinarySearch(bounds, value);
            lock (Gate)
            {
                _counts[bucket < 0 ? ~bucket : bucket]++;
                _sum += value;
            }
        }

        public override IReadOnlyList<(string, string, double)> Read()
        {
            lock (Gate)
            {
                var lines = new List<(string, string, double)>(bounds.Length + 3);
                long below = 0;
                for (var i = 0; i < bounds.Length; i++)
                {
                    below += _counts[i];
                    lines.Add(("_bucket", $"le=\"{PrometheusText.Number(bounds[i])}\"", below));
                }

                below += _counts[^1];
                lines.Add(("_bucket", "le=\"+Inf\"", below));
                lines.Add(("_sum", "", _sum));
                lines.Add(("_count", "", below));
                return lines;
            }
        }
    }
}
