using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages;

using static PlainPage;

/// <summary>What is said instead of a form, and when the answers have arrived.</summary>
internal sealed class PlainNotices(string language)
{
    private readonly Words _words = Words.Of(language);

    public PlainPage Unknown() => Notice(_words["unknownTitle"], _words["unknownText"], 404);

    public PlainPage LinkMailed() => Notice(_words["linkMailedTitle"], _words["linkMailed"], 202);

    public PlainPage Refused(string form, Refusal refusal) => refusal.Status == 410
        ? Notice(_words["closedTitle"], $"{_words["closedText"]} {_words["closedAdvice"]}", 410)
        : Notice(form, refusal.Message, refusal.Status);

    public PlainPage Received(PublishedForm form, Response.Submitted response)
    {
        var said = form.Definition.Ui.FindText($"translations.{language}.thanks") ?? form.Definition.Ui.FindText("thanks");
        var thanks = Safe(said ?? _words.Say("thanks", form.Name));
        return Page(_words["arrived"], $"<h1>{Safe(_words["arrived"])}</h1><p class=\"said\">{thanks}</p>{Facts(response)}");
    }

    public PlainPage Already(string form, Response.Submitted response) => Page(form,
        $"<h1>{Safe(_words["alreadyTitle"])}</h1><p>{Safe(_words["alreadyText"])}</p>{Facts(response)}");

    // After a correction those of what stands now.
    private string Facts(Response.Submitted response)
    {
        var (receipt, corrected) = (response.Receipt, response.CorrectedAt);
        var hash = corrected is null ? receipt.ContentHash : response.ContentHash;
        return $"""
            <dl><dt>{Safe(_words["receiptNumber"])}</dt><dd><strong>{Safe(receipt.Number)}</strong></dd>
            <dt>{Safe(_words["form"])}</dt><dd>{Safe(_words.Say("formVersion", receipt.FormName, $"{receipt.FormVersion}"))}</dd>
            <dt>{Safe(_words["received"])}</dt><dd>{_words.Moment(corrected ?? receipt.At)}</dd>
            <dt>{Safe(_words["fingerprint"])}</dt><dd><code>{Safe(hash)}</code></dd></dl>
            """;
    }

    private PlainPage Notice(string title, string text, int status) =>
        Page(title, $"<h1>{Safe(title)}</h1><p>{Safe(text)}</p>", status);

    // The words are of the language that there are words in, whatever the form itself speaks.
    private PlainPage Page(string title, string body, int status = 200) => Of(title, body, status, _words.Language);
}
