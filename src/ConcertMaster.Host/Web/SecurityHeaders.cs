namespace ConcertMaster.Host.Web;

/// <summary>Headers that make a browser refuse what this application never does.</summary>
internal static class SecurityHeaders
{
    // Styles may be inline because the canvas positions its nodes by style attributes; scripts never are.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; " +
        "form-action 'self'; frame-ancestors ";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Set(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        // A form may be shown inside another page: it acts for whoever holds its link, never for who is signed in.
        var isForm = context.Request.Path.StartsWithSegments("/f");
        // What somebody uploaded comes with a stricter one.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy + (isForm ? "*" : "'none'");
        headers.XContentTypeOptions = "nosniff";
        if (!isForm) headers.XFrameOptions = "DENY";
        // A personal link to a form is a secret: it must not travel to another site as a referrer.
        headers["Referrer-Policy"] = isForm
            ? "no-referrer" : "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        // An answer of the API belongs to one caller, unless its endpoint says otherwise.
        if (context.Request.Path.StartsWithSegments("/api") && headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }
}
