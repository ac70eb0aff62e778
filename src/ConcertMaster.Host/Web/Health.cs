using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Host.Web;

/// <summary>
/// For load balancers and orchestrators: <c>live</c> says that the process answers and need not be restarted,
/// <c>ready</c> that it can do work, which takes its database.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan DatabaseTimeout = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/health").WithTags("Operation");
        group.MapGet("/live", () => Results.Json(new Answer("live"))).WithSummary("Whether the process answers")
            .Produces<Answer>();
        group.MapGet("/ready", IsReady).WithSummary("Whether the process can do work: its database answers")
            .Produces<Answer>().Produces<Answer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> IsReady(Database database, HttpContext context)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(DatabaseTimeout);
        try
        {
            await using var command = database.System.CreateCommand("select 1");
            await command.ExecuteScalarAsync(timeout.Token);
            return Results.Json(new Answer("ready"));
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            context.Response.Headers.RetryAfter = "2";
            return Results.Json(new Answer("databaseAway"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private sealed record Answer(string Status);
}
