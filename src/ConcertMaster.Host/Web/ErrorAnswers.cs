using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace ConcertMaster.Host.Web;

/// <summary>
/// What the caller is told when something goes wrong: always problem details with a stable code, never a stack trace.
/// </summary>
internal sealed partial class ErrorAnswers(ILogger<ErrorAnswers> logger) : IExceptionHandler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (exception is BadHttpRequestException bad)
        {
            await ProblemResults.Write(context, bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? CommonRefusals.TooLarge : CommonRefusals.MalformedRequest);
        }
        else if (exception is NotSupportedException { Source: "System.Text.Json" or "System.Text.Json.Rethrowable" })
        {
            // One of several shapes that does not say which it is.
            await ProblemResults.Write(context, CommonRefusals.MalformedRequest);
        }
        else if (exception is AppendQueueFullException full)
        {
            await ProblemResults.Write(context, HostRefusals.Overloaded, full.RetryAfter);
        }
        else if (IsDatabaseAway(exception))
        {
            LogDatabaseAway(context.Request.Method, context.Request.Path, exception.Message);
            await ProblemResults.Write(context, CommonRefusals.Unavailable, RetryAfter);
        }
        else if (IsUnstorable(exception))
        {
            await ProblemResults.Write(context, CommonRefusals.TextUnstorable);
        }
        else
        {
            LogUnexpected(exception, context.Request.Method, context.Request.Path, context.TraceIdentifier);
            await ProblemResults.Write(context, CommonRefusals.Unexpected);
        }

        return true;
    }

    /// <summary>Refusals that routing itself makes have no body; they get one here.</summary>
    public static Task Describe(StatusCodeContext answer)
    {
        var context = answer.HttpContext;
        Refusal? refusal = context.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => CommonRefusals.MalformedRequest,
            StatusCodes.Status401Unauthorized => CommonRefusals.SessionRequired,
            StatusCodes.Status403Forbidden => CommonRefusals.AccessDenied,
            StatusCodes.Status404NotFound => CommonRefusals.NotFound,
            StatusCodes.Status405MethodNotAllowed => HostRefusals.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => CommonRefusals.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => HostRefusals.UnsupportedMediaType,
            _ => null,
        };
        return refusal is null ? Task.CompletedTask : ProblemResults.Write(context, refusal);
    }

    // Away means: the connection, not the statement, is what failed. The same request may succeed in a moment.
    private static bool IsDatabaseAway(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is PostgresException postgres)
                return postgres.SqlState is [.. "57P", _, _] or [.. "08", _, _, _] or [.. "53", _, _, _];
            if (at is NpgsqlException or EventStoreUnavailableException) return true;
        }

        return false;
    }

    // Text with the zero character or half a character, or a number of endless digits: JSON can spell what nobody can keep.
    private static bool IsUnstorable(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is PostgresException refused) return IsUnstorable(refused);
            if (at is JsonException && at.InnerException is InvalidOperationException) return true;
            // What the JSON library says of half a character that it comes upon while a text is read.
            if (at is InvalidOperationException { Source: "System.Text.Json" or "System.Text.Json.Rethrowable" }
                && at.Message.Contains("UTF-16", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool IsUnstorable(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire
            or PostgresErrorCodes.NumericValueOutOfRange => true,
        PostgresErrorCodes.InvalidTextRepresentation => refused.MessageText.Contains("type json", StringComparison.Ordinal),
        _ => false,
    };

    [LoggerMessage(LogLevel.Warning, "{Method} {Path}: the database is away: {Reason}")]
    private partial void LogDatabaseAway(string method, string path, string reason);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly (request {RequestId})")]
    private partial void LogUnexpected(Exception exception, string method, string path, string requestId);
}

internal static class HostRefusals
{
    public static readonly Refusal MethodNotAllowed = new("request.method-not-allowed", 405,
        "This address does not answer that method. The Allow header lists those it answers.");
    public static readonly Refusal Overloaded = new("service.overloaded", 503,
        "More changes arrive than can be stored at once. Nothing of this one was stored; try again in a moment.");
    public static readonly Refusal UnsupportedMediaType = new("request.media-type-unsupported", 415,
        "This address takes a JSON body: send Content-Type: application/json.");
}
