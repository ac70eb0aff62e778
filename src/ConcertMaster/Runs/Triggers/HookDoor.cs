using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Runs.Triggers;

internal sealed record OpenHook(TenantId Tenant, Plan Plan, PlanNode Node);

/// <summary>The way of a letter or a file from its address to a run: the same for both.</summary>
internal sealed class HookDoor(
    IDirectory directory, WebhookRoutes routes, RunPlans plans, RunStarter starter, HookGuard guard)
{
    /// <returns>The trigger at an address; else why not, or nothing when there is none.</returns>
    public async Task<(OpenHook? Hook, Refusal? Refusal, TimeSpan? Wait)> Open(
        string organisation, string path, string method, CancellationToken ct)
    {
        if (await directory.FindOrganisation(organisation, ct) is not { } tenant
            || await routes.Find(tenant, path, method, ct) is not { } route
            || await plans.Find(tenant, route.WorkflowId, null, ct) is not { } plan
            || plan.Find(route.NodeId) is not { } node) return (null, null, null);
        return guard.Wait(tenant, plan, node) is { } wait
            ? (null, HookGuard.TooMany, wait)
            : (new(tenant, plan, node), null, null);
    }

    public Task<Refusal?> Check(OpenHook hook, IHeaderDictionary headers, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        guard.CheckCaller(hook.Tenant, hook.Node, headers, content, ct);

    public async Task<IResult> Start(
        OpenHook hook, Guid runId, RunTrigger trigger, JsonElement input, HttpContext http, CancellationToken ct)
    {
        var run = await starter.Start(hook.Plan, hook.Tenant, runId, trigger, input, SystemActors.Webhook,
            metadata: ActorAccess.MetadataOf(http, SystemActors.Webhook) with { CorrelationId = runId.ToString() }, ct: ct);
        CommandResults.NoteSequence(http, run.LastSequence);
        return Results.Json(new { runId }, AppJson.Options, null, StatusCodes.Status202Accepted);
    }

    /// <summary>How steps see a file: by the id that other node types take, and by where it is downloaded.</summary>
    public static object Shown(KeptFile file) => new
    {
        fileId = file.Id, file.Name, file.ContentType, file.Size, file.Sha256, @ref = $"/api/files/{file.Id}",
    };
}
