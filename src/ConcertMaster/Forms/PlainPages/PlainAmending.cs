using System.Text;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Forms.Uploads;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

using static PlainPage;

/// <summary>Changing what was sent, without script: the form once more over the answers that are there, and why.</summary>
internal sealed class PlainAmending(
    Correcting.Correcting correcting, PlainReading reading, IDirectory directory, TimeProvider time)
{
    // No question is called so: names in a form without script are paths.
    private const string ReasonName = "/reason";

    public static bool IsAskedFor(HttpContext http) => http.Request.Query.ContainsKey("amend");

    public bool IsOpen(FoundForm found, Response.Submitted response) => AmendByLink.IsOpen(found, response, time.GetUtcNow());

    /// <summary>The way there, for the page that says what was sent.</summary>
    public static string Offer(string language)
    {
        var words = Words.Of(language);
        return $"""
            <p>{Safe(words["mayChange"])}</p>
            <p><a href="?plain&amp;language={Uri.EscapeDataString(language)}&amp;amend">{Safe(words["changeAnswers"])}</a></p>
            """;
    }

    public async Task<PlainPage> Show(FoundForm found, Response.Submitted response, string language, CancellationToken ct)
    {
        var whole = await correcting.Whole(found, response, ct);
        return (await PageOf(found, response, language, ct) with { Locked = PlainFilling.LockedOf(found, whole) }).Write(whole, []);
    }

    public async Task<PlainPage> Send(
        FoundForm found, Response.Submitted response, IFormCollection sent, string language, HttpContext http, CancellationToken ct)
    {
        var reason = sent[ReasonName].ToString();
        var whole = await correcting.Whole(found, response, ct);
        var page = await PageOf(found, response, language, ct) with
        {
            Locked = PlainFilling.LockedOf(found, whole), Reason = (reason, null),
        };
        var owner = UploadOwner.Of(found, page.Form.Definition);
        (var answers, page, var again) = await reading.Read(page, owner, sent, whole, http, ct);
        if (again is not null) return again;
        answers = await reading.Looked(owner, found.Known.Versions[response.Receipt.FormVersion], answers, ct);
        var outcome = await correcting.Amend(found, response, answers, reason, http, ct);
        return outcome switch
        {
            { Refusal: null, State: Response.Submitted changed } => new PlainNotices(language).Received(page.Form, changed),
            { Refusal: { } refusal } when refusal.Code == ResponseRefusals.ReasonRequired.Code =>
                (page with { Reason = (reason, Words.Of(language)["needsAnswer"]) }).Write(answers, []),
            { Refusal: { Faults.Count: > 0 } refusal } => page.Write(answers, refusal.Faults),
            { Refusal: { } refusal } => new PlainNotices(language).Refused(page.Form.Name, refusal),
            _ => throw new InvalidOperationException("Answers were neither taken nor refused."),
        };
    }

    private async Task<PlainFormPage> PageOf(FoundForm found, Response.Submitted response, string language, CancellationToken ct) => new(
        found.Known.Versions[response.Receipt.FormVersion].Form, (await directory.Organisation(found.Tenant, ct))?.Name ?? "", null,
        found.Letter.Deadline, language)
    {
        Reason = ("", null),
    };

    /// <summary>The box for why.</summary>
    /// <param name="problem">Null while nothing is wrong with it.</param>
    public static void Reason(StringBuilder html, Words words, string said, string? problem) => html.Append($"""
        <div class="field{(problem is null ? "" : " faulty")}"><label class="label" for="reason">{Safe(words["whyChanged"])}</label>
        <p class="help" id="reason-help">{Safe(words["whyChangedHelp"])}</p>
        {(problem is null ? "" : $"<p class=\"problem\" id=\"reason-problem\" role=\"alert\">{Safe(problem)}</p>")}
        <textarea id="reason" name="{ReasonName}" rows="3" maxlength="{FormLimits.ReasonLengthMax}" required dir="auto"
        aria-describedby="reason-help reason-problem" {(problem is null ? "" : "aria-invalid=\"true\" autofocus")}
        >{Safe(said)}</textarea></div>
        """);
}
