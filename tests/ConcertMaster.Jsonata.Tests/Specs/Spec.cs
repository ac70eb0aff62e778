using System.Text.Json;

namespace ConcertMaster.Jsonata.Tests.Specs;

/// <summary>What an expression comes to on an input, as JSON text; "nothing" where it comes to nothing.</summary>
internal static class Spec
{
    public const string Order = """
        {
          "number": "O-1",
          "total": 30,
          "vat": 19,
          "note": null,
          "paid": true,
          "customer": { "name": "Ana", "city": "Lisbon" },
          "lines": [
            { "article": "pen", "quantity": 2, "price": 1.5, "tags": ["blue", "office"] },
            { "article": "ink", "quantity": 1, "price": 7, "tags": ["blue"] },
            { "article": "paper", "quantity": 10, "price": 2, "tags": [] }
          ]
        }
        """;

    public static EvaluationContext Context { get; } = new()
    {
        Now = new DateTimeOffset(2026, 11, 21, 10, 30, 15, 123, TimeSpan.Zero),
        RandomSeed = 42,
    };

    public static string Evaluate(string expression, string input = Order, EvaluationContext? context = null)
    {
        using var document = JsonDocument.Parse(input);
        var result = Expression.Parse(expression).Evaluate(document.RootElement, context ?? Context);
        return result.IsUndefined ? "nothing" : result.ToString();
    }

    public static JsonataException Fail(string expression, string input = Order, EvaluationContext? context = null) =>
        Should.Throw<JsonataException>(() => Evaluate(expression, input, context), expression);
}
