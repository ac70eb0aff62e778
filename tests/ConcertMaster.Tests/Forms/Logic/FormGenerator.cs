using System.Text.Json.Nodes;

namespace ConcertMaster.Tests.Forms.Logic;

/// <summary>Forms with logic of every kind, and answers right and wrong; the same for the same seed.</summary>
internal sealed class FormGenerator(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(string Name, string Kind)> _fields = [];

    public (string Definition, string Answers) Next()
    {
        _fields.Clear();
        var count = _random.Next(2, 9);
        for (var index = 0; index < count; index++)
            _fields.Add(($"f{index}", Pick("number", "integer", "text", "choice", "choices", "boolean", "date", "rows", "section",
                "money", "matrix", "email", "dateTime", "time", "scale", "consent", "hidden", "list", "files")));
        var (properties, settings, answers) = (new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var (name, kind) in _fields)
        {
            properties[name] = Schema(kind);
            var own = Settings();
            if (kind is "section" or "money" or "matrix" or "scale" or "consent" or "hidden") own["widget"] = kind;
            // A heading is under a condition more often than other fields, and what stands below it with it.
            if (kind == "section" && _random.Next(2) == 0) own["visibleIf"] = Condition();
            if (own.Count > 0) settings[name] = own;
            if (_random.Next(kind == "section" ? 60 : 10) < 7) answers[name] = Answer(kind);
        }
        if (_random.Next(10) == 0) answers["stranger"] = 1;
        var required = _fields.Where(_ => _random.Next(4) == 0).Select(field => (JsonNode?)field.Name).ToArray();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray(required) };
        var ui = new JsonObject { ["fields"] = settings };
        if (_random.Next(2) == 0) ui["pages"] = Pages();
        return (new JsonObject { ["schema"] = schema, ["ui"] = ui }.ToJsonString(), answers.ToJsonString());
    }

    private JsonArray Pages()
    {
        var split = _random.Next(_fields.Count);
        return
        [
            new JsonObject { ["title"] = "One", ["fields"] = new JsonArray([.. _fields.Take(split).Select(f => (JsonNode?)f.Name)]) },
            new JsonObject
            {
                ["title"] = "Two", ["fields"] = new JsonArray([.. _fields.Skip(split + 1).Select(f => (JsonNode?)f.Name)]),
                ["visibleIf"] = Condition(),
            },
        ];
    }

    private JsonObject Settings()
    {
        var own = new JsonObject();
        if (_random.Next(4) == 0) own["visibleIf"] = Condition();
        if (_random.Next(5) == 0) own["requiredIf"] = Condition();
        if (_random.Next(5) == 0) own["validIf"] = Condition();
        if (_random.Next(8) == 0) own["calculate"] = Calculation();
        return own;
    }

    private string Condition()
    {
        var (one, two) = (Field(), Field());
        return Pick($"{one} = 'a'", $"{one} > 3", one, $"$exists({one})", $"$not({one})", $"{one} in ['a', 'b']", $"$count({one}) > 1",
            $"{one} > {two}", $"{one} = {two}", $"{one} != 'b' and {two}", $"$sum({one}.amount) < 10", $"{one}[0] = 'a'",
            $"$length({one}) > 2", $"{one} +", $"{one} ~> $uppercase = 'A'", $"$type({one}) = 'number' or {two}", $"{one}.amount");
    }

    private string Calculation()
    {
        var (one, two) = (Field(), Field());
        return Pick($"{one} + {two}", $"$sum({one}.amount)", $"$round({one} * 1.19, 2)", $"{one} & '-' & {two}", $"$count({one})",
            $"{one} / 3", $"{one} ? {two} : 0", $"$max({one}.amount)", $"$uppercase({one})", "1 + 1", $"{one}.amount");
    }

    private string Field() => _fields[_random.Next(_fields.Count)].Name;

    private JsonObject Schema(string kind) => kind switch
    {
        "number" => new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 100 },
        "integer" => new() { ["type"] = "integer", ["exclusiveMinimum"] = -1 },
        "text" => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 6 },
        "choice" => new() { ["enum"] = new JsonArray("a", "b", "c") },
        "choices" => new()
        {
            ["type"] = "array", ["minItems"] = 1, ["uniqueItems"] = true,
            ["items"] = new JsonObject { ["enum"] = new JsonArray("a", "b", "c") },
        },
        "list" => new()
        {
            ["type"] = "array", ["maxItems"] = 3,
            ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 2, ["maxLength"] = 4 },
        },
        "files" => new()
        {
            ["type"] = "array", ["items"] = new JsonObject
            {
                ["type"] = "object", ["required"] = new JsonArray("proof"),
                ["properties"] = new JsonObject
                {
                    ["proof"] = new JsonObject
                    {
                        ["type"] = "array", ["maxItems"] = 1,
                        ["items"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("id") },
                    },
                },
            },
        },
        "boolean" => new() { ["type"] = "boolean" },
        "date" => new() { ["type"] = "string", ["format"] = "date" },
        "email" => new() { ["type"] = "string", ["format"] = "email", ["maxLength"] = 254 },
        "dateTime" => new() { ["type"] = "string", ["format"] = "date-time" },
        "time" => new() { ["type"] = "string", ["pattern"] = "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
        "scale" => new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 5 },
        "consent" => new() { ["const"] = true },
        "section" => new() { ["not"] = new JsonObject() },
        "hidden" => new() { ["type"] = "string", ["maxLength"] = 3 },
        "money" => new()
        {
            ["type"] = "object", ["required"] = new JsonArray("amount", "currency"), ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["amount"] = new JsonObject { ["type"] = "number", ["minimum"] = 0 },
                ["currency"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("EUR", "USD") },
            },
        },
        "matrix" => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["line1"] = new JsonObject { ["enum"] = new JsonArray("a", "b") }, ["line2"] = new JsonObject { ["enum"] = new JsonArray("a", "b") },
            },
        },
        _ => new()
        {
            ["type"] = "array", ["maxItems"] = 3,
            ["items"] = new JsonObject
            {
                ["type"] = "object", ["required"] = new JsonArray("amount"),
                ["properties"] = new JsonObject { ["amount"] = new JsonObject { ["type"] = "number", ["minimum"] = 0 } },
            },
        },
    };

    private JsonNode? Answer(string kind) => kind switch
    {
        "number" => _random.Next(5) == 0 ? "seven" : Math.Round(_random.NextDouble() * 130 - 10, 2),
        "integer" => _random.Next(5) == 0 ? 2.5 : _random.Next(-3, 12),
        "text" => Pick("a", "abc", "abcdef", "abcdefg", "ü€😀", ""),
        "choice" => Pick("a", "b", "c", "d"),
        "choices" => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => (JsonNode?)Pick("a", "b", "c", "d"))]),
        "list" => new JsonArray([.. Enumerable.Range(0, _random.Next(5)).Select(_ => (JsonNode?)Pick("ab", "abcd", "a", "abcde"))]),
        "files" => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => (JsonNode?)new JsonObject
        {
            ["proof"] = new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => (JsonNode?)new JsonObject { ["id"] = "x" })]),
        })]),
        "boolean" => _random.Next(2) == 0,
        "date" => Pick("2026-02-28", "2026-02-30", "tomorrow"),
        "email" => Pick("a@b.test", "a@b", "a.b.test", "a b@c.test", "ü@b.test", "a@b..test"),
        "dateTime" => Pick("2026-02-28T10:00:00Z", "2026-02-28T10:00:00.125+01:00", "2026-02-28T25:00:00Z", "2026-02-28 10:00"),
        "time" => Pick("10:00", "24:00", "1:00"),
        "scale" => _random.Next(0, 7),
        "consent" => _random.Next(3) > 0,
        "section" or "hidden" => Pick("a", "abcd"),
        "money" => _random.Next(6) switch
        {
            0 => new JsonObject { ["amount"] = -1, ["currency"] = "EUR" },
            1 => new JsonObject { ["currency"] = "EUR" },
            2 => new JsonObject { ["amount"] = 1, ["currency"] = "GBP", ["more"] = 1 },
            _ => new JsonObject { ["amount"] = _random.Next(20), ["currency"] = "USD" },
        },
        "matrix" => new JsonObject { ["line1"] = Pick("a", "b", "c"), ["line2"] = Pick("a", "b") },
        _ => new JsonArray([.. Enumerable.Range(0, _random.Next(5)).Select(_ =>
            (JsonNode?)(_random.Next(5) == 0 ? new JsonObject() : new JsonObject { ["amount"] = _random.Next(-2, 9) }))]),
    };

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
