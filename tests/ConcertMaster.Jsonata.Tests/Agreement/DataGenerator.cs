using System.Text.Json.Nodes;

namespace ConcertMaster.Jsonata.Tests.Agreement;

/// <summary>
/// Makes inputs with the fields that <see cref="ExpressionGenerator"/> asks for, of the expected types or others.
/// </summary>
internal sealed class DataGenerator(int seed)
{
    private static readonly string[] Texts =
        ["a", "b", "abc", "Supplier A", "x,y,z", "ß straße", "12", "3.50", "2026-11-21", "é𝒳", "", "B7 c3", "ΑΣ"];

    private readonly Random _random = new(seed);

    public string Next() => _random.Next(12) switch
    {
        0 => Items(3).ToJsonString(),
        1 => Scalar()?.ToJsonString() ?? "null",
        2 => "[]",
        _ => Record(2).ToJsonString(),
    };

    private JsonObject Record(int depth)
    {
        var record = new JsonObject();
        void Set(string name, Func<JsonNode?> value)
        {
            if (_random.Next(4) > 0)
            {
                record[name] = _random.Next(14) == 0 ? Scalar() : value();
            }
        }
        Set("name", () => Text());
        Set("amount", () => Number());
        Set("qty", () => JsonValue.Create(_random.Next(-2, 12)));
        Set("price", () => Number());
        Set("active", () => JsonValue.Create(_random.Next(2) == 0));
        Set("note", () => _random.Next(3) == 0 ? null : Text());
        Set("group", () => JsonValue.Create(_random.Next(3) == 0 ? "10" : "g" + _random.Next(3)));
        Set("tags", () => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => (JsonNode?)Text())]));
        Set("2", () => Number());
        if (depth > 0)
        {
            Set("items", () => Items(depth));
            Set("owner", () => Record(depth - 1));
            Set("nested", () => new JsonObject { ["deep"] = _random.Next(2) == 0 ? Record(0) : Items(depth - 1) });
        }
        return record;
    }

    // Never empty: the reference adds an item to an empty list of the input when it is grouped.
    private JsonArray Items(int depth) =>
        [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => _random.Next(10) == 0 ? Scalar() : Record(depth - 1))];

    private JsonNode? Scalar() => _random.Next(6) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next(2) == 0),
        2 => Number(),
        3 => new JsonArray(Number(), new JsonArray(Text(), Number()), null),
        _ => Text(),
    };

    private JsonValue Text() => JsonValue.Create(Texts[_random.Next(Texts.Length)]);

    private JsonValue Number() => JsonValue.Create(_random.Next(8) switch
    {
        0 => 0,
        1 => 0.1 + 0.2,
        2 => Math.Round(_random.NextDouble() * 100, 2),
        3 => _random.NextDouble() * 1e6,
        4 => -_random.Next(100),
        5 => _random.Next(100) * 1e18,
        _ => _random.Next(50),
    });
}
