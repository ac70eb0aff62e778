using ConcertMaster.EventStore.Projections;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Shared.Http;

/// <summary>
/// A read that carries <c>Concert-After: N</c> waits until the read models have seen event N, so that callers read
/// their own writes. When the wait runs out the answer is given as it is, with <c>Concert-Stale: true</c>.
/// </summary>
internal sealed class ReadAfterWrite(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, ProjectionDaemon daemon)
    {
        if (HttpMethods.IsGet(context.Request.Method)
            && long.TryParse(context.Request.Headers[CommandResults.AfterHeader], out var sequence)
            && !await daemon.WaitForAll(sequence, Limits.ReadAfterWriteWait, context.RequestAborted))
            context.Response.Headers["Concert-Stale"] = "true";
        await next(context);
    }
}
