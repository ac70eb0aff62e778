using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Logic;

/// <summary>Which texts are missing in which of the languages that a form says it speaks?</summary>
internal static class TranslationAnalysis
{
    public static IEnumerable<Finding> Missing(FormDefinition definition)
    {
        var languages = definition.Ui.Find("languages") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!).Skip(1)
            : [];
        foreach (var language in languages.Distinct(StringComparer.Ordinal))
        {
            foreach (var text in (string[])["intro", "thanks", "submitLabel"])
                if (definition.Ui.FindText(text) is not null && definition.Ui.FindText($"translations.{language}.{text}") is null)
                    yield return new($"/ui/{text}", "translation.missing", null, $"The form's {text} has no text in {language}.");
            foreach (var finding in Pages(definition, language)) yield return finding;
            foreach (var field in definition.Fields.Where(field => field.Ui?.FindText("widget") != "hidden"))
                foreach (var missing in Field(field, language))
                    yield return new($"/ui/fields{LogicJudgement.PathOf(field.Name)}", "translation.missing", field.Name,
                        $"“{field.Label}” has no {missing} in {language}.");
        }
    }

    private static IEnumerable<Finding> Pages(FormDefinition definition, string language)
    {
        var titles = definition.Ui.Find($"translations.{language}.pages") is { ValueKind: JsonValueKind.Array } given
            ? given.EnumerateArray().ToList() : [];
        return FormPages.Of(definition)
            .Where(page => page.Title.Length > 0 && !(page.Index < titles.Count
                && titles[page.Index] is { ValueKind: JsonValueKind.String } title && title.GetString()!.Length > 0))
            .Select(page => new Finding($"/ui/pages/{page.Index}", "translation.missing", null,
                $"Page {page.Index + 1} has no title in {language}."));
    }

    private static IEnumerable<string> Field(FormField field, string language)
    {
        var own = field.Ui?.Find($"translations.{language}");
        if (own?.FindText("label") is null) yield return "label";
        foreach (var text in (string[])["help", "placeholder", "validMessage"])
            if (field.Ui?.FindText(text) is not null && own?.FindText(text) is null) yield return text;
        var choices = field.Schema.Find("oneOf") ?? field.Schema.Find("items.oneOf");
        if (choices is { ValueKind: JsonValueKind.Array } && own?.Find("choices") is not { ValueKind: JsonValueKind.Object })
            yield return "words for its choices";
    }
}
