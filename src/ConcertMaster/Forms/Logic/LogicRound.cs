using System.Text.Json;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Logic;

/// <summary>
/// What is hidden and calculated, round after round, until nothing changes. An expression is asked again only when
/// something that it mentions has changed since: after the first round that is hardly any.
/// </summary>
internal sealed class LogicRound(FormLogic logic, EvaluationContext context)
{
    private readonly Dictionary<Expression, bool> _visible = new(ReferenceEqualityComparer.Instance);

    // Null at first: everything is new.
    private HashSet<string>? _changed;

    public Dictionary<string, JsonElement> Calculated { get; private set; } = new(StringComparer.Ordinal);

    public HashSet<string> Hidden { get; private set; } = new(StringComparer.Ordinal);

    /// <param name="over">The answers with what the round before has calculated, without what it has hidden.</param>
    /// <returns>False when nothing has changed any more.</returns>
    public bool Next(Dictionary<string, JsonElement> over)
    {
        var input = JsonShape.ObjectOf(over);
        var hidden = Hide(input);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        Calculated = Calculate(over, input, changed);
        foreach (var name in hidden)
            if (!Hidden.Contains(name)) changed.Add(name);
        foreach (var name in Hidden)
            if (!hidden.Contains(name)) changed.Add(name);
        (Hidden, _changed) = (hidden, changed);
        return changed.Count > 0;
    }

    private HashSet<string> Hide(JsonElement input)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in logic.Pages)
        {
            var isPageHidden = page.VisibleIf is not null && !IsVisible(page.VisibleIf, input);
            var isSectionHidden = false;
            foreach (var name in page.Fields)
            {
                var field = logic.ByName[name];
                // Asked wherever it stands: what is remembered of a condition has to be of the last round.
                var isHidden = field.VisibleIf is { } condition && !IsVisible(condition, input);
                if (field.IsSection) isSectionHidden = isHidden;
                if (isPageHidden || isSectionHidden || isHidden) hidden.Add(name);
            }
        }
        return hidden;
    }

    private bool IsVisible(Expression condition, JsonElement input) =>
        _visible.TryGetValue(condition, out var before) && !Concerns(condition, null)
            ? before
            : _visible[condition] = LogicJudgement.Holds(condition, input, context);

    // Each sees what those before it have come to in this round.
    private Dictionary<string, JsonElement> Calculate(
        Dictionary<string, JsonElement> over, JsonElement input, HashSet<string> changed)
    {
        var calculated = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (logic.Calculated.Count == 0) return calculated;
        Dictionary<string, JsonElement>? seen = null;
        foreach (var field in logic.Fields)
        {
            if (field.Calculate is null) continue;
            var before = Calculated.TryGetValue(field.Name, out var known) ? known : (JsonElement?)null;
            var now = _changed is not null && !Concerns(field.Calculate, changed)
                ? before
                : ValueOf(field.Calculate, seen is null ? input : JsonShape.ObjectOf(seen));
            if (now is { } value) calculated[field.Name] = value;
            var isSame = AreSame(before, now);
            if (!isSame) changed.Add(field.Name);
            // What is hidden is not among the answers; calculations see it all the same.
            if (now is not { } fresh || (isSame && over.ContainsKey(field.Name))) continue;
            seen ??= new(over, StringComparer.Ordinal);
            seen[field.Name] = fresh;
        }
        return calculated;
    }

    private JsonElement? ValueOf(Expression calculate, JsonElement input) =>
        LogicJudgement.Ask(calculate, input, context) is { IsFunction: false } result
            && result.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) ? result.ToJsonElement() : null;

    private bool Concerns(Expression expression, HashSet<string>? changedNow) =>
        _changed is not { } changed || logic.MentionsOf(expression) is not { } names
        || names.Overlaps(changed) || (changedNow is not null && names.Overlaps(changedNow));

    private static bool AreSame(JsonElement? one, JsonElement? other) =>
        one is { } value ? other is { } known && JsonElement.DeepEquals(value, known) : other is null;
}
