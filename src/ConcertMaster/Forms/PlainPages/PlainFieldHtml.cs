using System.Text;
using System.Text.Json;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages;

using static PlainPage;

/// <summary>One question as HTML. Names are paths, as <see cref="PlainAnswers"/> reads them.</summary>
internal static class PlainFieldHtml
{
    public static string IdOf(string name) => $"answer-{name.Replace('/', '-').Replace(' ', '_')}";

    /// <param name="problemAt">What is wrong at a path, in words.</param>
    public static void Write(StringBuilder html, Words words, PlainField field, string name, JsonElement? value,
        Func<PlainField, string, string?> problemAt)
    {
        if (field.Widget is "hidden" or "calculated") return;
        if (field.Widget is "section" or "statement")
        {
            html.Append("<h3>").Append(Safe(field.Label)).Append("</h3>");
            Help(html, name, field.Help);
            return;
        }
        var problem = problemAt(field, $"/{name}");
        html.Append("<div class=\"field").Append(problem is null ? "" : " faulty").Append("\">");
        if (IsGroup(field)) Group(html, words, field, name, value, problem, problemAt);
        else Single(html, words, field, name, value, problem);
        html.Append("</div>");
    }

    private static bool IsGroup(PlainField field) =>
        field.Parts.Count > 0 || field.Widget is "choice" or "choices" or "scale" or "yesNo";

    private static void Single(
        StringBuilder html, Words words, PlainField field, string name, JsonElement? value, string? problem)
    {
        var id = IdOf(name);
        if (field.Widget == "consent")
        {
            Problem(html, name, problem);
            html.Append("<label class=\"option\"><input type=\"checkbox\" id=\"").Append(Safe(id)).Append("\" name=\"").Append(Safe(name))
                .Append("\" value=\"yes\"").Append(Described(field, name, problem))
                .Append(value?.ValueKind == JsonValueKind.True ? " checked" : "").Append("><span>")
                .Append(Safe(field.Label)).Append("</span></label>");
            Help(html, name, field.Help);
            return;
        }
        html.Append("<label class=\"label\" for=\"").Append(Safe(id)).Append("\">");
        Label(html, words, field);
        html.Append("</label>");
        Help(html, name, field.Help);
        Problem(html, name, problem);
        if (field.Files is { } files) Files(html, words, files, field, name, value, problem);
        else Box(html, words, field, name, value, problem);
    }

    // What arrived before stays ticked, since a browser forgets which files were chosen.
    private static void Files(
        StringBuilder html, Words words, FileField files, PlainField field, string name, JsonElement? value, string? problem)
    {
        var limits = new List<string> { words.Say("fileLimit", UploadRefusals.Size(files.BytesMax)) };
        if (field.Widget == "signature") limits.Insert(0, words["signaturePicture"]);
        else if (files.Accept.Count > 0) limits.Add(words.Say("fileTypes", string.Join(", ", files.Accept.Select(ShortType))));
        html.Append("<p class=\"help\">").Append(Safe(string.Join(' ', limits))).Append("</p>");
        if (value is { ValueKind: JsonValueKind.Array } kept)
            foreach (var file in kept.EnumerateArray().Where(file => file.FindText("id") is not null))
                Option(html, "checkbox", name, Safe(file.FindText("id")), file.FindText("name") ?? "", true);
        html.Append("<input type=\"file\" id=\"").Append(Safe(IdOf(name))).Append("\" name=\"").Append(Safe(name)).Append('"')
            .Append(Described(field, name, problem)).Append(files.CountMax > 1 ? " multiple" : "")
            .Append(files.Accept.Count > 0 ? $" accept=\"{Safe(string.Join(',', files.Accept))}\"" : "").Append('>');
    }

    // As the page with script calls them: image, PDF.
    private static string ShortType(string type)
    {
        if (type.EndsWith("/*", StringComparison.Ordinal)) return type[..^2];
        var last = type.Split('.', '/')[^1];
        return (last.StartsWith("x-", StringComparison.Ordinal) ? last[2..] : last).ToUpperInvariant();
    }

