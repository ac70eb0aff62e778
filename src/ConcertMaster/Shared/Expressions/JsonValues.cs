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

    private const int KeptSheetBytesMax = 256 * 1024;

    [ThreadStatic]
    private static Sheet? _spare;

    /// <summary>Builds a value by writing it.</summary>
    public static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        // Nobody else has it meanwhile: what is written may itself be built by writing.
        var sheet = _spare ?? new();
        _spare = null;
        write(sheet.Writer);
        sheet.Writer.Flush();
        var reader = new Utf8JsonReader(sheet.Bytes.WrittenSpan);
        var value = JsonElement.ParseValue(ref reader);
        if (sheet.Bytes.Capacity <= KeptSheetBytesMax) _spare = sheet.Cleared();
        return value;
    }

    // Used again and again: a buffer that grows costs several times what is written on it.
    private sealed class Sheet
    {
        public Sheet() => Writer = new(Bytes, new JsonWriterOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });

        public System.Buffers.ArrayBufferWriter<byte> Bytes { get; } = new(1_024);

        public Utf8JsonWriter Writer { get; }

        public Sheet Cleared()
        {
            Bytes.ResetWrittenCount();
            Writer.Reset();
            return this;
        }
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
