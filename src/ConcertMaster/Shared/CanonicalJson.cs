using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConcertMaster.Shared;

/// <summary>
/// One way of writing a JSON value: names in ordinal order, no white space, numbers as given. So a hash of it stands
/// for the content and not for the way it was typed.
/// </summary>
public static class CanonicalJson
{
    /// <summary>In lower-case hex.</summary>
    public static string Sha256(JsonElement json) => Convert.ToHexStringLower(SHA256.HashData(Write(json)));

    public static byte[] Write(JsonElement json)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options)) Write(json, writer);
        return buffer.ToArray();
    }

    private static void Write(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in json.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(field.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
