using System.Globalization;
using System.Text;
using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>The functions that look for a text or a pattern in a text.</summary>
internal static class MatchFunctions
{
    public static Value Contains(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined || arguments[1].IsUndefined)
        {
            return Value.Undefined;
        }
        var text = arguments[0].AsString ?? throw Misfit(1);
        if (arguments[1].AsString is { } part)
        {
            site.Run.Steps(text.Length / 16);
            return Value.Of(text.Contains(part, StringComparison.Ordinal));
        }
        var matcher = arguments[1].AsFunction ?? throw Misfit(2);
        return Value.Of(TextMatch.First(matcher, text, site) is not null);
    }

    public static Value Match(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var limit = Limit(arguments[2], "D3040");
        var text = arguments[0].AsString ?? throw Misfit(1);
        var matcher = arguments[1].AsFunction ?? throw Misfit(2);
        var matches = ArrayValue.Sequence();
        if (limit > 0)
        {
            var match = TextMatch.First(matcher, text, site);
            for (; match is not null && matches.Count < limit; match = match.Next())
            {
                var map = new ObjectValue();
                map.Set("match", Value.Of(match.Text));
                map.Set("index", Value.Of(match.Start));
                map.Set("groups", Value.Of(match.Groups));
                matches.Add(Value.Of(map));
                site.Run.CheckLength(matches.Count);
            }
        }
        return Value.Of(matches);
    }

    public static Value Split(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var limit = Limit(arguments[2], "D3020");
        var text = arguments[0].AsString ?? throw Misfit(1);
        var parts = new ArrayValue();
        if (!(limit > 0))
        {
            return Value.Of(parts);
        }
        site.Run.Steps(1 + (text.Length / 16));
        if (arguments[1].AsFunction is { } matcher)
        {
            SplitByMatch(site, text, matcher, limit, parts);
        }
        else
        {
            SplitByText(site, text, arguments[1].AsString ?? throw Misfit(2), Math.Floor(limit), parts);
        }
        return Value.Of(parts);
    }

    public static Value Replace(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        if (arguments[1].AsString is "")
        {
            throw new JsonataException("D3010");
        }
        var limit = Limit(arguments[3], "D3011");
        var text = arguments[0].AsString ?? throw Misfit(1);
        if (!(limit > 0))
        {
            return arguments[0];
        }
        return Value.Of(arguments[1].AsFunction is { } matcher
            ? ReplaceMatches(site, text, matcher, arguments[2], limit)
            : ReplaceText(site, text, arguments[1].AsString ?? throw Misfit(2), arguments[2], limit));
    }

    private static JsonataException Misfit(int argument) => new("T0410", value: $"{argument}");

    private static double Limit(in Value limit, string code)
    {
        if (limit.IsUndefined)
        {
            return double.PositiveInfinity;
        }
        return limit.IsNumber && limit.Number < 0 ? throw new JsonataException(code) : limit.Number;
    }

    private static void SplitByMatch(CallSite site, string text, FunctionValue matcher, double limit, ArrayValue parts)
    {
        var start = 0;
        var match = TextMatch.First(matcher, text, site);
        for (; match is not null && parts.Count < limit; match = match.Next())
        {
            parts.Add(Value.Of(Between(text, start, match.Start)));
            start = match.End;
            site.Run.CheckLength(parts.Count);
        }
        if (parts.Count < limit)
        {
            parts.Add(Value.Of(Between(text, start, text.Length)));
        }
    }

    private static void SplitByText(CallSite site, string text, string separator, double limit, ArrayValue parts)
    {
        if (separator.Length == 0)
        {
            site.Run.Steps(text.Length);
            for (var index = 0; index < text.Length && index < limit; index++)
            {
                parts.Add(Value.Of(text[index].ToString()));
            }
            site.Run.CheckLength(parts.Count);
            return;
        }
        for (var start = 0; start <= text.Length && parts.Count < limit;)
        {
            site.Run.Step();
            var end = text.IndexOf(separator, start, StringComparison.Ordinal);
            parts.Add(Value.Of(text[start..(end < 0 ? text.Length : end)]));
            start = end < 0 ? text.Length + 1 : end + separator.Length;
        }
        site.Run.CheckLength(parts.Count);
    }

    private static string ReplaceText(CallSite site, string text, string part, in Value replacement, double limit)
    {
        if (limit <= 0 || !text.Contains(part, StringComparison.Ordinal))
        {
            return text;
        }
        var replacementText = replacement.IsUndefined ? "undefined"
            : replacement.AsString ?? throw new JsonataException("D3012", value: Conversions.Describe(replacement));
        var result = new StringBuilder();
        var start = 0;
        for (var count = 0; count < limit; count++)
        {
            var found = text.IndexOf(part, start, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }
            result.Append(text, start, found - start).Append(replacementText);
            start = found + part.Length;
            site.Run.Step();
            site.Run.CheckTextLength(result.Length);
        }
        return site.Run.Made(result.Append(text, start, text.Length - start).ToString());
    }

    private static string ReplaceMatches(
        CallSite site, string text, FunctionValue matcher, Value replacement, double limit)
    {
        var result = new StringBuilder();
        var start = 0;
        var count = 0;
        var match = TextMatch.First(matcher, text, site);
        for (; match is not null && count < limit; match = match.Next())
        {
            result.Append(Between(text, start, match.Start)).Append(Replacement(site, match, replacement));
            start = match.Start + match.Text.Length;
            count++;
            site.Run.CheckTextLength(result.Length);
        }
        return site.Run.Made(result.Append(Between(text, start, text.Length)).ToString());
    }

    private static string Replacement(CallSite site, TextMatch match, in Value replacement)
    {
        if (replacement.AsString is { } template)
        {
            return Fill(template, match, site.Run);
        }
        var function = replacement.AsFunction ?? throw Misfit(3);
        var map = new ObjectValue();
        map.Set("match", Value.Of(match.Text));
        map.Set("start", Value.Of(match.Start));
        map.Set("end", Value.Of(match.End));
        map.Set("groups", Value.Of(match.Groups));
        var answer = function.Call([Value.Of(map)], Value.Null, site.Frame);
        return answer.AsString ?? throw new JsonataException("D3012", value: Conversions.Describe(answer));
    }

    /// <summary>Puts the match for <c>$0</c> and its groups for <c>$1</c> and so on; <c>$$</c> is a dollar.</summary>
    private static string Fill(string template, TextMatch match, Run run)
    {
        var result = new StringBuilder();
        var position = 0;
        for (var dollar = template.IndexOf('$'); dollar >= 0; dollar = template.IndexOf('$', position))
        {
            result.Append(template, position, dollar - position);
            // Each dollar may stand for all of the text, so that it cannot wait until the template is filled.
            run.Step();
            run.CheckTextLength(result.Length);
            position = dollar + 1;
            var next = position < template.Length ? template[position] : '\0';
            if (next == '$')
            {
                result.Append('$');
                position++;
            }
            else if (next == '0')
            {
                result.Append(match.Text);
                position++;
            }
            else if (GroupNumber(template, position, match.Groups.Count) is { } number)
            {
                result.Append(number >= 1 && number <= match.Groups.Count ? match.Groups[number - 1].AsString : "");
                position += number.ToString(CultureInfo.InvariantCulture).Length;
            }
            else
            {
                result.Append('$');
            }
            if (position > template.Length)
            {
                position = template.Length;
            }
        }
        return result.Append(template, position, template.Length - position).ToString();
    }

    /// <summary>
    /// As many digits as the number of groups has, or one less where that would be beyond the last group.
    /// </summary>
    private static int? GroupNumber(string template, int position, int groupCount)
    {
        var digits = groupCount == 0 ? 1 : groupCount.ToString(CultureInfo.InvariantCulture).Length;
        var number = ReadDigits(template, position, digits);
        return digits > 1 && number > groupCount ? ReadDigits(template, position, digits - 1) : number;
    }

    private static int? ReadDigits(string template, int position, int length)
    {
        var end = position;
        while (end < template.Length && end < position + length && char.IsAsciiDigit(template[end]))
        {
            end++;
        }
        return end == position ? null : int.Parse(template.AsSpan(position..end), CultureInfo.InvariantCulture);
    }

    /// <summary>The part between two positions, whichever comes first, as a matcher of one's own may have it.</summary>
    private static string Between(string text, int one, int other)
    {
        var start = Math.Clamp(Math.Min(one, other), 0, text.Length);
        var end = Math.Clamp(Math.Max(one, other), 0, text.Length);
        return text[start..end];
    }
}
