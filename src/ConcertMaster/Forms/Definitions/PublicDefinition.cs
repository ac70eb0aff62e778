using System.Text.Json.Nodes;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Definitions;

/// <summary>A definition as those see it who fill it in: without what is only the organisation's business.</summary>
internal static class PublicDefinition
{
    private static readonly string[] Kept = ["owner", "lookup"];

    public static FormDefinition Of(FormDefinition definition)
    {
        if (!definition.Fields.Any(field => field.Ui is { } ui && Kept.Any(name => ui.Find(name) is not null)))
            return definition;
        var shown = JsonObject.Create(definition.Ui)!;
        foreach (var field in definition.Fields)
        {
            if (shown["fields"]?[field.Name] is not JsonObject settings) continue;
            foreach (var name in Kept) settings.Remove(name);
            if (LookupSource.Of(field) is { } source) settings["lookup"] = new JsonObject { ["letters"] = source.Letters };
        }
        return definition with { Ui = AppJson.ToElement(shown) };
    }
}
