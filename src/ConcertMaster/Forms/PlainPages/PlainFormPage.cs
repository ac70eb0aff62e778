using System.Globalization;
using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages;

using static PlainPage;

/// <summary>A form as one page of plain HTML: every question, and what is to be mended above them.</summary>
internal static class PlainFormPage
{
    public static PlainPage Write(
        PublishedForm form, string organisation, InvitationIssued letter, JsonElement answers, IReadOnlyList<Fault> faults)
    {
        var ui = form.Definition.Ui;
        var fields = PlainField.ListOf(form.Definition);
        var html = new StringBuilder()
            .Append("<p class=\"help\">").Append(Safe(organisation)).Append("</p><h1>").Append(Safe(form.Name)).Append("</h1>");
        Paragraph(html, letter.Message);
        Paragraph(html, ui.FindText("intro"));
        if (letter.Deadline is { } deadline)
            Paragraph(html, $"Due by {deadline.ToUniversalTime().ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}.");
        var pages = FormPages.Of(form.Definition);
        var order = pages.SelectMany(page => page.Fields).ToList();
        var problems = faults.Select(fault => (Field: FieldOf(fields, fault.Path), Fault: fault))
            .OrderBy(problem => problem.Field is null ? -1 : order.IndexOf(problem.Field.Name)).ToList();
        Summary(html, problems);
        html.Append("<form method=\"post\" accept-charset=\"utf-8\" novalidate>");
        foreach (var page in pages)
        {
            if (page.Title.Length > 0) html.Append("<h2>").Append(Safe(page.Title)).Append("</h2>");
            foreach (var field in page.Fields.Select(name => fields.FirstOrDefault(one => one.Name == name)).OfType<PlainField>())
                PlainFieldHtml.Write(html, field, field.Name, answers.Find(field.Name), path =>
                    faults.FirstOrDefault(fault => fault.Path == path) is { } fault ? Say(fault) : null);
        }
        html.Append("<button type=\"submit\">").Append(Safe(ui.FindText("submitLabel") ?? "Send answers")).Append("</button></form>");
        var language = ui.Find("languages") is { ValueKind: JsonValueKind.Array } spoken && spoken.GetArrayLength() > 0
            ? spoken[0].ToString() : "en";
        return Of($"{form.Name} · {organisation}", html.ToString(), faults.Count == 0 ? 200 : 422, language);
    }

    private static void Paragraph(StringBuilder html, string? text)
    {
        if (text is not null) html.Append("<p style=\"white-space:pre-line\">").Append(Safe(text)).Append("</p>");
    }

    private static void Summary(StringBuilder html, List<(PlainField? Field, Fault Fault)> problems)
    {
        if (problems.Count == 0) return;
        html.Append("<div class=\"summary\" role=\"alert\"><h2>")
            .Append(problems.Count == 1 ? "One answer needs another look" : $"{problems.Count} answers need another look")
            .Append("</h2><ul>");
        foreach (var (field, fault) in problems)
            html.Append("<li><a href=\"#").Append(Safe(PlainFieldHtml.IdOf(fault.Path[Math.Min(1, fault.Path.Length)..])))
                .Append("\">").Append(Safe(field is null ? "" : $"{field.Label}: ")).Append(Safe(Say(fault))).Append("</a></li>");
        html.Append("</ul></div>");
    }

    // The words that the page with script uses too.
    private static string Say(Fault fault) => fault.Code switch
    {
        "required" => "This needs an answer.",
        "enum" or "oneOf" or "anyOf" => "Choose one of the answers offered.",
        "const" => "Tick the box to go on.",
        "type" => "This cannot be read as what is asked for.",
        _ => fault.Message,
    };

    private static PlainField? FieldOf(IReadOnlyList<PlainField> fields, string path) =>
        path.Split('/') is [_, var name, ..] ? fields.FirstOrDefault(field => field.Name == name) : null;
}
