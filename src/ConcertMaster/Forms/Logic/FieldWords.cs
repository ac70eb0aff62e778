using System.Collections.Frozen;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Logic;

/// <summary>How whoever builds a form knows a field of it: by what it asks, and until it asks anything by what it is and where.</summary>
internal static class FieldWords
{
    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["text"] = "text", ["longText"] = "long text", ["list"] = "list", ["email"] = "e-mail", ["number"] = "number",
        ["date"] = "date", ["dateTime"] = "date and time", ["time"] = "time", ["choice"] = "choice", ["dropdown"] = "choice",
        ["choices"] = "multiple choice", ["yesNo"] = "yes or no", ["scale"] = "scale", ["matrix"] = "matrix", ["money"] = "money",
        ["address"] = "address", ["file"] = "file", ["signature"] = "signature", ["lookup"] = "lookup", ["rows"] = "table",
        ["repeat"] = "repeated group", ["consent"] = "consent", ["calculated"] = "calculated figure", ["section"] = "heading",
        ["statement"] = "text to read", ["hidden"] = "hidden field",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The beginning of a sentence about it.</summary>
    public static string Of(FormDefinition definition, FormField field) => field.Question is { } question ? $"“{question}”"
        : $"The untitled {KindOf(field)}{(PageOf(definition, field.Name) is { } page ? $" on page {page}" : "")}";

    private static int? PageOf(FormDefinition definition, string name) => FormPages.Of(definition) is { Count: > 1 } pages
        ? pages.FirstOrDefault(page => page.Fields.Contains(name))?.Index + 1 : null;

    private static string KindOf(FormField field) =>
        field.Ui?.FindText("widget") is { } widget && Kinds.TryGetValue(widget, out var kind) ? kind
        : field.Schema.Find("enum") is not null || field.Schema.Find("oneOf") is not null ? "choice"
        : (field.Schema.Find("type")?.ToString(), field.Schema.FindText("format")) switch
        {
            ("number" or "integer", _) => "number",
            ("boolean", _) => "yes or no",
            ("array", _) => "list",
            ("object", _) => "group",
            (_, "date") => "date",
            (_, "date-time") => "date and time",
            (_, "email") => "e-mail",
            _ => "text",
        };
}
