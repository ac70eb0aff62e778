using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ConcertMaster.Host.Telemetry;

/// <summary>
/// The Prometheus text format, version 0.0.4. Written here because none of the exporter packages is at hand; the format
/// is a page long.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", (Metrics metrics) => Results.Text(Write(metrics), ContentType))
            .WithTags("Operation").WithSummary("Metrics in the Prometheus text format")
            .Produces<string>(contentType: "text/plain");

    public static string Write(Metrics metrics)
    {
        var text = new StringBuilder();
        foreach (var group in metrics.Collect())
        {
            var series = group.Select(pair => (pair.Key.Labels, pair.Value)).ToList();
            Append(text, NameOf(group.Key, series[0].Value.PrometheusType), group.Key.Description, series);
        }

        text.Append("# TYPE concertmaster_metrics_dropped_total counter\nconcertmaster_metrics_dropped_total ")
            .Append(metrics.DroppedCount).Append('\n');
        return text.ToString();
    }

    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new List<string>(tags.Length);
        foreach (var (name, value) in tags)
            labels.Add($"{Identifier(name)}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static void Append(
        StringBuilder text, string name, string? description, List<(string Labels, Series Series)> all)
    {
        if (!string.IsNullOrEmpty(description)) text.Append($"# HELP {name} {EscapeHelp(description)}\n");
        text.Append($"# TYPE {name} {all[0].Series.PrometheusType}\n");
        foreach (var (labels, series) in all)
        {
            foreach (var (suffix, label, value) in series.Read())
            {
                var both = string.Join(',', new[] { labels, label }.Where(part => part.Length > 0));
                text.Append(name).Append(suffix);
                if (both.Length > 0) text.Append('{').Append(both).Append('}');
                text.Append(' ').Append(Number(value)).Append('\n');
            }
        }
    }

    private static string NameOf(Instrument instrument, string type)
    {
        var name = Identifier(instrument.Name);
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return type == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    private static string Identifier(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Escape(string value) => EscapeHelp(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string EscapeHelp(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
