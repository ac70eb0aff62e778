using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Correcting;

/// <summary>
/// A form reduced to what somebody asked to have corrected, without the conditions of the whole, as the browser does it in
/// features/public-form/filling/correction.ts: the rest was sent and stays.
/// </summary>
internal static class AskedQuestions
{
    private static readonly string[] Conditions = ["visibleIf", "requiredIf", "validIf"];

    public static FormDefinition Of(FormDefinition whole, IReadOnlyList<string> fields)
    {
        var asked = fields.Select(name => whole.Fields.First(field => field.Name == name)).ToList();
        var ui = JsonObject.Create(whole.Ui)!;
        ui.Remove("intro");
        ui["order"] = ListOf(fields);
        ui["pages"] = new JsonArray(new JsonObject { ["title"] = "", ["fields"] = ListOf(fields) });
        ui["fields"] = new JsonObject(asked.Where(field => field.Ui is not null)
            .Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, WithoutConditions(field.Ui!.Value))));
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(asked.Select(field =>
                KeyValuePair.Create(field.Name, JsonNode.Parse(field.Schema.GetRawText())))),
            ["required"] = ListOf([.. asked.Where(field => field.Required).Select(field => field.Name)]),
        };
        return new(AppJson.ToElement(schema), AppJson.ToElement(ui));
    }

    private static JsonObject WithoutConditions(JsonElement settings)
    {
        var kept = JsonObject.Create(settings)!;
        foreach (var name in Conditions) kept.Remove(name);
        return kept;
    }

    private static JsonArray ListOf(IReadOnlyList<string> names) => new([.. names.Select(name => (JsonNode?)name)]);
}
