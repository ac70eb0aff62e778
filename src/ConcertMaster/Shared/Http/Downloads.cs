using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ConcertMaster.Shared.Http;

internal static class Downloads
{
    /// <summary>A file that somebody uploaded. Never shown in place: it must not run as a page of ours.</summary>
    public static IResult File(HttpContext http, byte[] content, string contentType, string name)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        // Not by way of the result, which writes the name into the log of the host.
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        return Results.File(content, contentType);
    }
}
