using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
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
        string token, HttpContext http, IWebHostEnvironment files, PublicForms forms, IEventStore store,
        IDirectory directory, TimeProvider time, CancellationToken ct)
    {
        if (!http.Request.Query.ContainsKey("plain"))
        {
            await SendPage(http, files, ct);
            return;
        }
        var found = await forms.Find(token, ct);
        var page = found is null ? PlainNotices.Unknown
            : await Opened(found, http, store, directory, time, ct);
        await Write(http, page, ct);
    }

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
        if (response is Response.Submitted { Receipt: var receipt }) return PlainNotices.Already(form.Name, receipt);
        if (ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, time.GetUtcNow()) is { } closed)
            return PlainNotices.Refused(form.Name, closed);
        var organisation = (await directory.Organisation(found.Tenant, ct))?.Name ?? "";
        return PlainFormPage.Write(form, organisation, found.Shown, found.Shown.Prefill ?? JsonValues.EmptyObject, []);
    }

    private static async Task Send(
        string token, HttpContext http, PublicForms forms, Submitting submitting, IDirectory directory, CancellationToken ct)
    {
        var found = http.Request.HasFormContentType ? await forms.Find(token, ct) : null;
        if (found is null)
        {
            await Write(http, PlainNotices.Unknown, ct);
            return;
        }
        var form = found.Form.Form;
        var sent = PlainAnswers.Read(PlainField.ListOf(form.Definition), await http.Request.ReadFormAsync(ct),
            found.Shown.Prefill ?? JsonValues.EmptyObject);
        var outcome = await submitting.Submit(found, sent, form.Version, http, ct);
        var organisation = (await directory.Organisation(found.Tenant, ct))?.Name ?? "";
        var page = outcome switch
        {
            { Refusal: null, State: Response.Submitted response } => PlainNotices.Received(form, response.Receipt),
            { Refusal: { Faults.Count: > 0 } refusal } =>
                PlainFormPage.Write(form, organisation, found.Shown, sent, refusal.Faults),
            { Refusal: { } refusal } => PlainNotices.Refused(form.Name, refusal),
            _ => throw new InvalidOperationException("Answers were neither taken nor refused."),
        };
        await Write(http, page, ct);
    }

    private static Task Write(HttpContext http, PlainPage page, CancellationToken ct)
    {
        http.Response.StatusCode = page.Status;
        http.Response.ContentType = Html;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(page.Html, ct);
    }
}
