using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ConcertMaster.Shared.Http;

/// <summary>Refusals as RFC 9457 problem details with a stable <c>code</c>.</summary>
public static class ProblemResults
{
    public const string MediaType = "application/problem+json";

    public static IResult ToProblem(this Refusal refusal, TimeSpan? retryAfter = null) =>
        new ProblemResult(refusal, retryAfter);

    public static Task Write(HttpContext context, Refusal refusal, TimeSpan? retryAfter = null) =>
        new ProblemResult(refusal, retryAfter).ExecuteAsync(context);

    /// <summary>The document alone, for where there is no request to answer.</summary>
    public static byte[] Bytes(Refusal refusal) => JsonSerializer.SerializeToUtf8Bytes(Describe(refusal), AppJson.Options);

    private static ProblemDetails Describe(Refusal refusal)
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:concertmaster:problem:{refusal.Code}",
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(refusal.Status),
            Status = refusal.Status,
            Detail = refusal.Message,
        };
        problem.Extensions["code"] = refusal.Code;
        if (refusal.Faults.Count > 0) problem.Extensions["errors"] = refusal.Faults;
        return problem;
    }

    private sealed class ProblemResult(Refusal refusal, TimeSpan? retryAfter) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            if (retryAfter is { } wait)
                context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString();
            return Results.Json(Describe(refusal), AppJson.Options, MediaType, refusal.Status).ExecuteAsync(context);
        }
    }
}

/// <summary>Refusals that any endpoint may answer.</summary>
public static class CommonRefusals
{
    public static readonly Refusal SessionRequired = new("session.required", 401, "Sign in to do this.");
    public static readonly Refusal AccessDenied = new("access.denied", 403,
        "Your role does not allow this. Ask an owner of the organisation for a role that does.");
    public static readonly Refusal AntiforgeryInvalid = new("session.antiforgery", 400,
        "The page is out of date. Load it again and repeat the act; nothing was changed.");
    public static readonly Refusal NotFound = new("resource.not-found", 404,
        "There is nothing at this address, or it belongs to another organisation.");
    public static readonly Refusal MalformedRequest = new("request.malformed", 400,
        "The request could not be read. Check that the body is valid JSON of the documented shape.");
    public static readonly Refusal TextUnstorable = new("request.text-unstorable", 400,
        "A text holds the zero character or half a character, or a number has too many digits to be kept. Nothing of this was stored.");
    public static readonly Refusal TooLarge = new("request.too-large", 413,
        $"The request is larger than this address takes ({Limits.RequestBodyBytesMax / 1024 / 1024} MB for most). Send less at once.");
    public static readonly Refusal Unavailable = new("service.unavailable", 503,
        "The database cannot be reached at the moment. Try again in a few seconds; nothing that was confirmed is lost.");
    public static readonly Refusal Unexpected = new("service.error", 500,
        "Something went wrong on our side. It has been recorded; try again, and tell your administrator if it stays.");
    public static readonly Refusal IdempotencyKeyReused = new("idempotency.key-reused", 422,
        "This Idempotency-Key was used for a different request. Use a new key for a new request.");
    public static readonly Refusal IdempotencyInProgress = new("idempotency.in-progress", 409,
        "The first request with this Idempotency-Key is still under way. Try again in a moment.");
    public static readonly Refusal IdempotencyKeyInvalid = new("idempotency.key-invalid", 400,
        $"An Idempotency-Key has 1 to {Limits.IdempotencyKeyLengthMax} characters.");
    public static readonly Refusal PreconditionInvalid = new("request.if-match-invalid", 400,
        "If-Match takes the version from the ETag of the resource, such as \"7\".");

    public static Refusal Invalid(string code, string message, params IReadOnlyList<Fault> faults) =>
        new(code, 422, message) { Faults = faults };
}
