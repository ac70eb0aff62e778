using Microsoft.AspNetCore.Http.Features;

namespace ConcertMaster.Host.Web;

/// <summary>
/// Lets a caller whose body is longer than allowed read why it was refused. Such a request is answered before its body
/// has been read to its end; a connection that is closed while the body still arrives is reset, and most clients then
/// report a broken connection instead of the answer. The server does read and throw away, for at most five seconds,
/// what an answered request still sends, but not what is over its own limit: so the limit must not be its own then.
/// </summary>
internal static class LateBodies
{
    public static void UseLateBodies(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var mayHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? false;
        if (limit is null || !mayHaveBody)
        {
            await next(context);
        }
        else if (context.Request.ContentLength is { } length)
        {
            await next(context);
            if (!limit.IsReadOnly && length > limit.MaxRequestBodySize) limit.MaxRequestBodySize = null;
        }
        else
        {
            // In chunks, with no length said beforehand: counted here.
            var counted = new CountedBody(context.Request.Body, limit.MaxRequestBodySize);
            limit.MaxRequestBodySize = null;
            context.Features.Set<IHttpMaxRequestBodySizeFeature>(counted);
            context.Request.Body = counted;
            await next(context);
        }
    });
}
