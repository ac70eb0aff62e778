using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;

namespace ConcertMaster.JsonSchema.Values;

/// <summary>
/// A value as it stands in JSON text that is known to be well-formed: its bytes, from the first to the last. The text
/// itself is read quicker than a document, which looks up each part of it in a table.
/// </summary>
internal readonly ref struct JsonValue(ReadOnlySpan<byte> text)
{
    public ReadOnlySpan<byte> Text { get; } = text;

    public JsonValueKind Kind => Text[0] switch
    {
        (byte)'"' => JsonValueKind.String,
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };

    /// <summary>What stands between the quotes of a string.</summary>
    public ReadOnlySpan<byte> RawString => Text[1..^1];

    /// <summary>The members of an object.</summary>
    public JsonMembers Members => new(Text);

    /// <summary>The items of an array.</summary>
    public JsonItems Items => new(Text);

    public int CountItems()
    {
        var items = Items;
        var count = 0;
        while (items.MoveNext()) count++;
        return count;
    }
}

/// <summary>Walks through the items of an array, in the order of the text.</summary>
internal ref struct JsonItems(ReadOnlySpan<byte> array)
{
    private readonly ReadOnlySpan<byte> text = array;
    private int next = 1;

    /// <summary>Where the item starts in the text of the array.</summary>
    public int Start { get; private set; }

    public JsonValue Current { get; private set; }

    public readonly JsonItems GetEnumerator() => this;

    public bool MoveNext()
    {
        Start = JsonScan.SkipSeparators(text, next);
        if (text[Start] == ']') return false;
        next = JsonScan.EndOfValue(text, Start);
        Current = new JsonValue(text[Start..next]);
        return true;
    }
}

/// <summary>Walks through the members of an object, in the order of the text.</summary>
internal ref struct JsonMembers(ReadOnlySpan<byte> @object)
{
    private readonly ReadOnlySpan<byte> text = @object;
    private int next = 1;

    /// <summary>The name as a value, with its quotes.</summary>
    public ReadOnlySpan<byte> QuotedName { get; private set; }

    /// <summary>The name as it stands in the text, which may have escapes.</summary>
    public readonly ReadOnlySpan<byte> Name => QuotedName[1..^1];

    /// <summary>Where the value starts in the text of the object.</summary>
    public int Start { get; private set; }

    public JsonValue Value { get; private set; }

    public bool MoveNext()
    {
        if (!MoveToName(QuotedText.None, out _)) return false;
        ReadValue();
        return true;
    }

    /// <summary>Goes to the next member and reads its name only.</summary>
    /// <param name="likelyName">The name that is expected: so its end need not be looked for.</param>
    /// <param name="isLikely">Whether it is that name; never when none is expected.</param>
    public bool MoveToName(in QuotedText likelyName, out bool isLikely)
    {
        isLikely = false;
        var start = JsonScan.SkipSeparators(text, next);
        if (text[start] == '}') return false;
        isLikely = likelyName.Starts(text[start..]);
        var end = isLikely ? start + likelyName.Length : JsonScan.EndOfString(text, start);
        QuotedName = text[start..end];
        Start = JsonScan.SkipSeparators(text, end);
        return true;
    }

    /// <summary>Passes over the value if it is plainly valid; else it is still to be read.</summary>
    public bool TryPass(PlainCheck check)
    {
        var end = check.Accept(text, Start);
        if (end < 0) return false;
        next = end;
        return true;
    }

    public void ReadValue()
    {
        next = JsonScan.EndOfValue(text, Start);
        Value = new JsonValue(text[Start..next]);
    }
}
