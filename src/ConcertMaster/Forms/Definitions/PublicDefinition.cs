using System.Text.Json.Nodes;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Definitions;

/// <summary>A definition as those see it who fill it in: without what is only the organisation's business.</summary>
internal static class PublicDefinition
{
    private static readonly string[] KeptBack = ["owner", "lookup"];

    public static FormDefinition Of(FormDefinition definition)
    {
        var shown = JsonObject.Create(definition.Ui)!;
        if (!Strip(shown)) return definition;
        foreach (var (place, source) in LookupSource.All(definition))
        {
            var settings = shown["fields"]?[place.Field];
            if (place.Column is { } column) settings = settings?["fields"]?[column];
            if (settings is JsonObject own) own["lookup"] = new JsonObject { ["letters"] = source.Letters };
        }
        return definition with { Ui = AppJson.ToElement(shown) };
    }

    /// <summary>Of all fields, and of those that are parts and columns of others.</summary>
    /// <returns>Whether there was anything to take away.</returns>
    private static bool Strip(JsonObject of)
    {
        if (of["fields"] is not JsonObject fields) return false;
        var found = false;
        foreach (var (_, field) in fields)
        {
            if (field is not JsonObject settings) continue;
            foreach (var name in KeptBack) found |= settings.Remove(name);
            found |= Strip(settings);
        }
        return found;
    }
}
