using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

/// <summary>
/// Outputs that were pinned to steps for trying the steps after them. They are no part of the definition: they are not
/// published, exported or kept in the history, and can be forgotten.
/// </summary>
internal static class TestData
{
    /// <param name="Port">The port by which the step is left; null for its first.</param>
    /// <param name="Origin">Where the data is from, in words: a run, or typed in.</param>
    internal sealed record Body(JsonElement Output, string? Port, string? Origin);

    internal sealed record Item(
        string NodeId, JsonElement Output, string? Port, string? Origin, DateTimeOffset PinnedAt, string? PinnedBy);

    private static readonly Refusal TooLarge = new("workflow.test-data-too-large", 422,
        $"A pinned output has at most {WorkflowLimits.TestDataLengthMax:N0} characters of JSON, and a name of a step.");

    public static void MapTestData(this RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}/test-data", List).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("The outputs pinned to steps for trying the steps after them");
        group.MapPut("/{id:guid}/test-data/{nodeId}", Pin).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Pin an output to a step");
        group.MapDelete("/{id:guid}/test-data/{nodeId}", Unpin).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Forget the output pinned to a step");
    }

    private static async Task<IResult> List(Guid id, TenantDatabase db, CancellationToken ct)
    {
        var items = await db.Query("""
            select d.node_id, d.output::text, d.port, d.origin, d.pinned_at, m.name
              from app.workflow_test_data d
              left join read.members m on m.tenant_id = d.tenant_id and m.user_id = d.pinned_by
             where d.tenant_id = $1 and d.workflow_id = $2
             order by d.node_id
            """,
            row => new Item(row.GetString(0), JsonDocument.Parse(row.GetString(1)).RootElement.Clone(),
                row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
                row.GetFieldValue<DateTimeOffset>(4), row.IsDBNull(5) ? null : row.GetString(5)),
            ct, db.Tenant.Value, id);
        return Results.Json(new { items }, AppJson.Options);
    }

    private static async Task<IResult> Pin(
        Guid id, string nodeId, Body body, Actor actor, EventSession session, TenantDatabase db, TimeProvider time,
        CancellationToken ct)
    {
        if (body.Output.ValueKind == JsonValueKind.Undefined || !DefinitionShape.IsId(nodeId)
            || body.Output.GetRawText() is not { Length: <= WorkflowLimits.TestDataLengthMax } output)
            return TooLarge.ToProblem();
        // The log knows a workflow before its read model does.
        if (await session.Store.FetchStreamState(new(session.Tenant, id), ct) is null)
            return WorkflowRefusals.NotFound.ToProblem();
        await db.Execute("""
            insert into app.workflow_test_data
                   (tenant_id, workflow_id, node_id, output, port, origin, pinned_at, pinned_by)
            values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)
            on conflict (tenant_id, workflow_id, node_id) do update
               set output = excluded.output, port = excluded.port, origin = excluded.origin,
                   pinned_at = excluded.pinned_at, pinned_by = excluded.pinned_by
            """, ct, db.Tenant.Value, id, nodeId, output, body.Port, body.Origin, time.GetUtcNow(), actor.UserId.Value);
        return Results.NoContent();
    }

    private static async Task<IResult> Unpin(Guid id, string nodeId, TenantDatabase db, CancellationToken ct)
    {
        await db.Execute(
            "delete from app.workflow_test_data where tenant_id = $1 and workflow_id = $2 and node_id = $3",
            ct, db.Tenant.Value, id, nodeId);
        return Results.NoContent();
    }
}
