using System.Runtime.CompilerServices;
using System.Text;
using ConcertMaster.Jsonata.Evaluation;

namespace ConcertMaster.Jsonata.Values;

/// <summary>Makes the text that <c>$string</c> shows for arrays and objects: JSON as JavaScript writes it.</summary>
internal sealed class JsonStringifier(Run run, bool isPretty)
{
    private readonly StringBuilder _text = new();

    public static string Stringify(in Value value, Run run, bool isPretty)
    {
        var stringifier = new JsonStringifier(run, isPretty);
        stringifier.Append(value, 0);
        return stringifier._text.ToString();
    }

    public static void Quote(string text, StringBuilder target)
    {
        target.Append('"');
        for (var index = 0; index < text.Length; index++)
        {
            var current = text[index];
            if (char.IsHighSurrogate(current) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                target.Append(current).Append(text[++index]);
                continue;
            }
            _ = current switch
            {
                '"' => target.Append("\\\""),
                '\\' => target.Append("\\\\"),
                '\b' => target.Append("\\b"),
                '\f' => target.Append("\\f"),
                '\n' => target.Append("\\n"),
                '\r' => target.Append("\\r"),
                '\t' => target.Append("\\t"),
                < ' ' or >= '\ud800' and <= '\udfff' => target.Append($"\\u{(int)current:x4}"),
                _ => target.Append(current),
            };
        }
        target.Append('"');
    }

    private void Append(in Value value, int depth)
    {
        run.Step();
        run.CheckNesting(depth);
        switch (value.Kind)
        {
            case ValueKind.Number:
                AppendNumber(value.Number);
                break;
            case ValueKind.Boolean:
                _text.Append(value.Boolean ? "true" : "false");
                break;
            case ValueKind.String:
                Quote(value.String, _text);
                break;
            case ValueKind.Function:
                _text.Append("\"\"");
                break;
            case ValueKind.Array:
                AppendArray(value.AsArray!, depth);
                break;
            case ValueKind.Object when value.AsObject is { } map:
                AppendObject(map, depth);
                break;
            default:
                _text.Append("null");
                break;
        }
        run.CheckTextLength(_text.Length);
    }

    private void AppendNumber(double number)
    {
        if (double.IsInfinity(number))
        {
            throw new JsonataException("D1001", value: NumberText.Format(number));
        }
        _text.Append(double.IsNaN(number) ? "null" : NumberText.Format(NumberText.Round15(number)));
    }

    private void AppendArray(ArrayValue array, int depth)
    {
        _text.Append('[');
        var isFirst = true;
        foreach (ref readonly var item in array.Items)
        {
            BeginItem(ref isFirst, depth);
            Append(item, depth + 1);
        }
        End(isFirst, depth, ']');
    }

    private void AppendObject(ObjectValue map, int depth)
    {
        _text.Append('{');
        var isFirst = true;
        foreach (ref readonly var entry in map.Properties.Entries)
        {
            if (entry.Value.IsUndefined)
            {
                continue;
            }
            BeginItem(ref isFirst, depth);
            Quote(entry.Key, _text);
            _text.Append(isPretty ? ": " : ":");
            Append(entry.Value, depth + 1);
        }
        End(isFirst, depth, '}');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeginItem(ref bool isFirst, int depth)
    {
        if (!isFirst)
        {
            _text.Append(',');
        }
        isFirst = false;
        Break(depth + 1);
    }

    private void End(bool isEmpty, int depth, char close)
    {
        if (!isEmpty)
        {
            Break(depth);
        }
        _text.Append(close);
    }

    private void Break(int depth)
    {
        if (isPretty)
        {
            _text.Append('\n').Append(' ', depth * 2);
        }
    }
}
