using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.Values;

/// <summary>
/// Equality as JSON Schema defines it: numbers by value, strings by code points, objects without order.
/// </summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    public static JsonEquality Instance { get; } = new();

    public bool Equals(JsonElement x, JsonElement y) => AreEqual(x, y);

    public int GetHashCode(JsonElement value) => Hash(value);

    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        var kind = left.ValueKind;
        if (kind != right.ValueKind) return false;
        return kind switch
        {
            JsonValueKind.String => TextEquals(JsonText.Raw(left), JsonText.Raw(right)),
            JsonValueKind.Number => JsonNumber.Read(left).CompareTo(JsonNumber.Read(right)) == 0,
            JsonValueKind.Array => ArraysEqual(left, right),
            JsonValueKind.Object => ObjectsEqual(left, right),
            _ => true,
        };
    }

    public static bool TextEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return true;
        if (!JsonText.HasEscapes(left) && !JsonText.HasEscapes(right)) return false;
        return JsonText.Read(left) == JsonText.Read(right);
    }

    private static bool ArraysEqual(JsonElement left, JsonElement right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (left.GetArrayLength() != right.GetArrayLength()) return false;
        var others = right.EnumerateArray();
        foreach (var item in left.EnumerateArray())
        {
            others.MoveNext();
            if (!AreEqual(item, others.Current)) return false;
        }

        return true;
    }

    private static bool ObjectsEqual(JsonElement left, JsonElement right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var own = ByName(left);
        var other = ByName(right);
        if (own.Count != other.Count) return false;
        foreach (var (name, value) in own)
        {
            if (!other.TryGetValue(name, out var counterpart) || !AreEqual(value, counterpart)) return false;
        }

        return true;
    }

    // Of a name that is given twice the last one counts, as in a browser.
    private static Dictionary<string, JsonElement> ByName(JsonElement value)
    {
        var byName = new Dictionary<string, JsonElement>(value.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject()) byName[JsonText.Name(property)] = property.Value;
        return byName;
    }

    private static int Hash(JsonElement value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return HashText(JsonText.Raw(value));
            case JsonValueKind.Number:
                return JsonNumber.Read(value).GetHashCode();
            case JsonValueKind.Array:
                var items = default(HashCode);
                foreach (var item in value.EnumerateArray()) items.Add(Hash(item));
                return items.ToHashCode();
            case JsonValueKind.Object:
                var sum = 1;
                foreach (var (name, member) in ByName(value))
                    sum += HashCode.Combine(string.GetHashCode(name, StringComparison.Ordinal), Hash(member));
                return sum;
            default:
                return (int)value.ValueKind;
        }
    }

    private static int HashText(ReadOnlySpan<byte> raw)
    {
        if (JsonText.HasEscapes(raw)) return HashEscaped(raw);
        var hash = default(HashCode);
        hash.AddBytes(raw);
        return hash.ToHashCode();
    }

    // Lone surrogates have no bytes of their own; any two of them may share a hash.
    private static int HashEscaped(ReadOnlySpan<byte> raw)
    {
        var hash = default(HashCode);
        hash.AddBytes(System.Text.Encoding.UTF8.GetBytes(JsonText.Read(raw)));
        return hash.ToHashCode();
    }
}
