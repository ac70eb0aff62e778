using ConcertMaster.EventStore.Decisions;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ConcertMaster.Shared.Http;

/// <summary>Turns the outcome of a command into an answer; the headers tell where the log and the stream stand.</summary>
public static class CommandResults
{
    /// <summary>Sequence of the last event that the request appended; send it back as <c>Concert-After</c>.</summary>
    public const string SequenceHeader = "Concert-Sequence";

    /// <summary>On a GET: wait until the read models have seen this sequence.</summary>
    public const string AfterHeader = "Concert-After";

    public static IResult ToHttpResult<TState>(
        this Outcome<TState> outcome, Func<TState, object>? body = null, int status = StatusCodes.Status200OK,
        string? location = null) =>
        outcome.Refusal is { } refusal ? refusal.ToProblem() : new Done<TState>(outcome, body, status, location);

    /// <summary>The resource with its version as ETag.</summary>
    public static IResult Versioned(object body, long version) => new WithETag(body, version);

    /// <summary>The stream version from <c>If-Match</c>; null when the header is absent or <c>*</c>.</summary>
    public static bool TryReadIfMatch(HttpRequest request, out long? version)
    {
        version = null;
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return true;
        var digits = header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header;
        if (!long.TryParse(digits.Trim('"'), out var parsed)) return false;
        version = parsed;
        return true;
    }

    public static void NoteSequence(HttpContext context, long sequence)
    {
        if (sequence > 0) context.Response.Headers[SequenceHeader] = sequence.ToString();
    }

    private sealed class Done<TState>(
        Outcome<TState> outcome, Func<TState, object>? body, int status, string? location) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            NoteSequence(context, outcome.LastSequence);
            context.Response.Headers.ETag = $"\"{outcome.Version}\"";
            if (location is not null) context.Response.Headers.Location = location;
            var answer = body is null ? new { version = outcome.Version } : body(outcome.State);
            return Results.Json(answer, AppJson.Options, null, status).ExecuteAsync(context);
        }
    }

    private sealed class WithETag(object body, long version) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.Headers[HeaderNames.ETag] = $"\"{version}\"";
            context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
            return Results.Json(body, AppJson.Options).ExecuteAsync(context);
        }
    }
}
