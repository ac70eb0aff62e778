using System.Globalization;
using System.Text.Json;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.References;

/// <summary>JSON Pointers (RFC 6901).</summary>
internal static class PointerText
{
    public static string Escape(string token) =>
        token.AsSpan().ContainsAny('~', '/')
            ? token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            : token;

    public static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    public static string Join(string pointer, string token) => $"{pointer}/{Escape(token)}";

    public static string Join(string pointer, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");

    /// <summary>One step of a pointer: to a member, by its name as it stands in JSON text.</summary>
    public static string Step(ReadOnlySpan<byte> rawName) => "/" + Escape(JsonText.Read(rawName));

    /// <summary>One step of a pointer: to an item.</summary>
    public static string Step(int index) => Join("", index);

    /// <summary>The child that a token of a pointer names.</summary>
    public static bool TryStep(JsonElement value, string token, out JsonElement child)
    {
        child = default;
        if (value.ValueKind == JsonValueKind.Object)
        {
            var found = false;
            foreach (var property in value.EnumerateObject())
            {
                if (JsonText.Name(property) != token) continue;
                child = property.Value;
                found = true;
            }

            return found;
        }

        if (value.ValueKind != JsonValueKind.Array) return false;
        if (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        if (index >= value.GetArrayLength() || (token.Length > 1 && token[0] == '0')) return false;
        child = value[index];
        return true;
    }
}
