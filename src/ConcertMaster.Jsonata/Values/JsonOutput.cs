using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConcertMaster.Jsonata.Values;

/// <summary>Writes values as JSON, with numbers laid out as JavaScript does.</summary>
internal static class JsonOutput
{
    /// <summary>
    /// Half of what a writer of System.Text.Json takes, so that the result can stand inside something else.
    /// </summary>
    private const int NestingMax = 500;

    private const int EscapeLength = 6;

    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = int.MaxValue,
        SkipValidation = true,
    };

    public static void Write(in Value value, Utf8JsonWriter writer)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                WriteNumber(value.Number, writer);
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.Boolean);
                break;
            case ValueKind.String:
                WriteString(value.String, writer);
                break;
            case ValueKind.Function:
                writer.WriteStringValue("");
                break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (ref readonly var item in value.AsArray!.Items)
                {
                    Write(item, writer);
                }
                writer.WriteEndArray();
                break;
            case ValueKind.Object when value.AsObject is { } map:
                writer.WriteStartObject();
                foreach (ref readonly var entry in map.Properties.Entries)
                {
                    if (!entry.Value.IsUndefined)
                    {
                        writer.WritePropertyName(WellFormed(entry.Key));
                        Write(entry.Value, writer);
                    }
                }
                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Fails where the value is larger, or nested deeper, than the limits allow.</summary>
    public static void Measure(in Value value, EvaluationLimits limits)
    {
        if (value.Kind is ValueKind.Array or ValueKind.Object or ValueKind.String)
        {
            long size = 0;
            Measure(value, limits, 0, ref size);
        }
    }

    private static void Measure(in Value value, EvaluationLimits limits, int depth, ref long size)
    {
        if (depth > NestingMax)
        {
            throw new JsonataException("D1011", value: NumberText.Format(NestingMax));
        }
        size += 2;
        switch (value.Kind)
        {
            case ValueKind.String:
                size += SizeOf(value.String);
                break;
            case ValueKind.Array when value.AsArray!.Source is { IsEmpty: false } source:
                size += source.Length;
                break;
            case ValueKind.Array:
                foreach (ref readonly var item in value.AsArray!.Items)
                {
                    Measure(item, limits, depth + 1, ref size);
                }
                break;
            case ValueKind.Object when value.AsObject is { } map:
                if (map.Source is { IsEmpty: false } text)
                {
                    size += text.Length;
                    break;
                }
                foreach (ref readonly var entry in map.Properties.Entries)
                {
                    size += SizeOf(entry.Key) + 3;
                    Measure(entry.Value, limits, depth + 1, ref size);
                }
                break;
        }
        if (size > limits.ResultSizeMax)
        {
            throw new JsonataException("L1002", value: NumberText.Format(limits.ResultSizeMax));
        }
    }

    private static long SizeOf(string text)
    {
        long size = text.Length;
        foreach (var character in Ascii.IsValid(text) ? "" : text)
        {
            if (!char.IsAscii(character))
            {
                size += EscapeLength - 1;
            }
        }
        return size;
    }

    private static void WriteNumber(double number, Utf8JsonWriter writer)
    {
        if (!double.IsFinite(number))
        {
            writer.WriteNullValue();
        }
        else if (number == Math.Truncate(number) && Math.Abs(number) < 1e15)
        {
            writer.WriteNumberValue((long)number);
        }
        else
        {
            writer.WriteRawValue(NumberText.Format(number), skipInputValidation: true);
        }
    }

    private static void WriteString(string text, Utf8JsonWriter writer)
    {
        if (!JsonText.HasLoneSurrogate(text))
        {
            writer.WriteStringValue(text);
            return;
        }
        var quoted = new StringBuilder();
        JsonStringifier.Quote(text, quoted);
        writer.WriteRawValue(quoted.ToString(), skipInputValidation: true);
    }

    /// <summary>
    /// A name cannot be written raw, so half a surrogate pair in it becomes the replacement character.
    /// </summary>
    private static string WellFormed(string name) => JsonText.HasLoneSurrogate(name)
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name))
        : name;
}
