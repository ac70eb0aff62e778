using System.Text;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Links;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

using static PlainPage;

/// <summary>
/// An open link without script. Where others prove by a calculation that they are no robots, here somebody takes a few
/// seconds, and fewer may begin from one address.
/// </summary>
internal sealed class PlainBeginning(BeginForm begin, OpenLinks links, PublicLimits limits, IDirectory directory)
{
    public async Task<PlainPage> Show(BeginForm.FoundLink found, HttpContext http, CancellationToken ct)
    {
        var form = found.Form.Latest;
        return await begin.WhyClosed(found, ct) is { } closed
            ? new PlainNotices(PlainPages.LanguageOf(http, form)).Refused(form.Name, closed)
            : await Page(found, http, links.Challenge(found.Link.Terms.LinkId), null, ct);
    }

    public async Task<PlainPage> Send(
        BeginForm.FoundLink found, string token, IFormCollection sent, HttpContext http, CancellationToken ct)
    {
        var (terms, form) = (found.Link.Terms, found.Form.Latest);
        var language = PlainPages.LanguageOf(http, form);
        var notices = new PlainNotices(language);
        if (!limits.MayBeginPlainly(http, token)) return notices.Refused(form.Name, LinkRefusals.TooManyRequests);
        string? Text(string name) => sent[name].ToString() is { Length: > 0 } text ? text : null;
        var challenge = Text("challenge");
        if (terms.ProofOfWork && !links.HasWaited(terms.LinkId, challenge))
            return await Page(found, http,
                links.GivenAt(terms.LinkId, challenge) is null ? links.Challenge(terms.LinkId) : challenge!, "waitAMoment", ct);
        var body = new BeginFormBody(null, null, Text("email"), Text("website"), Text("prefill"), Text("signature"), language);
        var (begun, refusal) = await begin.Begin(found, body, isProven: true, http, ct);
        return refusal == LinkRefusals.EmailNeeded ? await Page(found, http, links.Challenge(terms.LinkId), "email", ct)
            // That is said beside the form, and so in any language that there are words in.
            : refusal == LinkRefusals.SignatureInvalid ? new PlainNotices(PlainPages.LanguageOf(http)).Refused(form.Name, refusal)
            : refusal is not null ? notices.Refused(form.Name, refusal)
            : begun is null ? notices.LinkMailed()
            : new PlainPage("", StatusCodes.Status303SeeOther, $"/f/{begun.Token}?plain&language={Uri.EscapeDataString(language)}");
    }

    /// <param name="problem">The name of the words that say it.</param>
    private async Task<PlainPage> Page(
        BeginForm.FoundLink found, HttpContext http, string challenge, string? problem, CancellationToken ct)
    {
        var (terms, form, query) = (found.Link.Terms, found.Form.Latest, http.Request.Query);
        var language = PlainPages.LanguageOf(http, form);
        var words = Words.Of(language);
        var page = new PlainFormPage(form, (await directory.Organisation(found.Tenant, ct))?.Name ?? "", null, terms.ClosesAt, language);
        var html = new StringBuilder();
        page.Head(html);
        if (problem is not null)
            html.Append("<p class=\"summary\" role=\"alert\" id=\"problem\">").Append(Safe(words[problem])).Append("</p>");
        html.Append("<form method=\"post\" accept-charset=\"utf-8\">");
        foreach (var (name, value) in ((string, string)[])
                 [("challenge", challenge), ("prefill", query["prefill"].ToString()), ("signature", query["signature"].ToString())])
            if (value.Length > 0)
                html.Append($"<input type=\"hidden\" name=\"{name}\" value=\"{Safe(value)}\">");
        // People do not see this box; programs that fill in every box give themselves away.
        html.Append("<div class=\"away\" aria-hidden=\"true\"><label>Website ")
            .Append("<input name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></label></div>");
        if (terms.OnePerPerson == OnePerPerson.Email)
            html.Append("<div class=\"field\"><label class=\"label\" for=\"email\">").Append(Safe(words["yourEmail"]))
                .Append("</label><p class=\"help\" id=\"why\">").Append(Safe(words["whyEmail"]))
                .Append("</p><input type=\"email\" id=\"email\" name=\"email\" required autocomplete=\"email\"")
                .Append(" aria-describedby=\"why\"></div>");
        html.Append("<button type=\"submit\">").Append(Safe(words["next"])).Append("</button></form>");
        return Of(page.Title, html.ToString(), problem is null ? 200 : 422, language);
    }
}
