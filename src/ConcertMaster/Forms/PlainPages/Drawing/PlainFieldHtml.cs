using System.Text;
using System.Text.Json;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages.Drawing;

using static PlainPage;

/// <summary>Questions as HTML. Names are paths, as <see cref="PlainAnswers"/> reads them.</summary>
/// <param name="room">How many rows are drawn.</param>
/// <param name="address">Of the page.</param>
/// <param name="problemAt">What is wrong at a path, in words.</param>
internal sealed class PlainFieldHtml(
    StringBuilder html, Words words, PlainRoom room, string address, Func<PlainField, string, string?> problemAt)
{
    public static string IdOf(string name) => $"answer-{name.Replace('/', '-').Replace(' ', '_')}";

    /// <summary>An answer that cannot be changed.</summary>
    public void Read(PlainField field, JsonElement? value)
    {
        if (field.Widget is "hidden" or "calculated") return;
        var problem = problemAt(field, $"/{field.Name}");
        html.Append("<div class=\"field").Append(problem is null ? "" : " faulty").Append("\" id=\"").Append(Safe(IdOf(field.Name)))
            .Append("\" tabindex=\"-1\"><p class=\"label\">").Append(Safe(field.Label)).Append("</p>");
        Problem(field.Name, problem);
        html.Append("<p class=\"said\">").Append(Safe(PlainAnswerText.Of(words, field, value))).Append("</p><p class=\"help\">")
            .Append(Safe(words["locked"])).Append("</p></div>");
    }

    public void Write(PlainField field, string name, JsonElement? value)
    {
        if (field.Widget is "hidden" or "calculated") return;
        if (field.Widget is "section" or "statement")
        {
            html.Append("<h3>").Append(Safe(field.Label)).Append("</h3>");
            Help(name, field.Help);
            return;
        }
        var problem = problemAt(field, $"/{name}");
        html.Append("<div class=\"field").Append(problem is null ? "" : " faulty").Append("\">");
        if (IsGroup(field)) Group(field, name, value, problem);
        else Single(field, name, value, problem);
        html.Append("</div>");
    }

    private static bool IsGroup(PlainField field) =>
        field.Parts.Count > 0 || field.Widget is "list" or "choice" or "choices" or "scale" or "yesNo";

    private void Single(PlainField field, string name, JsonElement? value, string? problem)
    {
        var id = IdOf(name);
        if (field.Widget == "consent")
        {
            Problem(name, problem);
            html.Append("<label class=\"option\"><input type=\"checkbox\" id=\"").Append(Safe(id)).Append("\" name=\"").Append(Safe(name))
                .Append("\" value=\"yes\"").Append(Described(field, name, problem))
                .Append(value?.ValueKind == JsonValueKind.True ? " checked" : "").Append("><span>")
                .Append(Safe(field.Label)).Append("</span></label>");
            Help(name, field.Help);
            return;
        }
        html.Append("<label class=\"label\" for=\"").Append(Safe(id)).Append("\">");
        Label(field);
        html.Append("</label>");
        Help(name, field.Help);
        Problem(name, problem);
        if (field.Files is { } files) Files(files, field, name, value, problem);
        else Box(field, name, value, problem);
    }

    // What arrived before stays ticked, since a browser forgets which files were chosen.
    private void Files(FileField files, PlainField field, string name, JsonElement? value, string? problem)
    {
        var limits = new List<string> { words.Say("fileLimit", UploadRefusals.Size(files.BytesMax)) };
        if (field.Widget == "signature") limits.Insert(0, words["signaturePicture"]);
        else if (files.Accept.Count > 0) limits.Add(words.Say("fileTypes", string.Join(", ", files.Accept.Select(ShortType))));
        html.Append("<p class=\"help\">").Append(Safe(string.Join(' ', limits))).Append("</p>");
        if (value is { ValueKind: JsonValueKind.Array } kept)
            foreach (var file in kept.EnumerateArray().Where(file => file.FindText("id") is not null))
                Option("checkbox", name, Safe(file.FindText("id")), file.FindText("name") ?? "", true);
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

    private void Box(PlainField field, string name, JsonElement? value, string? problem)
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

    private void Group(PlainField field, string name, JsonElement? value, string? problem)
    {
        html.Append("<fieldset id=\"").Append(Safe(IdOf(name))).Append("\" tabindex=\"-1\"")
            .Append(Described(field, name, problem)).Append("><legend>");
        Label(field);
        html.Append("</legend>");
        Help(name, field.Help);
        Problem(name, problem);
        switch (field.Widget)
        {
            case "rows":
                Entries(field, name, value, (row, at) =>
                {
                    html.Append("<fieldset class=\"row\" id=\"").Append(Safe(IdOf($"{name}/{at}")))
                        .Append("\" tabindex=\"-1\"><legend class=\"help\">").Append(at + 1).Append("</legend>");
                    foreach (var column in field.Parts) Write(column, $"{name}/{at}/{column.Name}", row?.Find(column.Name));
                    html.Append("</fieldset>");
                });
                break;
            case "list":
                Entries(field, name, value, (one, at) =>
                {
                    html.Append("<div class=\"entry\">");
                    Write(field.Entry! with { Label = $"{at + 1}" }, $"{name}/{at}", one);
                    html.Append("</div>");
                });
                break;
            case "yesNo":
                Option("radio", name, "yes", words["yes"], value?.ValueKind == JsonValueKind.True);
                Option("radio", name, "no", words["no"], value?.ValueKind == JsonValueKind.False);
                break;
            case "choices":
                foreach (var (at, choice) in field.Choices.Index())
                    Option("checkbox", name, $"{at}", choice.Label, value is { ValueKind: JsonValueKind.Array } chosen
                        && chosen.EnumerateArray().Any(one => Is(one, choice)));
                break;
            case "choice" or "scale":
                foreach (var (at, choice) in field.Choices.Index())
                    Option("radio", name, $"{at}", choice.Label, Is(value, choice));
                break;
            default:
                foreach (var part in field.Parts) Write(part, $"{name}/{part.Name}", value?.Find(part.Name));
                break;
        }
        html.Append("</fieldset>");
    }

    // How many there were comes back with them: what is not filled in leaves no other trace.
    private void Entries(PlainField field, string name, JsonElement? value, Action<JsonElement?, int> draw)
    {
        var filled = value is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
        var count = room.ToDraw(field, name, filled);
        for (var at = 0; at < count; at++) draw(at < filled ? value!.Value[at] : null, at);
        html.Append("<input type=\"hidden\" name=\"").Append(Safe(PlainRoom.CountNameOf(name))).Append("\" value=\"").Append(count)
            .Append("\"><p class=\"help\">").Append(Safe(words["emptyLeftOut"])).Append(' ')
            .Append(Safe(words.Say("entriesMax", field.RowCountMax))).Append("</p>");
        if (count >= field.RowCountMax) return;
        html.Append("<button type=\"submit\" class=\"second\" formaction=\"")
            .Append(Safe($"{address}&add={Uri.EscapeDataString(name)}#{Uri.EscapeDataString(IdOf($"{name}/{count}"))}")).Append("\">")
            .Append(Safe(words["addAnother"])).Append("<span class=\"away\"> ").Append(Safe(field.Label)).Append("</span></button>");
    }

    private void Option(string type, string name, string value, string label, bool on) =>
        html.Append("<label class=\"option\"><input type=\"").Append(type).Append("\" name=\"").Append(Safe(name))
            .Append("\" value=\"").Append(value).Append('"').Append(on ? " checked" : "").Append("><span>")
            .Append(Safe(label)).Append("</span></label>");

    private static bool Is(JsonElement? value, PlainChoice choice) =>
        value is { } one && JsonElement.DeepEquals(one, choice.Value);

    private void Label(PlainField field)
    {
        html.Append(Safe(field.Label));
        if (field.Unit is { } unit) html.Append(" <span class=\"opt\">").Append(Safe(unit)).Append("</span>");
        if (field.MayBeHidden) html.Append(" <span class=\"opt\">").Append(Safe(words["whereItApplies"])).Append("</span>");
        else if (!field.Required) html.Append(" <span class=\"opt\">").Append(Safe(words["optional"])).Append("</span>");
    }

    private void Help(string name, string? help)
    {
        if (help is not null)
            html.Append("<p class=\"help said\" id=\"").Append(Safe(IdOf(name))).Append("-help\">")
                .Append(Safe(help)).Append("</p>");
    }

    private void Problem(string name, string? problem)
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
