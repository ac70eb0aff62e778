using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Logic;

/// <summary>One page as it is filled in.</summary>
internal sealed record FormPage(
    int Index, string Title, string? VisibleIf, IReadOnlyList<string> Fields, string? Description = null);

/// <summary>
/// The pages of a definition, as the browser draws them: each field is on one page, and what no page names is on the
/// last, so that nothing can be required and out of reach.
/// </summary>
internal static class FormPages
{
    public static IReadOnlyList<FormPage> Of(FormDefinition definition)
    {
        var left = new List<string>(Names(definition));
        var pages = new List<FormPage>();
        if (definition.Ui.Find("pages") is { ValueKind: JsonValueKind.Array } settings)
            foreach (var (index, page) in settings.EnumerateArray().Index())
                pages.Add(new(index, page.FindText("title") ?? "", page.FindText("visibleIf"),
                    [.. Texts(page.Find("fields")).Where(left.Remove)], page.FindText("description")));
        if (pages.Count == 0) return [new(0, "", null, left)];
        pages[^1] = pages[^1] with { Fields = [.. pages[^1].Fields, .. left] };
        return pages;
    }

    /// <summary>The fields in the order in which they are filled in.</summary>
    public static IReadOnlyList<FormField> InOrder(FormDefinition definition)
    {
        var fields = definition.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        return [.. Of(definition).SelectMany(page => page.Fields).Where(fields.ContainsKey).Select(name => fields[name])];
    }

    public static bool IsSection(JsonElement? ui) =>
        ui?.FindText("widget") == "section" && ui?.FindText("calculate") is null;

    /// <summary>The fields of a page, each with the heading that it stands below; a heading stands below none.</summary>
    public static IEnumerable<(string Name, string? Section)> WithSections(FormPage page, JsonElement ui)
    {
        string? section = null;
        foreach (var name in page.Fields)
            if (IsSection(ui.Find("fields") is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(name, out var own)
                ? own : null))
            {
                section = name;
                yield return (name, null);
            }
            else yield return (name, section);
    }

    private static IEnumerable<string> Names(FormDefinition definition)
    {
        var known = definition.Fields.Select(field => field.Name).Concat(Statements(definition))
            .Distinct(StringComparer.Ordinal).ToList();
        return Texts(definition.Ui.Find("order")).Where(known.Contains).Concat(known).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Texts between the questions: shown, and never answered.</summary>
    private static IEnumerable<string> Statements(FormDefinition definition) =>
        definition.Ui.Find("fields") is not { ValueKind: JsonValueKind.Object } fields ? [] : fields.EnumerateObject()
            .Where(field => field.Value.FindText("widget") is "statement" or "section").Select(field => field.Name);

    private static IEnumerable<string> Texts(JsonElement? list) =>
        list is not { ValueKind: JsonValueKind.Array } items ? [] : items.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);
}
