using System.Text.Json;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>
/// A short way through schemas that ask only for a text, a number or a choice, as most fields of a form do. It sees that
/// a value is valid while it looks for its end; of all that is not plain it says nothing, and the keywords decide.
/// </summary>
internal sealed class PlainCheck
{
    /// <summary>Not a place in the text: the keywords decide.</summary>
    public const int Undecided = -1;

    private readonly bool acceptsTexts;
    private readonly QuotedText[]? choices;
    private readonly long lengthMin;
    private readonly long lengthMax = long.MaxValue;
    private readonly PlainRange? range;
    private readonly bool acceptsTrue;
    private readonly bool acceptsFalse;
    private readonly bool acceptsNull;

    private PlainCheck(SchemaNode node, ValueRule? choice)
    {
        bool Allows(JsonValueKind kind) => node.Type is null || node.Type.Allows(kind);
        acceptsTrue = Allows(JsonValueKind.True) && choice?.AllowsLiteral("true"u8) != false;
        acceptsFalse = Allows(JsonValueKind.False) && choice?.AllowsLiteral("false"u8) != false;
        acceptsNull = Allows(JsonValueKind.Null) && choice?.AllowsLiteral("null"u8) != false;
        acceptsTexts = Allows(JsonValueKind.String) && node.Strings is null or { IsOnlyLength: true };
        choices = choice?.QuotedTexts;
        if (node.Strings is { } rules)
            (lengthMin, lengthMax) = (rules.MinLength ?? 0, rules.MaxLength ?? long.MaxValue);
        if (choice is null) range = PlainRange.For(node.Type, node.Numbers);
    }

    /// <summary>The short way through a schema whose keywords are all there; null when it has none.</summary>
    public static PlainCheck? For(SchemaNode node)
    {
        if (node.Constant is not null || node.Unevaluated is not null || node.Others.Length > 1) return null;
        var choice = node.Others.FirstOrDefault();
        return choice is null or ValueRule ? new PlainCheck(node, choice as ValueRule) : null;
    }

    /// <summary>The place after the value that starts there, if it is plainly valid.</summary>
    public int Accept(ReadOnlySpan<byte> text, int start)
    {
        var first = text[start];
        if (first == '"') return choices is null ? AcceptText(text, start) : AcceptChoice(text, start);
        if (first <= '9') return range is null ? Undecided : range.Accept(text, start);
        return first switch
        {
            (byte)'t' when acceptsTrue => start + 4,
            (byte)'f' when acceptsFalse => start + 5,
            (byte)'n' when acceptsNull => start + 4,
            _ => Undecided,
        };
    }

    // A code point takes one to four bytes: mostly that settles its length.
    private int AcceptText(ReadOnlySpan<byte> text, int start)
    {
        var length = text[(start + 1)..].IndexOfAny((byte)'"', (byte)'\\');
        var end = start + length + 2;
        var isPlain = acceptsTexts && text[end - 1] == '"' && length <= lengthMax && (length + 3) / 4 >= lengthMin;
        return isPlain ? end : Undecided;
    }

    private int AcceptChoice(ReadOnlySpan<byte> text, int start)
    {
        if (!acceptsTexts || lengthMin > 0 || lengthMax < long.MaxValue) return Undecided;
        var rest = text[start..];
        foreach (var choice in choices!)
        {
            if (choice.Starts(rest)) return start + choice.Length;
        }

        return Undecided;
    }
}