    private static void Box(
        StringBuilder html, Words words, PlainField field, string name, JsonElement? value, string? problem)
    {
        var text = value is { } known ? known.ToString() : "";
        var same = $" id=\"{Safe(IdOf(name))}\" name=\"{Safe(name)}\"{Described(field, name, problem)}";
        switch (field.Widget)
        {
            case "longText":
                html.Append("<textarea rows=\"5\"").Append(same).Append('>').Append(Safe(text)).Append("</textarea>");
                break;
            case "dropdown":
                html.Append("<select").Append(same).Append("><option value=\"\">").Append(Safe(words["choose"])).Append("</option>");
                foreach (var (at, choice) in field.Choices.Index())
                    html.Append("<option value=\"").Append(at).Append('"').Append(Is(value, choice) ? " selected" : "").Append('>')
                        .Append(Safe(choice.Label)).Append("</option>");
                html.Append("</select>");
                break;
            default:
                var type = field.Widget switch
                {
                    "email" => "email",
                    "date" => "date",
                    "time" => "time",
                    "dateTime" => "datetime-local",
                    _ => "text",
                };
                if (field.Widget == "dateTime" && text.Length >= 16) text = text[..16];
                html.Append("<input type=\"").Append(type).Append('"').Append(same)
                    .Append(field.IsNumber ? " inputmode=\"decimal\"" : "").Append(" value=\"").Append(Safe(text)).Append("\">");
                break;
        }
    }

    private static void Group(
        StringBuilder html, Words words, PlainField field, string name, JsonElement? value, string? problem,
        Func<PlainField, string, string?> problemAt)
    {
        html.Append("<fieldset id=\"").Append(Safe(IdOf(name))).Append("\" tabindex=\"-1\"")
            .Append(Described(field, name, problem)).Append("><legend>");
        Label(html, words, field);
        html.Append("</legend>");
        Help(html, name, field.Help);
        Problem(html, name, problem);
        switch (field.Widget)
        {
            case "rows":
                for (var at = 0; at < field.RowCountMax; at++)
                {
                    var row = value is { ValueKind: JsonValueKind.Array } rows && at < rows.GetArrayLength()
                        ? rows[at] : (JsonElement?)null;
                    html.Append("<fieldset><legend class=\"help\">").Append(at + 1).Append("</legend>");
                    foreach (var column in field.Parts)
                        Write(html, words, column, $"{name}/{at}/{column.Name}", row?.Find(column.Name), problemAt);
                    html.Append("</fieldset>");
                }
                break;
            case "yesNo":
                Option(html, "radio", name, "yes", words["yes"], value?.ValueKind == JsonValueKind.True);
                Option(html, "radio", name, "no", words["no"], value?.ValueKind == JsonValueKind.False);
                break;
            case "choices":
                foreach (var (at, choice) in field.Choices.Index())
                    Option(html, "checkbox", name, $"{at}", choice.Label, value is { ValueKind: JsonValueKind.Array } chosen
                        && chosen.EnumerateArray().Any(one => Is(one, choice)));
                break;
            case "choice" or "scale":
                foreach (var (at, choice) in field.Choices.Index())
                    Option(html, "radio", name, $"{at}", choice.Label, Is(value, choice));
                break;
            default:
                foreach (var part in field.Parts)
                    Write(html, words, part, $"{name}/{part.Name}", value?.Find(part.Name), problemAt);
                break;
        }
        html.Append("</fieldset>");
    }

    private static void Option(StringBuilder html, string type, string name, string value, string label, bool on) =>
        html.Append("<label class=\"option\"><input type=\"").Append(type).Append("\" name=\"").Append(Safe(name))
            .Append("\" value=\"").Append(value).Append('"').Append(on ? " checked" : "").Append("><span>")
            .Append(Safe(label)).Append("</span></label>");

    private static bool Is(JsonElement? value, PlainChoice choice) =>
        value is { } one && JsonElement.DeepEquals(one, choice.Value);

    private static void Label(StringBuilder html, Words words, PlainField field)
    {
        html.Append(Safe(field.Label));
        if (field.Unit is { } unit) html.Append(" <span class=\"opt\">").Append(Safe(unit)).Append("</span>");
        if (field.MayBeHidden) html.Append(" <span class=\"opt\">").Append(Safe(words["whereItApplies"])).Append("</span>");
        else if (!field.Required) html.Append(" <span class=\"opt\">").Append(Safe(words["optional"])).Append("</span>");
    }

    private static void Help(StringBuilder html, string name, string? help)
    {
        if (help is not null)
            html.Append("<p class=\"help said\" id=\"").Append(Safe(IdOf(name))).Append("-help\">")
                .Append(Safe(help)).Append("</p>");
    }

    private static void Problem(StringBuilder html, string name, string? problem)
    {
        if (problem is not null)
            html.Append("<p class=\"problem\" id=\"").Append(Safe(IdOf(name))).Append("-problem\">")
                .Append(Safe(problem)).Append("</p>");
    }

    private static string Described(PlainField field, string name, string? problem)
    {
        var ids = string.Join(' ', new[] { field.Help is null ? null : "help", problem is null ? null : "problem" }
            .OfType<string>().Select(part => $"{Safe(IdOf(name))}-{part}"));
        return (ids.Length == 0 ? "" : $" aria-describedby=\"{ids}\"") + (problem is null ? "" : " aria-invalid=\"true\"");
    }
}
