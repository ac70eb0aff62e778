using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.References;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary>The keywords about arrays.</summary>
internal static class ArrayKeywords
{
    private static readonly string[] All =
        ["items", "prefixItems", "additionalItems", "contains", "minItems", "maxItems", "uniqueItems"];

    public static void Read(SchemaSource source, SchemaNode node)
    {
        if (!All.Any(keyword => source.TryFind(keyword, out _))) return;
        var (prefix, items, keyword) = ReadItems(source);
        var minContains = source.Count("minContains");
        node.Arrays = new ArrayRules
        {
            Prefix = prefix,
            Items = items,
            ItemsStep = "/" + keyword,
            Contains = source.Schema("contains"),
            MinContains = minContains ?? 1,
            MaxContains = source.Count("maxContains"),
            MinContainsKeyword = minContains is null ? "contains" : "minContains",
            ContainsMarks = source.Dialect.Draft >= Draft.Draft202012,
            MinItems = source.Count("minItems"),
            MaxItems = source.Count("maxItems"),
            UniqueItems = source.Flag("uniqueItems"),
        };
    }

    private static (Branch[] Prefix, SchemaNode? Items, string Keyword) ReadItems(SchemaSource source)
    {
        if (source.TryFind("prefixItems", out var prefix))
            return (ReadPrefix(source, "prefixItems", prefix), source.Schema("items"), "items");
        // Up to 2019-09 a list of schemas stands in items itself, and the rest is for additionalItems.
        if (source.Dialect.Draft <= Draft.Draft201909 && source.TryFind("items", out var items)
            && items.ValueKind == JsonValueKind.Array)
            return (ReadPrefix(source, "items", items), source.Schema("additionalItems"), "additionalItems");
        return ([], source.Schema("items"), "items");
    }

    private static Branch[] ReadPrefix(SchemaSource source, string keyword, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array) throw source.Invalid(keyword, "must be a list of schemas.");
        return [.. source.SchemaList(keyword, list)
            .Select(entry => new Branch(entry.Node, PointerText.Join("/" + keyword, entry.Index)))];
    }
}
