using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Logic;

/// <summary>Two lists as one: item by item, or by fields that say the same.</summary>
internal static class MergedLists
{
    /// <summary>Most items of the list that comes out: many matches of many items would fill any memory.</summary>
    public const int ItemCountMax = 100_000;

    /// <summary>The first item with the first, the second with the second.</summary>
    /// <param name="alone">Whether items that have no partner come out too.</param>
    public static JsonElement ByPosition(IReadOnlyList<JsonElement> inputs, bool alone)
    {
        if (!inputs.Any(input => input.ValueKind == JsonValueKind.Array)) return JsonShape.Combine(inputs);
        var lists = inputs.Select(JsonShape.Items).ToList();
        var count = alone ? lists.Max(list => list.Count) : lists.Min(list => list.Count);
        return JsonShape.ArrayOf(Enumerable.Range(0, count)
            .Select(place => JsonShape.Combine(lists.Where(list => place < list.Count).Select(list => list[place]))));
    }

    /// <param name="on">Fields of the first list and what they are called in the second.</param>
    /// <param name="keep">What comes out: see <see cref="Merge"/>.</param>
    public static JsonElement Match(
        JsonElement first, JsonElement second, IReadOnlyList<(string First, string Second)> on, string keep)
    {
        var (ones, others) = (JsonShape.Items(first), JsonShape.Items(second));
        var byKey = others.Index().Where(other => KeyOf(other.Item, on.Select(field => field.Second)) is not null)
            .ToLookup(other => KeyOf(other.Item, on.Select(field => field.Second))!);
        var matched = new HashSet<int>();
        var found = new List<JsonElement>();
        foreach (var one in ones)
        {
            var partners = KeyOf(one, on.Select(field => field.First)) is { } key ? byKey[key].ToList() : [];
            matched.UnionWith(partners.Select(partner => partner.Index));
            if (partners.Count == 0 && keep is "first" or "everything" or "onlyFirst" or "unmatched") found.Add(one);
            if (keep is "matches" or "first" or "second" or "everything")
                found.AddRange(partners.Select(partner => JsonShape.Combine([one, partner.Item])));
            if (found.Count > ItemCountMax)
                throw new NodeException("merge.too-many",
                    $"More than {ItemCountMax:N0} items match. Name fields that tell the items apart.");
        }
        if (keep is "second" or "everything" or "onlySecond" or "unmatched")
            found.AddRange(others.Where((_, index) => !matched.Contains(index)));
        return JsonShape.ArrayOf(found);
    }

    /// <returns>Null where a field is missing: what is not there matches nothing.</returns>
    private static string? KeyOf(JsonElement item, IEnumerable<string> fields)
    {
        var parts = fields.Select(field => JsonShape.At(item, field) switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } other => other.GetRawText(),
        }).ToList();
        return parts.Contains(null) ? null : JsonSerializer.Serialize(parts);
    }
}
