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
        var round = new LogicRound(logic, context);
        for (var count = 0; count < FormLimits.LogicRoundCountMax; count++)
            if (!round.Next(Combined(given, round.Calculated, round.Hidden))) break;
        return (round.Calculated, round.Hidden);
    }

    private static Dictionary<string, JsonElement> Combined(
        Dictionary<string, JsonElement> given, Dictionary<string, JsonElement> calculated, HashSet<string> hidden)
    {
        var combined = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in given.Concat(calculated))
            if (!hidden.Contains(name)) combined[name] = value;
        return combined;
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

    public static bool Holds(Expression expression, JsonElement over, EvaluationContext context) =>
        Ask(expression, over, context) is { IsTruthy: true };

    /// <summary>Null where the expression fails: logic that fails says nothing.</summary>
    public static JsonataResult? Ask(Expression expression, JsonElement over, EvaluationContext context)
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
}
