using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Logic;

/// <param name="Answers">With what is calculated, without what is hidden.</param>
internal sealed record LogicVerdict(JsonElement Answers, IReadOnlySet<string> Hidden, IReadOnlyList<Fault> Faults);

/// <summary>
/// What the logic of a form says about answers. The browser does the same in <c>ui/src/form-view/logic/logic.ts</c>; a
/// test holds that both come to the same verdict.
/// </summary>
internal static class LogicJudgement
{
    private static readonly EvaluationLimits Limits = new() { StepCountMax = 200_000, TimeMax = TimeSpan.FromMilliseconds(500) };

    public static LogicVerdict Judge(FormLogic logic, JsonElement answers, DateTimeOffset now)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var answer in answers.EnumerateObject())
            if (!logic.Calculated.Contains(answer.Name)) given[answer.Name] = answer.Value;
        var context = new EvaluationContext { Now = now, Limits = Limits };
        var (calculated, hidden) = Settle(logic, given, context);
        var over = JsonShape.ObjectOf(Combined(given, calculated, hidden));
        return new(over, hidden, FaultsOf(logic, over, hidden, context));
    }

    // A calculation may use another, and visibility may use both; more rounds than the limit are a circle.
    private static (Dictionary<string, JsonElement> Calculated, HashSet<string> Hidden) Settle(
        FormLogic logic, Dictionary<string, JsonElement> given, EvaluationContext context)
    {
        var calculated = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < FormLimits.LogicRoundCountMax; round++)
        {
            var over = Combined(given, calculated, hidden);
            var nextHidden = Hide(logic, JsonShape.ObjectOf(over), context);
            var nextCalculated = Calculate(logic, over, context);
            var settled = nextHidden.SetEquals(hidden) && AreSame(nextCalculated, calculated);
            (calculated, hidden) = (nextCalculated, nextHidden);
            if (settled) break;
        }
        return (calculated, hidden);
    }

    private static Dictionary<string, JsonElement> Combined(
        Dictionary<string, JsonElement> given, Dictionary<string, JsonElement> calculated, HashSet<string> hidden)
    {
        var combined = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in given.Concat(calculated))
            if (!hidden.Contains(name)) combined[name] = value;
        return combined;
    }

    private static Dictionary<string, JsonElement> Calculate(
        FormLogic logic, Dictionary<string, JsonElement> over, EvaluationContext context)
    {
        var calculated = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (logic.Calculated.Count == 0) return calculated;
        var seen = new Dictionary<string, JsonElement>(over, StringComparer.Ordinal);
        foreach (var field in logic.Fields)
        {
            if (field.Calculate is null) continue;
            if (Ask(field.Calculate, JsonShape.ObjectOf(seen), context) is not { IsFunction: false } result
                || result.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) continue;
            seen[field.Name] = calculated[field.Name] = result.ToJsonElement();
        }
        return calculated;
    }

    private static HashSet<string> Hide(FormLogic logic, JsonElement over, EvaluationContext context)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in logic.Pages)
        {
            var isPageHidden = page.VisibleIf is not null && !Holds(page.VisibleIf, over, context);
            foreach (var name in page.Fields)
                if (isPageHidden || (logic.ByName[name].VisibleIf is { } condition && !Holds(condition, over, context)))
                    hidden.Add(name);
        }
        return hidden;
    }

    private static List<Fault> FaultsOf(FormLogic logic, JsonElement over, HashSet<string> hidden, EvaluationContext context)
    {
        var faults = new List<Fault>();
        foreach (var field in logic.Fields)
        {
            if (hidden.Contains(field.Name)) continue;
            var isAnswered = over.TryGetProperty(field.Name, out _);
            if (!isAnswered && field.RequiredIf is not null && Holds(field.RequiredIf, over, context))
                faults.Add(new(PathOf(field.Name), "required", "This needs an answer."));
            if (isAnswered && field.ValidIf is not null
                && Ask(field.ValidIf, over, context) is { ValueKind: JsonValueKind.False })
                faults.Add(new(PathOf(field.Name), "validIf",
                    field.ValidMessage ?? "This does not fit the other answers."));
        }
        return faults;
    }

    public static string PathOf(string field) => "/" + field.Replace("~", "~0").Replace("/", "~1");

    private static bool Holds(Expression expression, JsonElement over, EvaluationContext context) =>
        Ask(expression, over, context) is { IsTruthy: true };

    /// <summary>Null where the expression fails: logic that fails says nothing.</summary>
    private static JsonataResult? Ask(Expression expression, JsonElement over, EvaluationContext context)
    {
        try
        {
            return expression.Evaluate(over, context);
        }
        catch (JsonataException)
        {
            return null;
        }
    }

    private static bool AreSame(Dictionary<string, JsonElement> one, Dictionary<string, JsonElement> other) =>
        one.Count == other.Count
        && one.All(pair => other.TryGetValue(pair.Key, out var value) && JsonElement.DeepEquals(pair.Value, value));
}
