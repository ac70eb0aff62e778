using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Shared.Http;

/// <summary>
/// The one door: refuses before an endpoint's parameters are bound. An endpoint that states no requirement is public,
/// and a test lists all that are.
/// </summary>
internal sealed class AccessGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredAccess>() is not { } required) return next(context);
        if (context.ActorOrNull() is not { } actor) return ProblemResults.Write(context, CommonRefusals.SessionRequired);
        return required.Permission is { } permission && !actor.May(permission)
            ? ProblemResults.Write(context, CommonRefusals.AccessDenied)
            : next(context);
    }
}
