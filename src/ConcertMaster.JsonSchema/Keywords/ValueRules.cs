using System.Runtime.InteropServices;
using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary><c>enum</c> and <c>const</c>. Texts, by far the most usual, are looked up by their bytes.</summary>
internal sealed class ValueRule : Keyword
{
    private readonly string keyword;
    private readonly string message;
    private readonly NameTable? texts;
    private readonly byte[][] others;

    public ValueRule(string keyword, IReadOnlyList<JsonElement> allowed)
    {
        this.keyword = keyword;
        var strings = allowed.Where(value => value.ValueKind == JsonValueKind.String).Select(JsonText.Read).Distinct();
        texts = strings.Any() ? new NameTable(strings) : null;
        others = [.. allowed.Where(value => value.ValueKind != JsonValueKind.String)
            .Select(value => JsonMarshal.GetRawUtf8Value(value).ToArray())];
        var shown = allowed.Select(Show).ToList();
        message = keyword == "const" ? Messages.Const(shown[0]) : Messages.Enum(shown);
    }

    /// <summary>The allowed texts as JSON has them, those left out that must have escapes.</summary>
    public QuotedText[] QuotedTexts => texts?.AllQuoted ?? [];

    /// <summary>Whether true, false or null is allowed.</summary>
    public bool AllowsLiteral(ReadOnlySpan<byte> literal)
    {
        foreach (var allowed in others)
        {
            if (literal.SequenceEqual(allowed)) return true;
        }

        return false;
    }

    public override bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        if (value.Kind == JsonValueKind.String)
            return (texts is not null && texts.Find(value.RawString) >= 0) || run.Fail(keyword, message);
        foreach (var allowed in others)
        {
            if (JsonEquality.AreEqual(new JsonValue(allowed), value, run)) return true;
        }

        return run.Fail(keyword, message);
    }

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"“{JsonText.Read(value)}”",
        JsonValueKind.Null => "empty",
        _ => value.GetRawText(),
    };
}
