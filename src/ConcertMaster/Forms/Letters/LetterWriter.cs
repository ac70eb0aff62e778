using System.Net;
using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;

namespace ConcertMaster.Forms.Letters;

/// <summary>What a letter can speak of. What is not known is null and counts as false in an <c>{{#if}}</c>.</summary>
/// <param name="Number">Of the reminder; 0 for an invitation.</param>
/// <param name="Language">Null: the one that the form is written in.</param>
internal sealed record LetterModel(
    string Recipient, string Link, string? Message, DateTimeOffset? Deadline, string? Reference, int Number = 0,
    string? Language = null)
{
    public Dictionary<string, object?> Names(string organisation, string form) => new(StringComparer.Ordinal)
    {
        ["recipient"] = Recipient,
        ["organisation"] = organisation,
        ["form"] = form,
        ["message"] = Message,
        ["deadline"] = Deadline?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'"),
        ["reference"] = Reference,
        ["number"] = Number == 0 ? null : Number,
        ["link"] = Link,
    };
}

internal sealed record WrittenLetter(string Subject, string Text, string Html);

/// <summary>Writes the letters of one form. Everything that people typed is escaped in HTML.</summary>
/// <param name="ui">Of the form: it knows its languages and its name in them.</param>
internal sealed class LetterWriter(
    IMailTemplates templates, FormLetters letters, string organisation, string form, JsonElement ui)
{
    /// <exception cref="MailTemplateException">The template cannot be read.</exception>
    public WrittenLetter Write(LetterKind kind, LetterModel model) => Write(letters[kind, LetterLanguages.Of(model.Language, ui)], model);

    /// <param name="usual">A letter that comes with the product, in a language.</param>
    public WrittenLetter Write(Func<string, LetterTemplate> usual, LetterModel model) =>
        Write(usual(LetterLanguages.Of(model.Language, ui)), model);

    public WrittenLetter Write(LetterTemplate template, LetterModel model)
    {
        var names = model.Names(organisation, LetterLanguages.NameIn(LetterLanguages.Of(model.Language, ui), form, ui));
        var text = templates.RenderText(template.Text, names);
        return new(templates.RenderText(template.Subject, names).ReplaceLineEndings(" ").Trim(), text,
            template.Html is { } html ? templates.Render(html, names) : HtmlOf(text, model.Link));
    }

    // Paragraphs where there are empty lines, and the one link that matters as a link.
    private static string HtmlOf(string text, string link)
    {
        var shown = WebUtility.HtmlEncode(link);
        var paragraphs = text.ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join('\n', paragraphs.Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph)
            .Replace("\n", "<br>").Replace(shown, $"<a href=\"{shown}\">{shown}</a>")}</p>"));
    }
}

internal sealed class LetterWriters(IMailTemplates templates, IEventStore store, IDirectory directory, TimeProvider time)
{
    public async Task<LetterWriter> For(TenantId tenant, FormId id, string form, JsonElement ui, CancellationToken ct)
    {
        var (letters, _) = await new EventSession(store, tenant, EventMetadata.None, time).Load(FormLetters.Stream(id), ct: ct);
        return new(templates, letters, (await directory.Organisation(tenant, ct))?.Name ?? "ConcertMaster", form, ui);
    }
}
