using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace ConcertMaster.Host.Web;

/// <summary>
/// Serves the browser application. Its own addresses (<c>/runs/…</c>, <c>/f/…</c>) all answer with the one page; an
/// address of the API never does, so that a program that mistypes one is told.
/// </summary>
internal static class BrowserApplication
{
    private const string HashedAssets = "/assets";

    private static readonly string[] NotPages =
        ["/api", "/hooks", "/live", "/openapi", "/docs", "/health", "/metrics", HashedAssets];

    private static readonly FileExtensionContentTypeProvider FileTypes = new();

    /// <summary>Names under /assets carry a hash of their content, so a browser may keep them for ever.</summary>
    public static void UseImmutableAssets(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(HashedAssets))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl =
                    context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified
                        ? "public, max-age=31536000, immutable" : "no-store";
                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    public static void MapBrowserApplication(this WebApplication app)
    {
        app.MapStaticAssets();
        // Not a catch-all route: with one, a wrong method at a right address would be told "not found", not "not allowed".
        app.Use((context, next) => context.GetEndpoint() is null ? Answer(context, app.Environment) : next(context));
    }

    private static async Task Answer(HttpContext context, IWebHostEnvironment environment)
    {
        var page = environment.WebRootFileProvider.GetFileInfo("index.html");
        if (!IsPage(context.Request) || !page.Exists)
        {
            await ProblemResults.Write(context, CommonRefusals.NotFound);
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.SendFileAsync(page);
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !NotPages.Any(prefix => request.Path.StartsWithSegments(prefix))
        && !FileTypes.TryGetContentType(request.Path, out _);
}
