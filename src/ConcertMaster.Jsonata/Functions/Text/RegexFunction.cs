using System.Text.RegularExpressions;
using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// A regular expression is a function from a text to its first match, which in turn leads to the next one.
/// </summary>
internal sealed class RegexFunction(ScriptRegex regex, int position) : FunctionValue
{
    public override int Arity => 2;

    public TextMatch? Find(string text, int start, Run run)
    {
        if (regex.Match(text, start, run) is not { } match)
        {
            return null;
        }
        return new TextMatch(match.Value, match.Index, match.Index + match.Length, Groups(match), () =>
        {
            var end = match.Index + match.Length;
            if (end >= text.Length)
            {
                return null;
            }
            var next = Find(text, end, run);
            // A match of nothing stays where it is, and so would the one after it.
            return next is { Text: "" } ? throw new JsonataException("D1004", position, regex.Source) : next;
        });
    }

    protected override Value Invoke(Value[] arguments, in Value input, Frame frame)
    {
        var text = arguments.Length > 0 ? Conversions.ToScriptText(arguments[0], frame.Run) : "undefined";
        var start = arguments.Length > 1 && arguments[1].IsNumber ? Math.Max(0, (int)arguments[1].Number) : 0;
        return ToValue(Find(text, start, frame.Run));
    }

    private static ArrayValue Groups(Match match)
    {
        var groups = new ArrayValue(match.Groups.Count - 1);
        for (var index = 1; index < match.Groups.Count; index++)
        {
            var group = match.Groups[index];
            groups.Add(group.Success ? Value.Of(group.Value) : Value.Undefined);
        }
        return groups;
    }

    private static Value ToValue(TextMatch? match)
    {
        if (match is null)
        {
            return Value.Undefined;
        }
        var map = new ObjectValue();
        map.Set("match", Value.Of(match.Text));
        map.Set("start", Value.Of(match.Start));
        map.Set("end", Value.Of(match.End));
        map.Set("groups", Value.Of(match.Groups));
        map.Set("next", Value.Of(new NativeFunction("next", null, 0, (_, _) => ToValue(match.Next()))));
        return Value.Of(map);
    }
}

/// <summary>One match in a text, and the way to the next.</summary>
internal sealed record TextMatch(string Text, int Start, int End, ArrayValue Groups, Func<TextMatch?> Next)
{
    private static readonly PropertyName MatchName = new("match");
    private static readonly PropertyName StartName = new("start");
    private static readonly PropertyName EndName = new("end");
    private static readonly PropertyName GroupsName = new("groups");
    private static readonly PropertyName NextName = new("next");

    /// <summary>Asks a matcher, which may be a regular expression or any function that answers like one.</summary>
    public static TextMatch? First(FunctionValue matcher, string text, CallSite site)
    {
        var function = matcher is ArgumentFunction argument ? argument.Function : matcher;
        return function is RegexFunction regex
            ? regex.Find(text, 0, site.Run)
            : FromAnswer(matcher.Call([Value.Of(text)], Value.Null, site.Frame), site);
    }

    private static TextMatch? FromAnswer(in Value answer, CallSite site)
    {
        if (answer.IsUndefined)
        {
            return null;
        }
        if (answer.AsObject is not { } map)
        {
            throw new JsonataException("T1010");
        }
        var (start, end) = (map.Get(StartName), map.Get(EndName));
        var groups = map.Get(GroupsName).AsArray;
        var next = map.Get(NextName).AsFunction;
        if (!start.IsNumber && !end.IsNumber && groups is null && next is null)
        {
            throw new JsonataException("T1010");
        }
        return new TextMatch(
            map.Get(MatchName).AsString ?? "",
            start.IsNumber ? (int)start.Number : 0,
            end.IsNumber ? (int)end.Number : 0,
            groups ?? new ArrayValue(),
            () => next is null ? null : FromAnswer(next.Call([], Value.Null, site.Frame), site));
    }
}
