using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;

namespace ConcertMaster.JsonSchema.Values;

/// <summary>
/// Equality as JSON Schema defines it: numbers by value, strings by code points, objects without order. How deeply
/// it may go is up to the limits of the run.
/// </summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonValue left, JsonValue right, Run run)
    {
        var kind = left.Kind;
        if (kind != right.Kind) return false;
        return kind switch
        {
            JsonValueKind.String => TextEquals(left.RawString, right.RawString),
            JsonValueKind.Number => JsonNumber.Parse(left.Text).CompareTo(JsonNumber.Parse(right.Text)) == 0,
            JsonValueKind.Array => ArraysEqual(left, right, run),
            JsonValueKind.Object => ObjectsEqual(left, right, run),
            _ => true,
        };
    }

    /// <summary>Equal values have the same hash.</summary>
    public static int Hash(JsonValue value, Run run) => value.Kind switch
    {
        JsonValueKind.String => HashText(value.RawString),
        JsonValueKind.Number => JsonNumber.Parse(value.Text).GetHashCode(),
        JsonValueKind.Array => HashItems(value, run),
        JsonValueKind.Object => HashMembers(value, run),
        var kind => (int)kind,
    };

    private static bool TextEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return true;
        if (!JsonText.HasEscapes(left) && !JsonText.HasEscapes(right)) return false;
        return JsonText.Read(left) == JsonText.Read(right);
    }

    private static bool ArraysEqual(JsonValue left, JsonValue right, Run run)
    {
        run.Enter();
        var items = left.Items;
        var others = right.Items;
        var equal = true;
        while (equal && items.MoveNext()) equal = others.MoveNext() && AreEqual(items.Current, others.Current, run);
        equal = equal && !others.MoveNext();
        run.Leave();
        return equal;
    }

    private static bool ObjectsEqual(JsonValue left, JsonValue right, Run run)
    {
        run.Enter();
        var own = ByName(left);
        var other = ByName(right);
        var equal = own.Count == other.Count;
        foreach (var (name, place) in own)
        {
            equal = equal && other.TryGetValue(name, out var counterpart)
                && AreEqual(new(left.Text[place]), new(right.Text[counterpart]), run);
        }

        run.Leave();
        return equal;
    }

    // Of a name that is given twice the last one counts, as in a browser.
    private static Dictionary<string, Range> ByName(JsonValue value)
    {
        var byName = new Dictionary<string, Range>(StringComparer.Ordinal);
        var members = value.Members;
        while (members.MoveNext())
        {
            var end = members.Start + members.Value.Text.Length;
            byName[JsonText.Read(members.Name)] = members.Start..end;
        }

        return byName;
    }

    private static int HashItems(JsonValue array, Run run)
    {
        run.Enter();
        var hash = default(HashCode);
        foreach (var item in array.Items) hash.Add(Hash(item, run));
        run.Leave();
        return hash.ToHashCode();
    }

    private static int HashMembers(JsonValue value, Run run)
    {
        run.Enter();
        var sum = 1;
        foreach (var (name, place) in ByName(value))
        {
            var member = Hash(new(value.Text[place]), run);
            sum += HashCode.Combine(string.GetHashCode(name, StringComparison.Ordinal), member);
        }

        run.Leave();
        return sum;
    }

    private static int HashText(ReadOnlySpan<byte> raw)
    {
        var hash = default(HashCode);
        // Lone surrogates have no bytes of their own; any two of them may share a hash.
        hash.AddBytes(JsonText.HasEscapes(raw) ? System.Text.Encoding.UTF8.GetBytes(JsonText.Read(raw)) : raw);
        return hash.ToHashCode();
    }
}
