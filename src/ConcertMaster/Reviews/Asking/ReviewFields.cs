using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews.Asking;

/// <summary>Lays the data out for the reviewer: each field with its label, unit, flag and its own history.</summary>
internal static class ReviewFields
{
    public static IReadOnlyList<ReviewField> From(JsonElement data, JsonElement config, JsonElement input)
    {
        if (data.ValueKind != JsonValueKind.Object) return [];
        var described = Described(config.Find("fields"));
        var outliers = Findings(input).Select(finding => finding.FindText("field")).ToHashSet();
        return
        [
            .. data.EnumerateObject().Take(ReviewLimits.FieldCountMax).Select(field => new ReviewField(
                field.Name,
                described.GetValueOrDefault(field.Name).Label ?? field.Name,
                field.Value,
                described.GetValueOrDefault(field.Name).Unit,
                outliers.Contains(field.Name) ? "outlier" : null,
                HistoryOf(field.Name, config.Find("history")))),
        ];
    }

    /// <summary>The findings of a Data validator in one sentence each; null when there are none.</summary>
    public static string? ReasonFrom(JsonElement input)
    {
        var sentences = Findings(input).Select(finding => finding.FindText("message")).OfType<string>().ToList();
        return sentences.Count == 0 ? null : string.Join(" ", sentences);
    }

    private static IEnumerable<JsonElement> Findings(JsonElement input) =>
        input.Find("validation.outliers") is { ValueKind: JsonValueKind.Array } outliers
            ? outliers.EnumerateArray() : [];

    private static Dictionary<string, (string? Label, string? Unit)> Described(JsonElement? fields)
    {
        var described = new Dictionary<string, (string?, string?)>(StringComparer.Ordinal);
        if (fields is not { ValueKind: JsonValueKind.Array } list) return described;
        foreach (var field in list.EnumerateArray())
            if (field.FindText("name") is { } name)
                described[name] = (field.FindText("label"), field.FindText("unit"));
        return described;
    }

    private static IReadOnlyList<ReviewFieldHistory> HistoryOf(string name, JsonElement? history)
    {
        if (history is not { ValueKind: JsonValueKind.Object } fields || !fields.TryGetProperty(name, out var earlier))
            return [];
        // JSONata gives a single match without its array.
        IEnumerable<JsonElement> values = earlier.ValueKind == JsonValueKind.Array ? earlier.EnumerateArray() : [earlier];
        return
        [
            .. values.TakeLast(ReviewLimits.HistoryPerFieldMax).Select(value => value.Find("value") is { } known
                ? new ReviewFieldHistory(value.FindText("label") ?? "", known)
                : new ReviewFieldHistory("", value)),
        ];
    }
}
