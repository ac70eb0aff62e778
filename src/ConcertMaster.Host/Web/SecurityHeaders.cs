namespace ConcertMaster.Host.Web;

/// <summary>Headers that make a browser refuse what this application never does.</summary>
internal static class SecurityHeaders
{
    // Styles may be inline because the canvas positions its nodes by style attributes; scripts never are.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; " +
        "form-action 'self'; frame-ancestors ";

    // What a workflow answers to a webhook was written by its builder and by whoever called it: as a page it stands in an
    // origin of its own, runs nothing, and cannot be brought to act for who is signed in here.
    private const string HookPolicy =
        "sandbox allow-forms allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; " +
        "base-uri 'none'; frame-ancestors 'none'";

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
        if (context.Request.Path.StartsWithSegments("/hooks")) headers.ContentSecurityPolicy = HookPolicy;
        // What somebody uploaded comes with a policy of its own, which is stricter.
        else if (headers.ContentSecurityPolicy.Count == 0 || !context.Request.Path.StartsWithSegments("/api"))
            headers.ContentSecurityPolicy = Policy + (isForm ? "*" : "'none'");
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
