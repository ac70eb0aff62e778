using System.Text;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// The functions on texts. A character is a code point, except where the reference counts UTF-16 units.
/// </summary>
internal static class StringFunctions
{
    public static Value ToText(CallSite site, Value[] arguments) => arguments[0].IsUndefined
        ? Value.Undefined
        : Value.Of(Conversions.ToText(arguments[0], site.Run, arguments[1].IsBoolean && arguments[1].Boolean));

    public static Value Length(CallSite site, Value[] arguments) =>
        arguments[0].IsUndefined ? Value.Undefined : Value.Of(CountCharacters(Text(arguments[0])));

    public static Value Substring(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var text = Text(arguments[0]);
        var start = arguments[1].IsNumber ? arguments[1].Number : 0;
        var count = CountCharacters(text);
        if (count + start < 0)
        {
            start = 0;
        }
        if (arguments[2].IsUndefined)
        {
            return Value.Of(Slice(text, count, start, count));
        }
        var length = NumberFunctions.Number(arguments[2]);
        if (arguments[1].IsUndefined)
        {
            return Value.Of(""); // a length from nowhere ends nowhere
        }
        var end = start >= 0 ? start + length : count + start + length;
        return Value.Of(length <= 0 ? "" : Slice(text, count, start, end));
    }

    public static Value SubstringBefore(CallSite site, Value[] arguments) =>
        Cut(arguments, (text, at, _) => text[..at]);

    public static Value SubstringAfter(CallSite site, Value[] arguments) =>
        Cut(arguments, (text, at, length) => text[(at + length)..]);

    public static Value Lowercase(CallSite site, Value[] arguments) => Change(site, arguments[0], LetterCase.ToLower);

    public static Value Uppercase(CallSite site, Value[] arguments) => Change(site, arguments[0], LetterCase.ToUpper);

    public static Value Trim(CallSite site, Value[] arguments) => Change(site, arguments[0], Trim);

    public static Value Pad(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var text = Text(arguments[0]);
        var width = arguments[1].IsUndefined ? 0 : Math.Truncate(NumberFunctions.Number(arguments[1]));
        var filler = arguments[2].AsString is { Length: > 0 } given ? given : " ";
        var missing = Math.Abs(width) - CountCharacters(text);
        if (!(missing > 0))
        {
            return arguments[0];
        }
        site.Run.CheckTextLength((long)Math.Min(missing, int.MaxValue) + text.Length);
        var padding = Repeat(filler, (int)missing);
        return Value.Of(site.Run.Made(width > 0 ? text + padding : padding + text));
    }

    public static Value Join(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var separator = arguments[1].AsString ?? "";
        var list = ArrayFunctions.List(arguments[0]);
        var joined = new StringBuilder();
        for (var index = 0; index < list.Count; index++)
        {
            site.Run.Steps(2);
            site.Run.CheckTextLength(joined.Length);
            joined.Append(index > 0 ? separator : "").Append(list[index].AsString);
        }
        return Value.Of(site.Run.Made(joined.ToString()));
    }

    public static string Text(in Value value) => value.AsString ?? throw new JsonataException("T0410", value: "1");

    private static Value Change(CallSite site, in Value text, Func<string, string> change) =>
        text.IsUndefined ? Value.Undefined : Value.Of(site.Run.Made(change(site.Run.Reading(Text(text)))));

    private static Value Cut(Value[] arguments, Func<string, int, int, string> cut)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var text = Text(arguments[0]);
        // JavaScript looks for the word "undefined" where there is nothing to look for.
        var mark = arguments[1].AsString ?? "undefined";
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? arguments[0] : Value.Of(cut(text, at, mark.Length));
    }

    private static int CountCharacters(string text)
    {
        if (!JsonText.HasSurrogates(text))
        {
            return text.Length;
        }
        var count = 0;
        for (var index = 0; index < text.Length; index += IsPair(text, index) ? 2 : 1)
        {
            count++;
        }
        return count;
    }

    private static bool IsPair(string text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);

    /// <summary>Characters from one position to before another, either of which may count from the end.</summary>
    private static string Slice(string text, int count, double from, double to)
    {
        var start = (int)Math.Clamp(Resolve(from, count), 0, count);
        var end = (int)Math.Clamp(Resolve(to, count), 0, count);
        if (end <= start)
        {
            return "";
        }
        return count == text.Length ? text[start..end] : text[Offset(text, start)..Offset(text, end)];
    }

    private static double Resolve(double position, int count)
    {
        var whole = double.IsNaN(position) ? 0 : Math.Truncate(position);
        return whole < 0 ? whole + count : whole;
    }

    private static int Offset(string text, int characters)
    {
        var offset = 0;
        for (; characters > 0; characters--)
        {
            offset += IsPair(text, offset) ? 2 : 1;
        }
        return offset;
    }

    private static string Repeat(string filler, int characterCount)
    {
        if (filler.Length == 1)
        {
            return new string(filler[0], characterCount);
        }
        var length = CountCharacters(filler);
        var repeated = new StringBuilder();
        for (var index = 0; index < characterCount / length; index++)
        {
            repeated.Append(filler);
        }
        return repeated.Append(Slice(filler, length, 0, characterCount % length)).ToString();
    }

    /// <summary>Runs of blanks become one space, and none are left at either end. Other white space stays.</summary>
    private static string Trim(string text)
    {
        var trimmed = new StringBuilder(text.Length);
        var isPending = false;
        foreach (var character in text)
        {
            if (character is ' ' or '\t' or '\n' or '\r')
            {
                isPending = true;
                continue;
            }
            trimmed.Append(isPending && trimmed.Length > 0 ? " " : "").Append(character);
            isPending = false;
        }
        return trimmed.ToString();
    }
}
