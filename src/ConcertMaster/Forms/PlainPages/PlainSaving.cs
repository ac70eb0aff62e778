using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Responses;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

using static PlainPage;

/// <summary>Save and continue later, without script: the same drafts and the same links to other devices.</summary>
internal sealed class PlainSaving(SavingDrafts saving, DraftLinks links)
{
    public static bool IsAskedFor(HttpContext http) => http.Request.Query.ContainsKey("save");

    public static bool IsMailAskedFor(HttpContext http) => http.Request.Query.ContainsKey("mail");

    /// <param name="version">That was shown.</param>
    public async Task<PlainPage> Save(
        FoundForm found, PlainFormPage page, JsonElement answers, int version, HttpContext http, CancellationToken ct)
    {
        int? revision = int.TryParse(http.Request.Query["save"], out var seen) ? seen : null;
        var (saved, refused) = await saving.Save(found, answers, 0, version, revision, http, ct);
        if (refused == FillingRefusals.DraftConflict)
            return (page with { Draft = new(0, IsRefused: true) }).Write(answers, []);
        if (saved is null) return new PlainNotices(page.Language).Refused(page.Form.Name, refused!);
        var (link, _) = await links.Issue(found, byMail: false, page.Language, ct);
        return new PlainNotices(page.Language).Saved(
            saved.SavedAt, saved.KeptUntil, link!.Url, AddressOf(page.Language), canMail: found.Shown.Recipient.Email.Length > 0);
    }

    public async Task<PlainPage> Mail(FoundForm found, PlainFormPage page, CancellationToken ct) =>
        (await links.Issue(found, byMail: true, page.Language, ct)).Refusal is { } refusal
            ? new PlainNotices(page.Language).Refused(page.Form.Name, refusal)
            : new PlainNotices(page.Language).Mailed(AddressOf(page.Language));

    /// <summary>Whether this is a link that continues a draft, and was not used yet.</summary>
    public Task<bool> IsLink(string code, CancellationToken ct) => links.IsOpen(code, ct);

    public static PlainPage Offer(HttpContext http) => new PlainNotices(PlainPages.LanguageOf(http)).Continue();

    public async Task<PlainPage> Follow(string code, HttpContext http, CancellationToken ct) =>
        await links.Follow(code, http, ct) is { } token
            ? new PlainPage("", StatusCodes.Status303SeeOther, $"/f/{token}?plain")
            : new PlainNotices(PlainPages.LanguageOf(http)).Unknown();

    private static string AddressOf(string language) => $"?plain&language={Uri.EscapeDataString(language)}";
}

/// <summary>What a page without script says of answers that were saved and not sent, and the button that saves them.</summary>
/// <param name="Revision">That the page shows, 0 for none: what another device saved meanwhile is not written over.</param>
/// <param name="Report">What became of answers to an older version of the form.</param>
/// <param name="IsRefused">Another device has saved since.</param>
internal sealed record PlainDraft(
    int Revision, DateTimeOffset? SavedAt = null, DateTimeOffset? KeptUntil = null, CarriedOver? Report = null, bool IsRefused = false)
{
    public static PlainDraft Of((Draft Draft, CarriedOver? Report)? current, DateTimeOffset? deadline, Retention retention) =>
        current is var (draft, report)
            ? new(draft.Revision, draft.SavedAt, retention.Until(draft.SavedAt, deadline), report) : new(0);

    public void Notice(StringBuilder html, Words words, string address)
    {
        if (IsRefused)
        {
            html.Append("<p class=\"summary\" role=\"alert\">").Append(Safe(words["otherDevice"])).Append(" <a href=\"")
                .Append(Safe(address)).Append("\">").Append(Safe(words["takeTheirs"])).Append("</a></p>");
            return;
        }
        if (SavedAt is not { } saved) return;
        html.Append("<p class=\"help\" role=\"status\">").Append(Safe(words.Say("savedAt", words.Moment(saved))));
        if (KeptUntil is { } until) html.Append("<br>").Append(Safe(words.Say("keptUntil", words.Moment(until))));
        if (Report is not null) html.Append("<br>").Append(Safe(words["carriedOver"]));
        foreach (var (stillAsked, word) in ((bool, string)[])[(false, "dropped"), (true, "askedAgain")])
            if (Report?.Dropped.Where(one => one.StillAsked == stillAsked).Select(one => one.Label).ToList() is { Count: > 0 } labels)
                html.Append("<br>").Append(Safe(words.Say(word, string.Join(", ", labels))));
        html.Append("</p>");
    }

    // Who keeps his own writes over the other's: then no revision is named.
    public void Button(StringBuilder html, Words words, string address) =>
        html.Append(" <button type=\"submit\" class=\"second\" formaction=\"")
            .Append(Safe($"{address}&save{(IsRefused ? "" : $"={Revision}")}")).Append("\">")
            .Append(Safe(words[IsRefused ? "keepMine" : "continueLater"])).Append("</button>");
}
