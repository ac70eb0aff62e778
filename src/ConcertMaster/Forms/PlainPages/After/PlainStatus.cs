using System.Text;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.PlainPages.Drawing;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages.After;

using static PlainPage;

/// <summary>What became of answers that were sent, and what their sender can take back, without script.</summary>
internal sealed class PlainStatus(PlainAmending amending, Withdrawing withdrawing, IConsents consents, TimeProvider time)
{
    public static bool IsActedOn(HttpContext http) =>
        http.Request.Query.ContainsKey("withdraw") || http.Request.Query.ContainsKey("consent");

    public Task<PlainPage> Show(FoundForm found, Response.Submitted response, string language, CancellationToken ct) =>
        Page(found, response, language, null, ct);

    public async Task<PlainPage> Act(
        FoundForm found, Response.Submitted response, IFormCollection sent, string language, HttpContext http, CancellationToken ct)
    {
        if (http.Request.Query["consent"].ToString() is { Length: > 0 } consent)
        {
            if (found.Letter.PersonId is { } person)
                await consents.NoteWithdrawn(found.Tenant, person, consent, SystemActors.PublicForm, null, ct);
        }
        else if ((await withdrawing.Withdraw(found, response, sent["reason"], http, ct)).Refusal is { } refusal)
        {
            return refusal == ResponseRefusals.ReasonRequired
                ? await Page(found, response, language, Words.Of(language)["needsAnswer"], ct)
                : new PlainNotices(language).Refused(FormOf(found, response).Name, refusal);
        }
        return new("", StatusCodes.Status303SeeOther, AddressOf(language));
    }

    private async Task<PlainPage> Page(
        FoundForm found, Response.Submitted response, string language, string? problem, CancellationToken ct)
    {
        var (words, notices, form) = (Words.Of(language), new PlainNotices(language), FormOf(found, response));
        var html = new StringBuilder(amending.IsOpen(found, response) ? PlainAmending.Offer(language) : "");
        if (found.Letter.PersonId is { } person)
            WriteConsents(html, words, form.Definition, await consents.Held(found.Tenant, person, ct), language);
        if (response.WithdrawnAt is { } at) return notices.Withdrawn(form.Name, response, at, html.ToString());
        if (Withdrawing.IsOpen(found, response, time.GetUtcNow())) WriteWithdrawing(html, words, language, problem);
        return notices.Already(form.Name, response, html.ToString(), problem is null ? 200 : 422);
    }

    private static PublishedForm FormOf(FoundForm found, Response.Submitted response) =>
        found.Known.Versions[response.Receipt.FormVersion].Form;

    private static void WriteConsents(
        StringBuilder html, Words words, FormDefinition definition, IReadOnlyList<string> held, string language)
    {
        var given = ConsentsFromAnswers.ConsentsOf(definition).Where(one => held.Contains(one.Consent.Id)).ToList();
        if (given.Count == 0) return;
        var fields = PlainField.ListOf(definition, language);
        html.Append("<h2>").Append(Safe(words["consents"])).Append("</h2><ul>");
        foreach (var (field, consent) in given)
        {
            var label = Safe(fields.FirstOrDefault(one => one.Name == field)?.Label ?? field);
            html.Append("<li><form method=\"post\" action=\"")
                .Append(Safe($"{AddressOf(language)}&consent={Uri.EscapeDataString(consent.Id)}")).Append("\"><p>").Append(label)
                .Append("</p><button type=\"submit\" class=\"second\" aria-label=\"").Append(Safe(words["withdrawConsent"])).Append(": ")
                .Append(label).Append("\">").Append(Safe(words["withdrawConsent"])).Append("</button></form></li>");
        }
        html.Append("</ul>");
    }

    private static void WriteWithdrawing(StringBuilder html, Words words, string language, string? problem) => html.Append($"""
        <h2>{Safe(words["withdrawAnswers"])}</h2><p>{Safe(words["withdrawText"])}</p>
        <form method="post" accept-charset="utf-8" action="{Safe($"{AddressOf(language)}&withdraw")}">
        <div class="field{(problem is null ? "" : " faulty")}"><label class="label" for="reason">{Safe(words["whyWithdrawn"])}</label>
        {(problem is null ? "" : $"<p class=\"problem\" id=\"why\" role=\"alert\">{Safe(problem)}</p>")}
        <textarea id="reason" name="reason" rows="3" maxlength="{FormLimits.ReasonLengthMax}" required dir="auto"
        {(problem is null ? "" : "aria-describedby=\"why\" autofocus")}></textarea></div>
        <button type="submit" class="second">{Safe(words["withdrawAnswers"])}</button></form>
        """);

    private static string AddressOf(string language) => $"?plain&language={Uri.EscapeDataString(language)}";
}
