using System.Text;
using System.Text.Json;
using ConcertMaster.Jsonata;

namespace ConcertMaster.Shared.Expressions;

/// <summary>
/// Text with expressions in double braces. Text that is one expression keeps the type of its value; mixed text becomes
/// text, in which nothing and null are empty and arrays and objects are JSON.
/// </summary>
internal sealed class Template
{
    private const string Opening = "{{";
    private const string Closing = "}}";

    // Each part is literal text or an expression. A template without expressions has no parts.
    private readonly IReadOnlyList<(string Literal, Expression? Expression)> _parts;

    private Template(string text, IReadOnlyList<(string, Expression?)> parts)
    {
        Text = text;
        _parts = parts;
    }

    public string Text { get; }

    public IEnumerable<Expression> Expressions =>
        _parts.Where(part => part.Expression is not null).Select(part => part.Expression!);

    public static bool MayHoldExpressions(string text) => text.Contains(Opening, StringComparison.Ordinal);

    /// <exception cref="JsonataException">An expression does not parse, or its braces are not closed.</exception>
    public static Template Parse(string text)
    {
        var parts = new List<(string, Expression?)>();
        var from = 0;
        while (text.IndexOf(Opening, from, StringComparison.Ordinal) is var open and >= 0)
        {
            var (expression, next) = ReadExpression(text, open + Opening.Length);
            if (open > from) parts.Add((text[from..open], null));
            parts.Add(("", expression));
            from = next;
        }
        if (parts.Count > 0 && from < text.Length) parts.Add((text[from..], null));
        return new(text, parts);
    }

    /// <summary>Text with double braces as a template; any other text as one bare expression.</summary>
    /// <exception cref="JsonataException">It does not parse.</exception>
    public static Template ParseExpression(string text) => MayHoldExpressions(text)
        ? Parse(text)
        : new(text, [("", Expression.Parse(text))]);

    /// <exception cref="JsonataException">An expression failed, or reached a limit.</exception>
    public JsonElement Evaluate(JsonElement input, EvaluationContext context)
    {
        if (_parts.Count == 0) return JsonSerializer.SerializeToElement(Text);
        if (SingleExpression() is { } single)
        {
            var result = single.Evaluate(input, context);
            return result.IsUndefined ? JsonValues.Null : result.ToJsonElement();
        }
        var text = new StringBuilder();
        foreach (var (literal, expression) in _parts)
            text.Append(expression is null ? literal : TextOf(expression.Evaluate(input, context)));
        return JsonSerializer.SerializeToElement(text.ToString());
    }

    // Space around the only expression does not make it text.
    private Expression? SingleExpression()
    {
        Expression? single = null;
        foreach (var (literal, expression) in _parts)
        {
            if (expression is null && string.IsNullOrWhiteSpace(literal)) continue;
            if (expression is null || single is not null) return null;
            single = expression;
        }
        return single;
    }

    private static string TextOf(JsonataResult result) => result.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => result.ToJsonElement().GetString()!,
        _ => result.ToString(),
    };

    // An expression may itself hold two closing braces, in a text or where objects nest: it ends at the first pair
    // before which it parses.
    private static (Expression Expression, int Next) ReadExpression(string text, int start)
    {
        JsonataException? first = null;
        for (var close = text.IndexOf(Closing, start, StringComparison.Ordinal); close >= 0;
             close = text.IndexOf(Closing, close + 1, StringComparison.Ordinal))
        {
            if (Expression.TryParse(text[start..close], out var expression, out var error))
                return (expression, close + Closing.Length);
            first ??= error;
        }
        if (first is not null) throw first;
        // The parser's own message for what is left over says best what is missing.
        Expression.Parse(text[start..] + " }");
        throw new InvalidOperationException($"'{text}' has two opening braces and no closing ones.");
    }
}
