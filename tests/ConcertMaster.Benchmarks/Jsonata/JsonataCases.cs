using System.Text.Json.Nodes;

namespace ConcertMaster.Benchmarks.Jsonata;

/// <param name="Floor">How many times as fast as the reference it has to be, parsing included.</param>
internal sealed record JsonataCase(string Name, string Expression, string Input, double Floor);

/// <summary>What workflows ask of the language most often, on inputs like theirs.</summary>
internal static class JsonataCases
{
    private const double Floor = 3;

    public static IEnumerable<JsonataCase> All()
    {
        var report = Report(20);
        yield return new("path", "supplier.address.city", report, Floor);
        yield return new("comparison", "status = \"open\" and total > 1000", report, Floor);
        yield return new("arithmetic", "(total - discount) * (1 + vat / 100)", report, Floor);
        yield return new(
            "text", "\"Report \" & number & \" of \" & supplier.name & \": \" & $string(total)", report, Floor);
        yield return new("filter", "lines[quantity > 10].article", report, Floor);
        yield return new(
            "map", "$map(lines, function($line) { $line.quantity * $line.price })", report, Floor);
        yield return new("sum", "$sum(lines.(quantity * price))", report, Floor);
        yield return new("group", "lines{category: $sum(quantity)}", report, Floor);
        yield return new("sort", "lines^(>price).article", report, Floor);
        yield return new(
            "object",
            "{ \"id\": number, \"name\": supplier.name, \"lines\": $count(lines), \"first\": lines[0].article }",
            report,
            Floor);
        var large = Report(10_000);
        yield return new("10,000 rows: sum", "$sum(lines.(quantity * price))", large, Floor);
        yield return new("10,000 rows: group", "lines{category: $sum(quantity)}", large, Floor);
        yield return new("10,000 rows: filter", "$count(lines[quantity > 10])", large, Floor);
        yield return new("10,000 rows: sort", "lines^(price)[0].article", large, Floor);
        yield return new("10,000 rows: map", "$map(lines, function($line) { $line.quantity * 2 })", large, Floor);
    }

    private static string Report(int lineCount)
    {
        var lines = new JsonArray();
        for (var index = 0; index < lineCount; index++)
        {
            lines.Add(new JsonObject
            {
                ["article"] = $"A-{index:D5}",
                ["category"] = $"category {index % 7}",
                ["quantity"] = index * 31 % 97,
                ["price"] = Math.Round(index * 7919 % 10_007 / 100.0, 2),
                ["isActive"] = index % 3 == 0,
            });
        }
        return new JsonObject
        {
            ["number"] = "2026-Q4-0042",
            ["status"] = "open",
            ["total"] = 12_345.67,
            ["discount"] = 45.67,
            ["vat"] = 19,
            ["supplier"] = new JsonObject
            {
                ["name"] = "Muster GmbH",
                ["address"] = new JsonObject { ["street"] = "Weg 1", ["city"] = "Hamburg", ["zip"] = "20095" },
            },
            ["lines"] = lines,
        }.ToJsonString();
    }
}
