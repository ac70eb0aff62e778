using System.Text;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ConcertMaster.Workflows;

internal static class ExportWorkflowEndpoint
{
    /// <summary>How many values looked like secrets and are not in the file.</summary>
    public const string LeftOutHeader = "Concert-Left-Out";

    public static void MapExportWorkflow(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/export", Handle).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("The draft, or a published version, as a file: always the same text, without secrets");

    private static async Task<IResult> Handle(
        Guid id, int? version, EventSession session, IPublishedWorkflows published, CancellationToken ct)
    {
        if (version is { } number)
            return await published.Find(session.Tenant, new(id), number, ct) is { } found
                ? new File(found.Name, found.Definition) : WorkflowRefusals.VersionUnknown.ToProblem();
        var (state, _) = await session.Load(WorkflowStream.For(id), ct: ct);
        return state switch
        {
            Workflow.Active active => new File(active.Name, active.Draft.Definition),
            Workflow.Archived gone => new File(gone.Before.Name, gone.Before.Draft.Definition),
            _ => WorkflowRefusals.NotFound.ToProblem(),
        };
    }

    private sealed class File(string name, WorkflowDefinition definition) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            var (safe, count) = Secrets.TakeOut(definition);
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName($"{name}.json");
            context.Response.Headers.ContentDisposition = disposition.ToString();
            context.Response.Headers[LeftOutHeader] = count.ToString();
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Text(WorkflowFile.Write(name, safe), "application/json", Encoding.UTF8).ExecuteAsync(context);
        }
    }
}
