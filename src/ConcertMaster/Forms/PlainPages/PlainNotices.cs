using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Filling;
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

    public PlainPage Refused(string form, Refusal refusal) => refusal == Links.LinkRefusals.QuotaFull
        ? Notice(_words["fullTitle"], _words["fullText"], refusal.Status)
        : refusal == Links.LinkRefusals.SignatureInvalid ? Notice(form, _words["addressChanged"], refusal.Status)
        : refusal.Status == 410
        ? Notice(_words["closedTitle"], $"{_words["closedText"]} {_words["closedAdvice"]}", 410)
        : Notice(form, refusal.Message, refusal.Status);

    public PlainPage Received(PublishedForm form, Response.Submitted response) => Arrived(form, Facts(response));

    public PlainPage Tried(PublishedForm form, TestAnswer answer) => Arrived(form,
        $"<p>{Safe(_words["testMode"])}</p>{Facts(answer.Number, form.Name, form.Version, answer.At, answer.ContentHash)}");

    /// <param name="link">Continues elsewhere, once.</param>
    /// <param name="address">Of the form itself.</param>
    public PlainPage Saved(DateTimeOffset at, DateTimeOffset until, string link, string address, bool canMail) => Page(
        _words["continueTitle"], $"""
        <h1>{Safe(_words["continueTitle"])}</h1><p role="status">{Safe(_words.Say("savedAt", _words.Moment(at)))}<br>
        {Safe(_words.Say("keptUntil", _words.Moment(until)))}</p>
        <p>{Safe(_words["continueText"])}</p><p><a href="{Safe(link)}">{Safe(link)}</a></p>
        {(canMail ? MailButton(address) : "")}<p><a href="{Safe(address)}">{Safe(_words["back"])}</a></p>
        """);

    private string MailButton(string address) =>
        $"<form method=\"post\" action=\"{Safe($"{address}&mail")}\"><button type=\"submit\">{Safe(_words["mailLink"])}</button></form>";

    public PlainPage Mailed(string address) => Page(_words["continueTitle"], $"""
        <h1>{Safe(_words["continueTitle"])}</h1><p role="status">{Safe(_words["mailed"])}</p>
        <p><a href="{Safe(address)}">{Safe(_words["back"])}</a></p>
        """);

    /// <summary>A link that works once is used by a button, so that whatever follows links beforehand uses up nothing.</summary>
    public PlainPage Continue() => Page(_words["continueTitle"], $"""
        <h1>{Safe(_words["continueTitle"])}</h1><p>{Safe(_words["continueText"])}</p>
        <form method="post" action="?plain"><button type="submit">{Safe(_words["next"])}</button></form>
        """);

    private PlainPage Arrived(PublishedForm form, string facts)
    {
        var said = form.Definition.Ui.FindText($"translations.{language}.thanks") ?? form.Definition.Ui.FindText("thanks");
        var thanks = Safe(said ?? _words.Say("thanks", form.Name));
        return Page(_words["arrived"], $"<h1>{Safe(_words["arrived"])}</h1><p class=\"said\">{thanks}</p>{facts}");
    }

    /// <param name="acts">What can still be done about the answers, as HTML.</param>
    public PlainPage Already(string form, Response.Submitted response, string acts = "", int status = 200) => Page(form,
        $"<h1>{Safe(_words["alreadyTitle"])}</h1><p>{Safe(_words["alreadyText"])}</p>{Facts(response)}{acts}", status);

    public PlainPage Withdrawn(string form, Response.Submitted response, DateTimeOffset at, string acts) => Page(form,
        $"<h1>{Safe(_words["withdrawnTitle"])}</h1><p>{Safe(_words.Say("withdrawnText", _words.Moment(at)))}</p>{Facts(response)}{acts}");

    public PlainPage Erased(string form, DateTimeOffset at) => Page(form,
        $"<h1>{Safe(_words["erasedTitle"])}</h1><p>{Safe(_words.Say("erasedText", _words.Moment(at)))}</p>");

    // After a correction those of what stands now.
    private string Facts(Response.Submitted response)
    {
        var (receipt, corrected) = (response.Receipt, response.CorrectedAt);
        var hash = corrected is null ? receipt.ContentHash : response.ContentHash;
        return Facts(receipt.Number, receipt.FormName, receipt.FormVersion, corrected ?? receipt.At, hash);
    }

    private string Facts(string number, string form, int version, DateTimeOffset at, string hash) => $"""
        <dl><dt>{Safe(_words["receiptNumber"])}</dt><dd><strong>{Safe(number)}</strong></dd>
        <dt>{Safe(_words["form"])}</dt><dd>{Safe(_words.Say("formVersion", form, $"{version}"))}</dd>
        <dt>{Safe(_words["received"])}</dt><dd>{_words.Moment(at)}</dd>
        <dt>{Safe(_words["fingerprint"])}</dt><dd><code>{Safe(hash)}</code></dd></dl>
        """;

    private PlainPage Notice(string title, string text, int status) =>
        Page(title, $"<h1>{Safe(title)}</h1><p>{Safe(text)}</p>", status);

    // The words are of the language that there are words in, whatever the form itself speaks.
    private PlainPage Page(string title, string body, int status = 200) => Of(title, body, status, _words.Language);
}
