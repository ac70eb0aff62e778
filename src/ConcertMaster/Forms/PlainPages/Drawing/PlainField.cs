using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.PlainPages.Drawing;

internal sealed record PlainChoice(JsonElement Value, string Label);

/// <summary>
/// A question as it is drawn without script. The widget is chosen as the browser does it, from the settings or else
/// from the schema.
/// </summary>
internal sealed record PlainField(
    string Name, string Widget, string Label, string? Help, string? Unit, bool Required, bool MayBeHidden,
    IReadOnlyList<PlainChoice> Choices, IReadOnlyList<PlainField> Parts, int RowCountMax)
{
    // As in useRows.ts and ListControl.tsx.
    private const int RowCountDefaultMax = 200;

    public JsonElement Schema { get; private init; }

    public string? Placeholder { get; private init; }

    public string? ValidMessage { get; private init; }

    private static readonly string[] AddressOrder = ["street", "street2", "postcode", "city", "region", "country"];

    /// <summary>Which files it is answered with; null for other questions.</summary>
    public FileField? Files { get; private init; }

    /// <summary>What each entry of a list is; null for other questions.</summary>
    public PlainField? Entry { get; private init; }

    public bool IsNumber => Widget is "number";

    /// <param name="language">Words that it lacks stay in the language of the definition.</param>
    public static IReadOnlyList<PlainField> ListOf(FormDefinition definition, string? language = null)
    {
        var files = FileField.All(definition).ToDictionary(field => field.Place);
        var asked = definition.Fields.Select(field =>
            Of(field.Name, field.Schema, field.Required, field.Ui ?? JsonValues.EmptyObject, language).With(files));
        var texts = definition.Ui.Find("fields") is { ValueKind: JsonValueKind.Object } all
            ? all.EnumerateObject().Where(one => one.Value.FindText("widget") is "statement" or "section"
                && definition.Fields.All(field => field.Name != one.Name))
            : [];
        return [.. asked, .. texts.Select(one => Of(one.Name, JsonValues.EmptyObject, false, one.Value, language))];
    }

    /// <summary>
    /// The field that a fault is about: <c>/rows/2/amount</c> is a column, <c>/price/amount</c> a part, <c>/notes/1</c> an entry.
    /// </summary>
    public static PlainField? At(IReadOnlyList<PlainField> fields, string path)
    {
        var (found, among) = ((PlainField?)null, fields);
        foreach (var name in path.Split('/').Skip(1).Select(name => name.Replace("~1", "/").Replace("~0", "~")))
        {
            if ((among.FirstOrDefault(one => one.Name == name) ?? found?.Entry) is not { } inside) continue; // The place of a row.
            (found, among) = (inside, inside.Parts);
        }
        return found;
    }

    private PlainField With(Dictionary<AnswerPlace, FileField> files) => this with
    {
        Files = files.GetValueOrDefault(new(Name, null)),
        Parts = [.. Parts.Select(part => part with { Files = files.GetValueOrDefault(new(Name, part.Name)) })],
    };

    private static PlainField Of(string name, JsonElement schema, bool required, JsonElement ui, string? language)
    {
        var said = language is not null && ui.Find("translations") is { ValueKind: JsonValueKind.Object } all
            && all.TryGetProperty(language, out var own) ? own : JsonValues.EmptyObject;
        var widget = WidgetOf(schema, ui);
        var items = widget is "choices" or "rows" ? schema.Find("items") ?? JsonValues.EmptyObject : schema;
        var parts = widget is "rows" or "money" or "address" or "matrix" ? PartsOf(items, ui, language) : [];
        var label = said.FindText("label") ?? ui.FindText("label") ?? schema.FindText("title") ?? Worded(name);
        return new(name, widget, label,
            said.FindText("help") ?? ui.FindText("help") ?? ui.FindText("consent.text") ?? schema.FindText("description"),
            ui.FindText("unit"), required || ui.FindText("requiredIf") is "true", ui.Find("visibleIf") is not null,
            widget == "scale" ? ScaleOf(schema, said, ui) : ChoicesOf(items, said.Find("choices")), parts,
            (int)Math.Min(RowCountDefaultMax, NumberOf(schema, "maxItems") ?? RowCountDefaultMax))
        {
            Schema = schema,
            Placeholder = said.FindText("placeholder") ?? ui.FindText("placeholder"),
            ValidMessage = said.FindText("validMessage") ?? ui.FindText("validMessage"),
            Entry = widget == "list" ? EntryOf(schema, ui, label) : null,
        };
    }

    // Asked for only in so far as there is another: an empty one is left out.
    private static PlainField EntryOf(JsonElement schema, JsonElement ui, string label) =>
        Of("", schema.Find("items") ?? JsonValues.EmptyObject, required: true, JsonValues.EmptyObject, null) with
        {
            Label = label, Unit = ui.FindText("unit"), Placeholder = ui.FindText("placeholder"),
        };

    private static List<PlainField> PartsOf(JsonElement schema, JsonElement ui, string? language)
    {
        if (schema.Find("properties") is not { ValueKind: JsonValueKind.Object } properties) return [];
        var required = schema.Find("required") is { ValueKind: JsonValueKind.Array } names
            ? names.EnumerateArray().Select(one => one.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        var settings = ui.Find("fields") is { ValueKind: JsonValueKind.Object } all ? all : (JsonElement?)null;
        return
        [
            .. properties.EnumerateObject().OrderBy(part => PlaceOf(part.Name, ui))
                .Select(part => Of(part.Name, part.Value, required.Contains(part.Name),
                    settings is { } own && own.TryGetProperty(part.Name, out var one) ? one : JsonValues.EmptyObject, language))
                .Select(part => part.Widget == "choice" ? part with { Widget = "dropdown" } : part),
        ];
    }

    // The store keeps no order of names, so the settings name it.
    private static int PlaceOf(string name, JsonElement ui)
    {
        var order = ui.Find("order") is { ValueKind: JsonValueKind.Array } named
            ? [.. named.EnumerateArray().Select(one => one.ToString())] : AddressOrder;
        return Array.IndexOf(order, name) is >= 0 and var at ? at : int.MaxValue;
    }

    private static string Worded(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    private static string WidgetOf(JsonElement schema, JsonElement ui)
    {
        if (ui.Find("calculate") is not null) return "calculated";
        return ui.FindText("widget") switch
        {
            "radio" => "choice",
            "select" => "dropdown",
            "checkboxes" => "choices",
            "textarea" => "longText",
            "repeat" => "rows",
            "lookup" => ChoicesOf(schema, null).Count > 0 ? "dropdown" : "text",
            "choice" or "dropdown" or "choices" or "text" or "longText" or "email" or "number" or "date" or "time"
                or "dateTime" or "yesNo" or "scale" or "list" or "rows" or "money" or "address" or "matrix" or "file" or "signature"
                or "consent" or "calculated" or "section" or "statement" or "hidden" => ui.FindText("widget")!,
            _ => WidgetFor(schema),
        };
    }

    private static string WidgetFor(JsonElement schema)
    {
        var type = schema.Find("type") is { ValueKind: JsonValueKind.Array } types
            ? types.EnumerateArray().Select(one => one.ToString()).FirstOrDefault(one => one != "null")
            : schema.FindText("type");
        var offered = schema.Find("enum") is not null || schema.Find("oneOf") is not null;
        return type switch
        {
            _ when schema.Find("const")?.ValueKind == JsonValueKind.True => "consent",
            "boolean" => "yesNo",
            "array" => WidgetForItems(schema.Find("items") ?? JsonValues.EmptyObject),
            "object" => schema.Find("properties.amount") is not null && schema.Find("properties.currency") is not null
                ? "money" : "address",
            _ when offered => "choice",
            "number" or "integer" => "number",
            _ => schema.FindText("format") switch
            {
                "date" => "date",
                "time" => "time",
                "date-time" => "dateTime",
                "email" => "email",
                null => NumberOf(schema, "maxLength") > 300 ? "longText" : "text",
                _ => "text",
            },
        };
    }

    private static string WidgetForItems(JsonElement items) =>
        items.Find("properties") is not null ? "rows"
        : items.FindText("type") is "string" or "number" or "integer" && items.Find("enum") is null && items.Find("oneOf") is null
            && items.Find("anyOf") is null ? "list"
        : "choices";

    private static List<PlainChoice> ChoicesOf(JsonElement schema, JsonElement? said) =>
        said is not { ValueKind: JsonValueKind.Object } own ? OfferedBy(schema)
            : [.. OfferedBy(schema).Select(choice => own.TryGetProperty(choice.Value.ToString(), out var label)
                && label.ValueKind == JsonValueKind.String ? choice with { Label = label.GetString()! } : choice)];

    private static List<PlainChoice> ScaleOf(JsonElement schema, JsonElement said, JsonElement ui)
    {
        var steps = ChoicesOf(schema, null);
        foreach (var (at, name) in ((int, string)[])[(0, "lowLabel"), (steps.Count - 1, "highLabel")])
            if (at >= 0 && at < steps.Count && (said.FindText(name) ?? ui.FindText(name)) is { } end)
                steps[at] = steps[at] with { Label = $"{steps[at].Label} ({end})" };
        return steps;
    }

    private static List<PlainChoice> OfferedBy(JsonElement schema)
    {
        if ((schema.Find("oneOf") ?? schema.Find("anyOf")) is { ValueKind: JsonValueKind.Array } named
            && named.EnumerateArray().All(one => one.Find("const") is not null))
            return [.. named.EnumerateArray().Select(one => new PlainChoice(
                one.Find("const")!.Value, one.FindText("title") ?? one.Find("const")!.Value.ToString()))];
        if (schema.Find("enum") is { ValueKind: JsonValueKind.Array } values)
            return [.. values.EnumerateArray().Select(one => new PlainChoice(one, one.ToString()))];
        return NumberOf(schema, "minimum") is { } from && NumberOf(schema, "maximum") is { } to && to - from is >= 0 and <= 10
            ? [.. Enumerable.Range((int)from, (int)(to - from) + 1).Select(step => new PlainChoice(AppJson.ToElement(step), $"{step}"))]
            : [];
    }

    private static double? NumberOf(JsonElement schema, string keyword) =>
        schema.Find(keyword) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
