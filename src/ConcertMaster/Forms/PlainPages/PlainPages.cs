using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>
/// What stands at a form's link. Browsers get the page of the form; one without JavaScript is led on to the same form as
/// plain HTML, whose answers are judged by the same decision.
/// </summary>
internal static class PlainPages
{
    private const string Html = "text/html; charset=utf-8";

    private static readonly Refusal Unreadable = new("form.unreadable", 400,
        "What was sent could not be read as the answers of this page. Nothing of it was taken: go back and send it again.");

    public static void MapPlainPages(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/f").ExcludeFromDescription().AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<PublicLimits>().Filter(context, next));
        pages.MapGet("/{token}", Show);
        pages.MapPost("/{token}", Send).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(FormLimits.PlainBytesMax));
    }

    private static async Task Show(string token, HttpContext http, IWebHostEnvironment files, PlainLinks links, CancellationToken ct)
    {
        if (http.Request.Query.ContainsKey("plain")) await Write(http, await links.Show(token, http, ct), ct);
        else await SendPage(token, http, files, ct);
    }

    private static async Task Send(string token, HttpContext http, PlainLinks links, CancellationToken ct)
    {
        var notices = new PlainNotices(LanguageOf(http));
        if (await links.Find(token, ct) is not { } found)
        {
            await Write(http, notices.Unknown(), ct);
            return;
        }
        var (sent, refusal) = await Read(http.Request, ct);
        await Write(http, sent is null ? notices.Refused(found.Name, refusal!) : await found.Send(sent, http, ct), ct);
    }

    private static async Task<(IFormCollection? Sent, Refusal? Refusal)> Read(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType) return (null, Unreadable with { Status = StatusCodes.Status415UnsupportedMediaType });
        try
        {
            return (await request.ReadFormAsync(ct), null);
        }
        catch (BadHttpRequestException tooMuch) when (tooMuch.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, CommonRefusals.TooLarge);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return (null, Unreadable); // cut off, without the boundary that it names, or with more boxes than any page has
        }
    }

    private static async Task SendPage(string token, HttpContext http, IWebHostEnvironment files, CancellationToken ct)
    {
        var page = files.WebRootFileProvider.GetFileInfo("form.html");
        if (!page.Exists)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = Html;
        http.Response.Headers.CacheControl = "no-cache";
        // The browser asks for the form while it still loads the program that shows it.
        if (!http.Request.Query.ContainsKey("continue"))
            http.Response.Headers.Link = $"</api/public/forms/{Uri.EscapeDataString(token)}>; rel=preload; as=fetch; crossorigin";
        await http.Response.SendFileAsync(page, ct);
    }

    /// <summary>The language that a reader gets: the one asked for, else that of the invitation, else what the browser says.</summary>
    /// <param name="ofPerson">That somebody was invited in.</param>
    public static string LanguageOf(HttpContext http, PublishedForm? form = null, string? ofPerson = null)
    {
        var (asked, accepted) = (http.Request.Query["language"].ToString(), http.Request.Headers.AcceptLanguage.ToString());
        return Words.Preferred(form?.Definition.Ui ?? AnyLanguage, asked, ofPerson is null ? accepted : $"{ofPerson},{accepted}");
    }

    // What is said where there is no form can be said in every language that there are words in.
    private static readonly JsonElement AnyLanguage =
        AppJson.ToElement(new { languages = Words.Languages.OrderBy(one => one != "en") });

    private static Task Write(HttpContext http, PlainPage page, CancellationToken ct)
    {
        http.Response.StatusCode = page.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (page.Location is { } location)
        {
            http.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
        http.Response.ContentType = Html;
        return http.Response.WriteAsync(page.Html, ct);
    }
}
