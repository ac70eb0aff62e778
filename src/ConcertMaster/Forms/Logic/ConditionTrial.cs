using System.Globalization;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Logic;

internal enum ConditionKind { Varies, AlwaysHolds, NeverHolds, Unknown }

/// <summary>
/// Tries a condition with answers of every kind: all choices of the fields that it names, and numbers and texts around
/// those that it names itself. What never holds in any of them is taken to be impossible.
/// </summary>
internal static class ConditionTrial
{
    private const int TrialCountMax = 4_096;
    private static readonly EvaluationContext Context = new()
    {
        Now = DateTimeOffset.UnixEpoch, Limits = new() { StepCountMax = 20_000, TimeMax = TimeSpan.FromMilliseconds(100) },
    };

    public static ConditionKind Of(Expression expression, ExpressionNames names, IReadOnlyDictionary<string, FormField> fields)
    {
        if (names.Functions.Any(name => name is "random" or "now" or "millis" or "shuffle")) return ConditionKind.Unknown;
        var samples = new List<(string Name, IReadOnlyList<JsonElement?> Values)>();
        foreach (var name in names.Names.Where(fields.ContainsKey))
        {
            if (SamplesOf(fields[name], names, expression.Text) is not { } values) return ConditionKind.Unknown;
            samples.Add((name, values));
        }
        var count = samples.Aggregate(1L, (product, sample) => Math.Min(product * sample.Values.Count, TrialCountMax + 1));
        if (count > TrialCountMax) return ConditionKind.Unknown;
        var (holds, fails) = (false, false);
        for (var trial = 0; trial < count && !(holds && fails); trial++)
            if (Holds(expression, Answers(samples, trial))) holds = true;
            else fails = true;
        return (holds, fails) switch
        {
            (true, false) => ConditionKind.AlwaysHolds,
            (false, true) => ConditionKind.NeverHolds,
            _ => ConditionKind.Varies,
        };
    }

    private static JsonElement Answers(List<(string Name, IReadOnlyList<JsonElement?> Values)> samples, int trial)
    {
        var answers = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, values) in samples)
        {
            if (values[trial % values.Count] is { } value) answers[name] = value;
            trial /= values.Count;
        }
        return JsonShape.ObjectOf(answers);
    }

    private static bool Holds(Expression expression, JsonElement answers)
    {
        try
        {
            return expression.Evaluate(answers, Context).IsTruthy;
        }
        catch (JsonataException)
        {
            return false;
        }
    }

    /// <summary>Answers that a field may have, none among them; null when they cannot be tried.</summary>
    private static List<JsonElement?>? SamplesOf(FormField field, ExpressionNames names, string expression)
    {
        if (field.Ui?.FindText("calculate") is not null) return null;
        if (ChoicesOf(field.Schema) is { } choices) return [null, .. choices.Select(choice => (JsonElement?)choice)];
        return field.Schema.FindText("type") switch
        {
            "boolean" => [null, AppJson.ToElement(true), AppJson.ToElement(false)],
            "number" or "integer" => [null, .. Numbers(field.Schema, names).Select(number => (JsonElement?)AppJson.ToElement(number))],
            "string" when field.Schema.FindText("format") == "date" => [null, .. Dates(names).Select(Sample)],
            "string" when field.Schema.Find("format") is null && field.Schema.Find("pattern") is null
                && ComparesTexts(names, expression) => [null, .. names.Texts.Concat(OtherTexts).Distinct().Select(Sample)],
            "array" when field.Schema.Find("items") is { } items && ChoicesOf(items) is { Count: <= 8 } many => [null, .. Subsets(many)],
            _ => null,
        };
    }

    private static List<JsonElement>? ChoicesOf(JsonElement schema)
    {
        if (schema.Find("const") is { } only) return [only];
        if (schema.Find("enum") is { ValueKind: JsonValueKind.Array } list) return [.. list.EnumerateArray()];
        var named = schema.Find("oneOf") ?? schema.Find("anyOf");
        return named is { ValueKind: JsonValueKind.Array } some && some.EnumerateArray().All(one => one.Find("const") is not null)
            ? [.. some.EnumerateArray().Select(one => one.Find("const")!.Value)]
            : null;
    }

    private static JsonElement? Sample(string text) => AppJson.ToElement(text);

    // What a text is made into cannot be known from the texts that are named: there is always one that was not thought of.
    private static bool ComparesTexts(ExpressionNames names, string expression) =>
        names.Functions.IsSubsetOf(OnTexts) && !expression.AsSpan().ContainsAny('&', '/');

    private static readonly HashSet<string> OnTexts = ["exists", "not", "boolean", "contains", "count", "sum"];

    // Several, since answers can be compared with one another; the empty one comes before all.
    private static readonly string[] OtherTexts = ["", "x", "y", "z"];

    // On, before and after the days that are named, and others far from them and from one another.
    private static IEnumerable<string> Dates(ExpressionNames names) => names.Texts
        .SelectMany(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day > DateOnly.MinValue && day < DateOnly.MaxValue
                ? (DateOnly[])[day.AddDays(-1), day, day.AddDays(1)] : [])
        .Concat([new(1900, 1, 1), new(2026, 6, 30), new(2199, 12, 31)])
        .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Distinct();

    private static IEnumerable<double> Numbers(JsonElement schema, ExpressionNames names)
    {
        var (low, high) = (Bound(schema, "minimum"), Bound(schema, "maximum"));
        var found = names.Numbers.SelectMany(number => (double[])[-number - 1, -number, number - 1, number, number + 1])
            .Concat([0, 1, -1, low ?? -1_000_000, high ?? 1_000_000])
            .Where(number => number >= (low ?? double.MinValue) && number <= (high ?? double.MaxValue)).Distinct().Order().ToList();
        // What lies between two figures that are named.
        return schema.FindText("type") == "integer" ? found
            : found.Concat(found.Zip(found.Skip(1), (one, next) => (one + next) / 2)).Distinct();
    }

    private static double? Bound(JsonElement schema, string name) =>
        schema.Find(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static IEnumerable<JsonElement?> Subsets(List<JsonElement> choices) =>
        Enumerable.Range(1, (1 << choices.Count) - 1).Select(bits =>
            (JsonElement?)JsonShape.ArrayOf(choices.Where((_, index) => (bits >> index & 1) == 1)));
}
