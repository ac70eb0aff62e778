using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Shared.Http;

internal static class Downloads
{
    /// <summary>A file that somebody uploaded. Never shown in place: it must not run as a page of ours.</summary>
    public static IResult File(HttpContext http, byte[] content, string contentType, string name)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.File(content, contentType, name);
    }
}
