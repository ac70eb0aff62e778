using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Testing;

namespace ConcertMaster.Benchmarks.JsonSchema;

/// <summary>Forms and answers to them, written out the same way each time.</summary>
internal static class BenchmarkForms
{
    /// <summary>The supplier's quarterly form: 20 fields of all kinds.</summary>
    public const string Supplier = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "supplierName": { "type": "string", "minLength": 2, "maxLength": 120 },
            "supplierNumber": { "type": "string", "pattern": "^S-[0-9]{6}$" },
            "country": { "enum": ["AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FR", "IT", "NL", "PL", "PT", "SE"] },
            "vatId": { "type": "string", "pattern": "^[A-Z]{2}[0-9A-Z]{8,12}$" },
            "contactName": { "type": "string", "minLength": 1, "maxLength": 80 },
            "contactEmail": { "type": "string", "format": "email", "maxLength": 254 },
            "website": { "type": "string", "format": "uri" },
            "quarter": { "type": "string", "pattern": "^20[0-9]{2}-Q[1-4]$" },
            "periodStart": { "type": "string", "format": "date" },
            "periodEnd": { "type": "string", "format": "date" },
            "currency": { "enum": ["EUR", "USD", "GBP", "CHF", "PLN"] },
            "revenue": { "type": "number", "minimum": 0, "multipleOf": 0.01 },
            "unitsDelivered": { "type": "integer", "minimum": 0, "maximum": 10000000 },
            "unitsReturned": { "type": "integer", "minimum": 0 },
            "onTimeShare": { "type": "number", "minimum": 0, "maximum": 100 },
            "hasIncidents": { "type": "boolean" },
            "incidentReport": { "type": "string", "maxLength": 2000 },
            "certificates": {
              "type": "array", "uniqueItems": true, "maxItems": 10,
              "items": { "enum": ["ISO 9001", "ISO 14001", "ISO 27001", "ISO 45001", "EMAS"] }
            },
            "sites": {
              "type": "array", "minItems": 1, "maxItems": 20,
              "items": {
                "type": "object",
                "properties": {
                  "name": { "type": "string", "minLength": 1 },
                  "employees": { "type": "integer", "minimum": 0 },
                  "energyKwh": { "type": "number", "minimum": 0 }
                },
                "required": ["name", "employees"],
                "additionalProperties": false
              }
            },
            "confirmed": { "const": true }
          },
          "required": [
            "supplierName", "supplierNumber", "country", "contactEmail", "quarter", "periodStart", "periodEnd",
            "currency", "revenue", "unitsDelivered", "hasIncidents", "sites", "confirmed"
          ],
          "additionalProperties": false,
          "if": { "properties": { "hasIncidents": { "const": true } }, "required": ["hasIncidents"] },
          "then": { "required": ["incidentReport"] }
        }
        """;

    public static string SupplierAnswer(int number, bool broken = false)
    {
        var answer = new JsonObject
        {
            ["supplierName"] = $"Metallbau Nordhafen {number} GmbH",
            ["supplierNumber"] = string.Create(CultureInfo.InvariantCulture, $"S-{number:000000}"),
            ["country"] = number % 2 == 0 ? "DE" : "PL",
            ["vatId"] = string.Create(CultureInfo.InvariantCulture, $"DE{123_456_000 + number}"),
            ["contactName"] = "Łucja Grünwald",
            ["contactEmail"] = broken ? "accounts at nordhafen" : $"accounts{number}@nordhafen.example",
            ["website"] = $"https://www.nordhafen.example/suppliers/{number}?lang=en",
            ["quarter"] = "2026-Q3",
            ["periodStart"] = "2026-07-01",
            ["periodEnd"] = broken ? "2026-09-31" : "2026-09-30",
            ["currency"] = "EUR",
            ["revenue"] = (number * 1017.25m) + 99.5m,
            ["unitsDelivered"] = broken ? -1 : 1200 + number,
            ["unitsReturned"] = number % 17,
            ["onTimeShare"] = 97.5m,
            ["hasIncidents"] = number % 3 == 0,
            ["incidentReport"] = "One pallet was dropped at the gate; nobody was hurt, and it was replaced in a day.",
            ["certificates"] = new JsonArray("ISO 9001", "ISO 14001"),
            ["sites"] = new JsonArray(
                new JsonObject { ["name"] = "Hamburg", ["employees"] = 120, ["energyKwh"] = 48_210.5m },
                new JsonObject { ["name"] = "Gdańsk", ["employees"] = 40 + (number % 9), ["energyKwh"] = 12_001 }),
            ["confirmed"] = true,
        };
        if (broken) answer.Remove("quarter");
        return answer.ToJsonString();
    }

    /// <summary>The form of the demonstration, as it stands there: the first text between three quotes.</summary>
    public static string Demonstration() => File.ReadAllText(
        Path.Combine(Repository.Root, "src", "ConcertMaster", "Demo", "DemoForm.cs")).Split("\"\"\"")[1];

    public static string DemonstrationAnswer(int number, bool broken = false)
    {
        var answer = new JsonObject
        {
            ["region"] = number % 2 == 0 ? "Europe" : "Oceania",
            ["year"] = broken ? 1989 : 2000 + (number % 27),
            ["total"] = (number * 1017.25m) + 99.5m,
            ["method"] = broken ? "guessed" : "estimated",
            ["comment"] = "The figures of the second plant are those of its owner.",
            ["confirmed"] = !broken,
        };
        return answer.ToJsonString();
    }

    /// <summary>A form of so many fields, in turn short text, long text, number, choice and date.</summary>
    public static string Wide(int fieldCount)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        for (var field = 0; field < fieldCount; field++)
        {
            var rules = (field % 5) switch
            {
                0 => """{ "type": "string", "minLength": 1, "maxLength": 60 }""",
                1 => """{ "type": "string", "maxLength": 500 }""",
                2 => """{ "type": "number", "minimum": 0, "maximum": 1000000 }""",
                3 => """{ "enum": ["low", "medium", "high", "critical"] }""",
                _ => """{ "type": "string", "format": "date" }""",
            };
            properties[$"field{field}"] = JsonNode.Parse(rules);
            required.Add($"field{field}");
        }

        var form = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
        return form.ToJsonString();
    }

    public static string WideAnswer(int fieldCount, int number, bool broken = false)
    {
        var answer = new JsonObject();
        for (var field = 0; field < fieldCount; field++)
        {
            answer[$"field{field}"] = (field % 5) switch
            {
                0 => $"Answer {number} to field {field}",
                1 => "A remark of some length, as people write them when there is room for it.",
                2 => broken && field % 50 == 2 ? -1 : number + (field * 1.5m),
                3 => "medium",
                _ => "2026-09-30",
            };
        }

        return answer.ToJsonString();
    }

    public static IReadOnlyList<byte[]> ToUtf8(IEnumerable<string> texts) =>
        [.. texts.Select(System.Text.Encoding.UTF8.GetBytes)];

    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
