using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.PlainPages.Drawing;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages;

using static PlainPage;

/// <summary>A form as one page of plain HTML: every question, and what is to be mended above them.</summary>
/// <param name="Message">Of the sender to whoever fills it in.</param>
/// <param name="Deadline">Until when it can be sent.</param>
/// <param name="Language">That the form is read in: one that it speaks, or English.</param>
internal sealed record PlainFormPage(
    PublishedForm Form, string Organisation, string? Message, DateTimeOffset? Deadline, string Language)
{
    private readonly Words _words = Words.Of(Language);

    public IReadOnlyList<PlainField> Fields { get; } = PlainField.ListOf(Form.Definition, Language);

    /// <summary>How the page is called in a list of windows.</summary>
    public string Title => $"{Form.Name} · {Organisation}";

    /// <summary>Whether what is sent is kept apart from real answers.</summary>
    public bool IsTest { get; init; }

    /// <summary>What was saved before; null where nothing can be saved.</summary>
    public PlainDraft? Draft { get; init; }

    /// <summary>Answers that are read and not changed.</summary>
    public IReadOnlyDictionary<string, JsonElement?> Locked { get; init; } = FrozenDictionary<string, JsonElement?>.Empty;

    public PlainRoom Room { get; init; } = PlainRoom.Usual;

    /// <summary>Why what was sent is changed, and what is wrong with that; null where it is sent for the first time.</summary>
    public (string Said, string? Problem)? Reason { get; init; }

    private JsonElement Ui => Form.Definition.Ui;

    private string Address => $"?plain&language={Uri.EscapeDataString(Language)}{(Reason is null ? "" : "&amend")}";

    public PlainPage Write(JsonElement answers, IReadOnlyList<Fault> faults)
    {
        var html = new StringBuilder();
        Head(html);
        var pages = FormPages.Of(Form.Definition);
        Summary(html, faults, [.. pages.SelectMany(page => page.Fields)]);
        // Named, since this page may itself be the answer to a saving.
        html.Append("<form method=\"post\" accept-charset=\"utf-8\" novalidate action=\"").Append(Safe(Address)).Append('"')
            .Append(Fields.Any(field => field.Files is not null || field.Parts.Any(part => part.Files is not null))
                ? " enctype=\"multipart/form-data\">" : ">");
        // Enter presses the first button of a form, which may not be one that adds a row.
        html.Append("<button type=\"submit\" class=\"away\" tabindex=\"-1\" aria-hidden=\"true\"></button>");
        var questions = new PlainFieldHtml(html, _words, Room, Address, (asked, path) =>
            faults.FirstOrDefault(fault => fault.Path == path) is { } fault ? PlainProblems.Say(_words, asked, fault) : null);
        foreach (var page in pages)
        {
            if ((Translated("pages", page.Index) ?? page.Title) is { Length: > 0 } title)
                html.Append("<h2>").Append(Safe(title)).Append("</h2>");
            Paragraph(html, Translated("pageDescriptions", page.Index) ?? page.Description);
            foreach (var field in FieldsOf(page))
                if (Locked.TryGetValue(field.Name, out var own)) questions.Read(field, own);
                else questions.Write(field, field.Name, answers.Find(field.Name));
        }
        if (Reason is var (said, problem)) PlainAmending.Reason(html, _words, said, problem);
        html.Append("<button type=\"submit\">").Append(Safe(Reason is not null ? _words["sendChanges"]
            : Translated("submitLabel") ?? Ui.FindText("submitLabel") ?? _words["send"])).Append("</button>");
        Draft?.Button(html, _words, Address);
        html.Append("</form>");
        return faults.Count == 0 && Reason?.Problem is null
            ? Of(Title, html.ToString(), Draft is { IsRefused: true } ? 409 : 200, Language)
            : Of(_words.Say("faulty", Title), html.ToString(), 422, Language);
    }

    // Without script nothing comes and goes: what may not apply says so, whatever it depends on.
    private IEnumerable<PlainField> FieldsOf(FormPage page)
    {
        foreach (var (name, section) in FormPages.WithSections(page, Ui))
            if (Fields.FirstOrDefault(one => one.Name == name) is { } field)
                yield return page.VisibleIf is null && Fields.All(one => one.Name != section || !one.MayBeHidden)
                    ? field : field with { MayBeHidden = true };
    }

    /// <summary>What stands above the questions.</summary>
    public void Head(StringBuilder html)
    {
        Languages(html);
        html.Append("<p class=\"help\">").Append(Safe(Organisation)).Append("</p><h1>")
            .Append(Safe(Translated("name") ?? Form.Name)).Append("</h1>");
        Paragraph(html, Message);
        Paragraph(html, Translated("intro") ?? Ui.FindText("intro"));
        if (Deadline is { } deadline) Paragraph(html, _words.Say("dueBy", _words.Moment(deadline)));
        if (IsTest) Paragraph(html, _words["testMode"]);
        Draft?.Notice(html, _words, Address);
    }

    private void Languages(StringBuilder html)
    {
        var spoken = Words.LanguagesOf(Ui);
        if (spoken.Count < 2) return;
        html.Append("<nav aria-label=\"").Append(Safe(_words["language"])).Append("\">");
        foreach (var language in spoken)
            html.Append("<a lang=\"").Append(Safe(language)).Append("\" hreflang=\"").Append(Safe(language))
                .Append("\" href=\"?plain&amp;language=").Append(Uri.EscapeDataString(language)).Append('"')
                .Append(language == Language ? " aria-current=\"true\"" : "").Append('>')
                .Append(Safe(NameOf(language))).Append("</a> ");
        html.Append("</nav>");
    }

    private void Summary(StringBuilder html, IReadOnlyList<Fault> faults, List<string> order)
    {
        if (faults.Count == 0) return;
        html.Append("<div class=\"summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>")
            .Append(Safe(_words.Say("problems", faults.Count))).Append("</h2><ul>");
        foreach (var (fault, field) in faults.Select(fault => (fault, Field: PlainField.At(Fields, fault.Path)))
            .OrderBy(one => order.IndexOf(one.fault.Path.Split('/').ElementAtOrDefault(1) ?? "")))
            html.Append("<li><a href=\"#").Append(Safe(PlainFieldHtml.IdOf(fault.Path[Math.Min(1, fault.Path.Length)..])))
                .Append("\">").Append(Safe(field is null ? "" : $"{field.Label}: "))
                .Append(Safe(PlainProblems.Say(_words, field, fault))).Append("</a></li>");
        html.Append("</ul></div>");
    }

    private string? Translated(string text, int? at = null)
    {
        if (Ui.Find("translations") is not { ValueKind: JsonValueKind.Object } all
            || !all.TryGetProperty(Language, out var own)) return null;
        return at is not { } index ? own.FindText(text)
            : own.Find(text) is { ValueKind: JsonValueKind.Array } list && index < list.GetArrayLength()
                && list[index] is { ValueKind: JsonValueKind.String } one && one.GetString()!.Length > 0 ? one.GetString() : null;
    }

    // In itself; the culture data of the host may know no names.
    private static string NameOf(string language) => language.Split('-')[0] switch
    {
        "ar" => "العربية",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        _ => language,
    };

    private static void Paragraph(StringBuilder html, string? text)
    {
        if (text is not null) html.Append("<p class=\"said\">").Append(Safe(text)).Append("</p>");
    }
}
