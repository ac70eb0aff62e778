using System.Text.Json;

namespace ConcertMaster.Shared.Expressions;

/// <summary>JSON values that are needed often, made once.</summary>
internal static class JsonValues
{
    public static readonly JsonElement Null = Parse("null");
    public static readonly JsonElement EmptyObject = Parse("{}");
    public static readonly JsonElement EmptyArray = Parse("[]");

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Builds a value by writing it.</summary>
    public static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });
        write(writer);
        writer.Flush();
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>A property of an object; null when it is absent, null, or this is no object.</summary>
    public static JsonElement? Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>Text as it is, numbers and booleans as text; null for the rest.</summary>
    public static string? Text(this JsonElement element, string name) => element.Property(name) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => null,
    };

    /// <summary>A boolean, or the words true and false as text; the fallback for the rest.</summary>
    public static bool Flag(this JsonElement element, string name, bool fallback = false) =>
        element.Text(name) is { } text && bool.TryParse(text, out var value) ? value : fallback;

    public static int Whole(this JsonElement element, string name, int fallback) =>
        element.Text(name) is { } text && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture,
            out var value) && Math.Abs(value) < int.MaxValue
            ? (int)value
            : fallback;

    /// <summary>What counts as true in JSONata: not nothing, null, zero, empty, or made of such only.</summary>
    public static bool IsTruthy(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => element.GetString()!.Length > 0,
        JsonValueKind.Number => element.GetDouble() != 0,
        JsonValueKind.Object => element.EnumerateObject().Any(),
        JsonValueKind.Array => element.EnumerateArray().Any(item => item.IsTruthy()),
        _ => false,
    };
}
