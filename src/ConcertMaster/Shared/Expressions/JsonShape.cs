using System.Globalization;
using System.Text.Json;

namespace ConcertMaster.Shared.Expressions;

/// <summary>The few operations on JSON values that several nodes share.</summary>
internal static class JsonShape
{
    /// <summary>The object with one field set; an object of that field alone when it is no object.</summary>
    public static JsonElement WithField(JsonElement source, string field, JsonElement value) =>
        JsonValues.Write(writer =>
        {
            writer.WriteStartObject();
            if (source.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in source.EnumerateObject())
                    if (member.Name != field) member.WriteTo(writer);
            }
            writer.WritePropertyName(field);
            WriteValue(writer, value);
            writer.WriteEndObject();
        });

    /// <summary>All fields of all objects; where a field occurs twice, the later one wins.</summary>
    public static JsonElement Combine(IEnumerable<JsonElement> objects)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var source in objects)
        {
            if (source.ValueKind != JsonValueKind.Object) continue;
            foreach (var member in source.EnumerateObject()) fields[member.Name] = member.Value;
        }
        return ObjectOf(fields);
    }

    public static JsonElement ObjectOf(IEnumerable<KeyValuePair<string, JsonElement>> fields) =>
        JsonValues.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
            writer.WriteEndObject();
        });

    public static JsonElement ArrayOf(IEnumerable<JsonElement> items) => JsonValues.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items) WriteValue(writer, item);
        writer.WriteEndArray();
    });

    /// <summary>An array's items; one value is an array of itself, null is empty.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray()],
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        _ => [value],
    };

    /// <summary>A field by its dotted path; null when there is none.</summary>
    public static JsonElement? At(JsonElement value, string path)
    {
        JsonElement? current = value;
        foreach (var name in path.Split('.'))
        {
            current = current?.Property(name);
            if (current is null) return null;
        }
        return current;
    }

    public static decimal? Number(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var exact) => exact,
        { ValueKind: JsonValueKind.String } text when decimal.TryParse(
            text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };

    /// <summary>Equal as JSON, or the same when written as text: <c>2</c> and <c>"2"</c>.</summary>
    public static bool SameValue(JsonElement one, JsonElement other) =>
        one.ValueKind == other.ValueKind
            ? JsonElement.DeepEquals(one, other)
            : Scalar(one) is { } text && text == Scalar(other);

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static void WriteValue(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) writer.WriteNullValue();
        else value.WriteTo(writer);
    }
}
