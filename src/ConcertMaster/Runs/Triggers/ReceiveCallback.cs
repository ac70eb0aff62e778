using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Nodes;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Triggers;

/// <summary>Calls from outside that a Wait node waits for. The address is the secret.</summary>
internal static class ReceiveCallback
{
    public static readonly Refusal Unknown = new("callback.unknown", 404, "This address is not a callback of ours.");
    public static readonly Refusal TooLate = new("callback.too-late", 410, "The step waits no longer.");

    public static void MapReceiveCallback(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/callbacks/{token}", Handle).WithSummary("Call a waiting step back").WithTags("Webhooks");

    private static async Task<IResult> Handle(
        string token, HttpContext http, Workers.Callbacks callbacks, RunDriver driver, TimeProvider time,
        CancellationToken ct)
    {
        if (callbacks.Read(token) is not var (tenant, target)) return Unknown.ToProblem();
        var (body, malformed) = await Read(http.Request, ct);
        if (malformed is not null) return malformed.ToProblem();
        var key = http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given
            ? given
            : Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var step = new StepKey(target.NodeId, target.Iteration);
        var isTooLate = false;
        var run = await driver.Act(tenant, target.RunId, state =>
        {
            isTooLate = state.Status.IsEnded() || state.Step(step).Status.IsSettled();
            return RunEngine.Signal(state, step, NodeContracts.CallbackSignal, key, body, time.GetUtcNow());
        }, RunDriver.MetadataOf(target.RunId, SystemActors.Webhook, $"request:{http.TraceIdentifier}"), ct: ct);
        if (run is null) return Unknown.ToProblem();
        if (isTooLate) return TooLate.ToProblem();
        CommandResults.NoteSequence(http, run.LastSequence);
        return Results.Json(new { accepted = true }, AppJson.Options, null, StatusCodes.Status202Accepted);
    }

    private static async Task<(JsonElement Body, Refusal? Refusal)> Read(HttpRequest request, CancellationToken ct)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(ct);
        if (text.Length == 0) return (JsonValues.Null, null);
        if (request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
            return (JsonSerializer.SerializeToElement(text), null);
        try
        {
            return (JsonValues.Parse(text), null);
        }
        catch (JsonException)
        {
            return (default, CommonRefusals.MalformedRequest);
        }
    }
}
