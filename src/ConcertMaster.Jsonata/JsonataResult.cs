using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata;

/// <summary>
/// What an expression came to: a JSON value, or nothing (<see cref="IsUndefined"/>), which is not the same as null. It
/// refers to the input where it can, so write it out before you dispose of the input's document.
/// </summary>
public readonly struct JsonataResult
{
    private readonly Value _value;

    internal JsonataResult(in Value value) => _value = value;

    /// <summary>Whether the expression came to nothing at all.</summary>
    public bool IsUndefined => _value.IsUndefined;

    /// <summary>
    /// Whether the expression came to a function, which JSON cannot hold and is written as an empty text.
    /// </summary>
    public bool IsFunction => _value.IsFunction;

    /// <summary>
    /// What kind of JSON the result is; <see cref="JsonValueKind.Undefined"/> where it is nothing. Numbers that JSON
    /// cannot hold (infinity, not a number) are null, as JavaScript writes them.
    /// </summary>
    public JsonValueKind ValueKind => _value.Kind switch
    {
        Values.ValueKind.Undefined => JsonValueKind.Undefined,
        Values.ValueKind.Null => JsonValueKind.Null,
        Values.ValueKind.Boolean => _value.Boolean ? JsonValueKind.True : JsonValueKind.False,
        Values.ValueKind.Number => double.IsFinite(_value.Number) ? JsonValueKind.Number : JsonValueKind.Null,
        Values.ValueKind.Array => JsonValueKind.Array,
        Values.ValueKind.Object => JsonValueKind.Object,
        _ => JsonValueKind.String,
    };

    /// <summary>
    /// Whether the result counts as true, by the rules of <c>$boolean</c>: empty texts, arrays and objects, zero, null,
    /// functions and nothing do not.
    /// </summary>
    public bool IsTruthy => Functions.Conversions.ToBoolean(_value);

    /// <summary>The result as an element of its own, independent of the input.</summary>
    /// <returns><c>default(JsonElement)</c> where the result is nothing.</returns>
    public JsonElement ToJsonElement()
    {
        if (IsUndefined)
        {
            return default;
        }
        var reader = new Utf8JsonReader(ToUtf8(), new JsonReaderOptions { MaxDepth = int.MaxValue });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>
    /// The result as a node of its own, independent of the input; null both for null and for nothing.
    /// </summary>
    public JsonNode? ToJsonNode() => IsUndefined
        ? null
        : JsonNode.Parse(ToUtf8(), documentOptions: new JsonDocumentOptions { MaxDepth = int.MaxValue });

    /// <summary>Writes the result as JSON; nothing is written as null.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonOutput.Write(_value, writer);
    }

    /// <summary>The result as JSON text; empty where it is nothing.</summary>
    public override string ToString() => IsUndefined ? "" : System.Text.Encoding.UTF8.GetString(ToUtf8());

    private ReadOnlySpan<byte> ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, JsonOutput.WriterOptions);
        JsonOutput.Write(_value, writer);
        writer.Flush();
        return buffer.WrittenSpan;
    }
}
