using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>
/// What stands at a form's link. Browsers get the page of the form; one without JavaScript is led on to the same form as
/// plain HTML, whose answers are judged by the same decision.
/// </summary>
internal static class PlainPages
{
    private const string Html = "text/html; charset=utf-8";

    public static void MapPlainPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/f/{token}", Show).ExcludeFromDescription();
        endpoints.MapPost("/f/{token}", Send).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task Show(
        string token, HttpContext http, IWebHostEnvironment files, PublicForms forms, BeginForm begin, IEventStore store,
        IDirectory directory, TimeProvider time, CancellationToken ct)
    {
        if (!http.Request.Query.ContainsKey("plain"))
        {
            await SendPage(http, files, ct);
            return;
        }
        var found = await forms.Find(token, ct);
        var page = found is null ? await NoLetter(token, http, begin, ct)
            : await Opened(found, http, store, directory, time, ct);
        await Write(http, page, ct);
    }

    // An open link proves by script that its caller is no robot.
    private static async Task<PlainPage> NoLetter(string token, HttpContext http, BeginForm begin, CancellationToken ct) =>
        await begin.Find(token, ct) is { } link
            ? new PlainNotices(LanguageOf(http, link.Form.Latest)).NeedsScript(link.Form.Latest.Name)
            : new PlainNotices(LanguageOf(http, null)).Unknown();

    private static async Task SendPage(HttpContext http, IWebHostEnvironment files, CancellationToken ct)
    {
        var page = files.WebRootFileProvider.GetFileInfo("form.html");
        if (!page.Exists)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = Html;
        http.Response.Headers.CacheControl = "no-cache";
        await http.Response.SendFileAsync(page, ct);
    }

    private static async Task<PlainPage> Opened(
        FoundForm found, HttpContext http, IEventStore store, IDirectory directory, TimeProvider time, CancellationToken ct)
    {
        var session = new EventSession(
            store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time);
        var (response, _) = await session.Load(Response.Stream(Response.IdFor(found.Letter.InvitationId)), ct: ct);
        var form = found.Form.Form;
        var language = LanguageOf(http, form);
        if (response is Response.Submitted { Receipt: var receipt })
            return new PlainNotices(language).Already(form.Name, receipt);
        if (ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, time.GetUtcNow()) is { } closed)
            return new PlainNotices(language).Refused(form.Name, closed);
        var organisation = (await directory.Organisation(found.Tenant, ct))?.Name ?? "";
        return new PlainFormPage(form, organisation, found.Shown, language)
            .Write(found.Shown.Prefill ?? JsonValues.EmptyObject, []);
    }

    private static async Task Send(
        string token, HttpContext http, PublicForms forms, LookupAnswers lookups, Submitting submitting,
        IDirectory directory, CancellationToken ct)
    {
        var found = http.Request.HasFormContentType ? await forms.Find(token, ct) : null;
        if (found is null)
        {
            await Write(http, new PlainNotices(LanguageOf(http, null)).Unknown(), ct);
            return;
        }
        var form = found.Form.Form;
        var language = LanguageOf(http, form);
        var sent = PlainAnswers.Read(PlainField.ListOf(form.Definition), await http.Request.ReadFormAsync(ct),
            found.Shown.Prefill ?? JsonValues.EmptyObject);
        sent = await lookups.ByLabel(found.Tenant, found.Form, sent, ct);
        var outcome = await submitting.Submit(found, sent, form.Version, language, http, ct);
        var organisation = (await directory.Organisation(found.Tenant, ct))?.Name ?? "";
        var page = outcome switch
        {
            { Refusal: null, State: Response.Submitted response } => new PlainNotices(language).Received(form, response.Receipt),
            { Refusal: { Faults.Count: > 0 } refusal } =>
                new PlainFormPage(form, organisation, found.Shown, language).Write(sent, refusal.Faults),
            { Refusal: { } refusal } => new PlainNotices(language).Refused(form.Name, refusal),
            _ => throw new InvalidOperationException("Answers were neither taken nor refused."),
        };
        await Write(http, page, ct);
    }

    private static string LanguageOf(HttpContext http, PublishedForm? form)
    {
        var (asked, accepted) = (http.Request.Query["language"].ToString(), http.Request.Headers.AcceptLanguage.ToString());
        return form is not null ? Words.Preferred(form.Definition.Ui, asked, accepted)
            : Words.Preferred(AnyLanguage, asked, accepted);
    }

    // What is said where there is no form can be said in every language that there are words in.
    private static readonly JsonElement AnyLanguage =
        AppJson.ToElement(new { languages = Words.Languages.OrderBy(one => one != "en") });

    private static Task Write(HttpContext http, PlainPage page, CancellationToken ct)
    {
        http.Response.StatusCode = page.Status;
        http.Response.ContentType = Html;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(page.Html, ct);
    }
}
