using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.JsonSchema;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Triggers;

/// <summary>Requests from outside that start runs.</summary>
internal static class ReceiveWebhook
{
    public static readonly Refusal Unknown = new("webhook.unknown", 404,
        "Nothing listens at this address with this method. Check the path, and that the workflow is published.");
    public static readonly Refusal Failed = new("webhook.run-failed", 500, "The run failed.");

    private const int SchemaCountMax = 2_000;

    // Schemas of bodies, compiled once for each published trigger.
    private static readonly ConcurrentDictionary<string, Schema> Schemas = new(StringComparer.Ordinal);

    public static void MapReceiveWebhook(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/hooks/{organisation}/{**path}", ["GET", "POST", "PUT", "PATCH", "DELETE"], Handle)
            .WithSummary("Start a run by a webhook").WithTags("Webhooks");

    private static async Task<IResult> Handle(
        string organisation, string path, HttpContext http, IDirectory directory, WebhookRoutes routes, RunPlans plans,
        RunStarter starter, RunEnds ends, HookGuard guard, CancellationToken ct)
    {
        if (await directory.FindOrganisation(organisation, ct) is not { } tenant
            || await routes.Find(tenant, path.Trim('/'), http.Request.Method, ct) is not { } route
            || await plans.Find(tenant, route.WorkflowId, null, ct) is not { } plan
            || plan.Find(route.NodeId) is not { } node) return Unknown.ToProblem();
        if (guard.Wait(tenant, plan, node) is { } wait) return HookGuard.TooMany.ToProblem(wait);
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, ct);
        if (buffer.Length > Limits.RequestBodyBytesMax) return CommonRefusals.TooLarge.ToProblem();
        var content = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (await guard.CheckSignature(tenant, node, http.Request.Headers, content, ct) is { } unsigned)
            return unsigned.ToProblem();
        var (input, malformed) = Read(http.Request, content);
        if (malformed is not null) return malformed.ToProblem();
        if (Check(plan, node, input) is { } invalid) return invalid.ToProblem();
        var trigger = new RunTrigger("webhook", node.Id, HookGuard.KeyOf(node, http.Request.Headers));
        var runId = starter.NewId(tenant, route.WorkflowId, trigger);
        var respond = node.Definition.Config.Text("respond") ?? "immediately";
        using var end = ends.Watch(tenant, runId,
            respond == "respondNode" ? @event => @event is StepCompleted step && IsRespond(plan, step.NodeId) : null);
        var run = await starter.Start(plan, tenant, runId, trigger, input, SystemActors.Webhook,
            metadata: ActorAccess.MetadataOf(http, SystemActors.Webhook) with { CorrelationId = runId.ToString() },
            ct: ct);
        CommandResults.NoteSequence(http, run.LastSequence);
        if (respond == "immediately") return Accepted(runId);
        var state = respond == "respondNode" && Response(run.State) is not null
            ? run.State
            : await end.Wait(run.State, StartRun.WaitMax, ct);
        return Answer(state, respond, runId);
    }

    private static IResult Answer(RunState state, string respond, Guid runId)
    {
        if (respond == "respondNode" && Response(state) is { } response) return new Responded(response);
        return state.Status switch
        {
            RunStatus.Completed => Results.Json(
                state.Output.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : state.Output, AppJson.Options),
            RunStatus.Failed when state.Ended is RunFailed failed =>
                (Failed with { Message = $"The run failed: {failed.Message}" }).ToProblem(),
            RunStatus.Cancelled => (Failed with { Message = "The run was cancelled." }).ToProblem(),
            _ => Accepted(runId),
        };
    }

    private static IResult Accepted(Guid runId) =>
        Results.Json(new { runId }, AppJson.Options, null, StatusCodes.Status202Accepted);

    private static bool IsRespond(Plan plan, string nodeId) => plan.Node(nodeId).Definition.Type == "Respond";

    // The first answer counts.
    private static JsonElement? Response(RunState state) => state.Steps
        .Where(pair => pair.Value.Status == StepStatus.Completed && IsRespond(state.Plan, pair.Key.NodeId))
        .OrderBy(pair => pair.Value.EndedAt).Select(pair => (JsonElement?)pair.Value.Output).FirstOrDefault();

    private static (JsonElement Input, Refusal? Refusal) Read(HttpRequest request, ReadOnlyMemory<byte> content)
    {
        JsonElement? json = null;
        if (content.Length > 0 && request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            try
            {
                using var document = JsonDocument.Parse(content, new() { MaxDepth = Limits.JsonDepthMax - 4 });
                json = IsPlain(content.Span) ? default(JsonElement) : document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return (default, CommonRefusals.MalformedRequest);
            }
        }
        return (JsonValues.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("body");
            if (json is { ValueKind: not JsonValueKind.Undefined } body) body.WriteTo(writer);
            else if (json is not null) writer.WriteRawValue(content.Span, skipInputValidation: true);
            else if (content.Length == 0) writer.WriteNullValue();
            else writer.WriteStringValue(Encoding.UTF8.GetString(content.Span));
            WritePairs(writer, "headers", request.Headers.Where(header => !IsSecret(header.Key))
                .Select(header => (header.Key.ToLowerInvariant(), header.Value.ToString())));
            WritePairs(writer, "query", request.Query.Select(pair => (pair.Key, pair.Value.ToString())));
            writer.WriteString("method", request.Method);
            writer.WriteEndObject();
        }), null);
    }

    // JSON without escapes is taken over byte by byte; what hides behind an escape is read and written anew.
    private static bool IsPlain(ReadOnlySpan<byte> json) => !json.Contains((byte)'\\') && Utf8.IsValid(json);

    // What authenticates a caller never enters the log.
    private static bool IsSecret(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        || header.Equals("X-Api-Key", StringComparison.OrdinalIgnoreCase)
        || header.Equals(WebhookSignature.SignatureHeader, StringComparison.OrdinalIgnoreCase);

    private static void WritePairs(Utf8JsonWriter writer, string name, IEnumerable<(string Key, string Value)> pairs)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in pairs) writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static Refusal? Check(Plan plan, PlanNode node, JsonElement input)
    {
        if (node.Definition.Config.Property("bodySchema") is not { } text) return null;
        if (Schemas.Count >= SchemaCountMax) Schemas.Clear();
        var schema = Schemas.GetOrAdd($"{plan.Published.Id}:{plan.Published.Version}:{node.Id}", _ => Schema.Compile(text));
        var errors = schema.Validate(input.GetProperty("body")).Errors;
        return errors.Count == 0
            ? null
            : CommonRefusals.Invalid("webhook.body-invalid", "The body does not fit the schema of this webhook.",
                [.. errors.Select(error => new Fault(error.InstanceLocation, "schema", error.Message))]);
    }

    private sealed class Responded(JsonElement response) : IResult
    {
        // Cookies of this address are those of who is signed in here: no workflow sets or clears one.
        private static bool IsOurs(string header) =>
            header.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)
            || header.Equals("Clear-Site-Data", StringComparison.OrdinalIgnoreCase);

        public async Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = response.Whole("status", 200);
            if (response.Property("headers") is { } headers)
            {
                foreach (var header in headers.EnumerateObject().Where(header => !IsOurs(header.Name)))
                    http.Response.Headers[header.Name] = headers.Text(header.Name);
            }
            if (response.Property("body") is not { } body) return;
            var isText = body.ValueKind == JsonValueKind.String;
            http.Response.ContentType ??= isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
            await http.Response.WriteAsync(isText ? body.GetString()! : body.GetRawText(), http.RequestAborted);
        }
    }
}
