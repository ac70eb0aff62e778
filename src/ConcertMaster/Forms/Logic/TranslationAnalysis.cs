using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Logic;

/// <summary>Which texts are missing in which of the languages that a form says it speaks?</summary>
internal static class TranslationAnalysis
{
    private const string Remedy = "Write it under Translate, or take the language away.";

    public static IEnumerable<Finding> Missing(FormDefinition definition)
    {
        var languages = definition.Ui.Find("languages") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!).Skip(1)
            : [];
        foreach (var language in languages.Distinct(StringComparer.Ordinal))
        {
            foreach (var text in (string[])["intro", "thanks", "submitLabel"])
                if (definition.Ui.FindText(text) is not null && Of(definition.Ui, language)?.FindText(text) is null)
                    yield return new($"/ui/{text}", "translation.missing", null,
                        $"The form's {text} has no text in {language}. {Remedy}", language);
            foreach (var finding in Pages(definition, language)) yield return finding;
            foreach (var field in definition.Fields.Where(field => field.Ui?.FindText("widget") != "hidden"))
                foreach (var missing in Field(field.Schema, field.Ui, language).Concat(Parts(field, language)))
                    yield return new($"/ui/fields{LogicJudgement.PathOf(field.Name)}", "translation.missing", field.Name,
                        $"{FieldWords.Of(definition, field)} has no {missing} in {language}. {Remedy}", language);
        }
    }

    private static IEnumerable<Finding> Pages(FormDefinition definition, string language)
    {
        foreach (var page in FormPages.Of(definition))
            foreach (var (text, list, called) in ((string?, string, string)[])
                     [(page.Title, "pages", "title"), (page.Description, "pageDescriptions", "description")])
                if (!string.IsNullOrEmpty(text) && !Says(Of(definition.Ui, language)?.Find(list), page.Index))
                    yield return new($"/ui/pages/{page.Index}", "translation.missing", null,
                        $"Page {page.Index + 1} has no {called} in {language}. {Remedy}", language);
    }

    private static bool Says(JsonElement? list, int at) =>
        list is { ValueKind: JsonValueKind.Array } texts && at < texts.GetArrayLength()
        && texts[at] is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length > 0;

    private static readonly (string Name, string Called)[] Texts =
    [
        ("help", "help"), ("placeholder", "example"), ("lowLabel", "word for its lowest step"),
        ("highLabel", "word for its highest step"), ("validMessage", "text for answers that are not accepted"),
    ];

    private static IEnumerable<string> Field(JsonElement schema, JsonElement? ui, string language)
    {
        var own = Of(ui, language);
        if (own?.FindText("label") is null) yield return "label";
        foreach (var (text, called) in Texts)
            if (ui?.FindText(text) is not null && own?.FindText(text) is null) yield return called;
        var words = own?.Find("choices");
        foreach (var value in ChoicesOf(schema))
            if (words is not { ValueKind: JsonValueKind.Object } said || !said.TryGetProperty(value, out _))
                yield return $"word for the answer “{value}”";
    }

    // The boxes of one answer, and the columns of a table.
    private static IEnumerable<string> Parts(FormField field, string language)
    {
        var properties = field.Schema.Find("properties") ?? field.Schema.Find("items.properties");
        if (properties is not { ValueKind: JsonValueKind.Object } parts
            || field.Ui?.FindText("widget") is "file" or "signature" or "money") yield break;
        var settings = field.Ui?.Find("fields") is { ValueKind: JsonValueKind.Object } all ? all : JsonValues.EmptyObject;
        foreach (var part in parts.EnumerateObject())
        {
            var one = new FormField(part.Name, part.Value, false, settings.TryGetProperty(part.Name, out var own) ? own : null);
            foreach (var missing in Field(one.Schema, one.Ui, language)) yield return $"{missing} for its part “{one.Label}”";
        }
    }

    private static IEnumerable<string> ChoicesOf(JsonElement schema)
    {
        var offered = schema.Find("items") ?? schema;
        if ((offered.Find("oneOf") ?? offered.Find("anyOf")) is { ValueKind: JsonValueKind.Array } named)
            return named.EnumerateArray().Where(one => one.FindText("title") is not null)
                .Select(one => one.Find("const").ToString() ?? "");
        return offered.Find("enum") is { ValueKind: JsonValueKind.Array } values
            ? values.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!) : [];
    }

    private static JsonElement? Of(JsonElement? ui, string language) =>
        ui?.Find("translations") is { ValueKind: JsonValueKind.Object } all
            && all.TryGetProperty(language, out var own) ? own : null;
}
