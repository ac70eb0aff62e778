using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

using static Decision<TemplateEvent>;

/// <summary>Keeps a definition for others to begin from.</summary>
internal sealed record SaveTemplate(Guid Id, string Name, string Description, WorkflowDefinition Definition);

internal sealed record RemoveTemplate(Guid Id);

internal static class TemplateDecider
{
    public static Decision<TemplateEvent> Decide(SaveTemplate command, TemplateShelf shelf) =>
        !DefinitionShape.IsName(command.Name) || command.Description.Length > WorkflowLimits.NoteLengthMax
            ? Refuse(WorkflowRefusals.NameInvalid)
        : command.Definition.Nodes.Count == 0 ? Refuse(WorkflowRefusals.TemplateEmpty)
        : shelf.Templates.ContainsKey(command.Id) ? Nothing
        : shelf.Templates.Count >= WorkflowLimits.TemplateCountMax ? Refuse(WorkflowRefusals.TooManyTemplates)
        : Accept(new TemplateSaved(command.Id, command.Name.Trim(), command.Description.Trim(), command.Definition));

    public static Decision<TemplateEvent> Decide(RemoveTemplate command, TemplateShelf shelf) =>
        shelf.Templates.ContainsKey(command.Id) ? Accept(new TemplateRemoved(command.Id)) : Nothing;
}

internal static class SaveTemplateEndpoint
{
    internal sealed record Body(string? Name, string? Description, JsonElement? Definition);

    public static void MapTemplates(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/workflow-templates").WithTags("Workflows");
        group.MapGet("", List).RequirePermission(Permission.ViewWorkflows).WithSummary("Templates of the organisation");
        group.MapPost("", Save).RequirePermission(Permission.EditWorkflows)
            .WithMetadata(new RequestSizeLimitAttribute(WorkflowLimits.DefinitionBytesMax))
            .WithSummary("Save a definition as a template");
        group.MapDelete("/{id:guid}", Remove).RequirePermission(Permission.EditWorkflows).WithSummary("Remove a template");
    }

    private static async Task<IResult> List(EventSession session, CancellationToken ct)
    {
        var (shelf, _) = await session.Load(TemplateShelf.Stream(session.Tenant), ct: ct);
        var items = shelf.Templates.Values.OrderBy(template => template.Name, StringComparer.OrdinalIgnoreCase)
            .Select(template => new { id = template.TemplateId, template.Name, template.Description, template.Definition });
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Save(
        Body body, EventSession session, DefinitionValidator validator, TimeProvider time, CancellationToken ct)
    {
        var (definition, malformed) = DefinitionShape.Read(body.Definition);
        if ((IReadOnlyList<DefinitionProblem>)[.. malformed, .. DefinitionStructure.Check(definition, validator.Catalogue)]
            is { Count: > 0 } problems)
            return WorkflowRefusals.DefinitionInvalid(problems).ToProblem();
        var command = new SaveTemplate(
            Guid.CreateVersion7(time.GetUtcNow()), body.Name ?? "", body.Description ?? "", definition);
        var outcome = await session.Transact(
            TemplateShelf.Stream(session.Tenant), shelf => TemplateDecider.Decide(command, shelf), ct: ct);
        return outcome.ToHttpResult(_ => new { id = command.Id }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Remove(Guid id, EventSession session, CancellationToken ct)
    {
        var outcome = await session.Transact(
            TemplateShelf.Stream(session.Tenant), shelf => TemplateDecider.Decide(new RemoveTemplate(id), shelf), ct: ct);
        return outcome.ToHttpResult();
    }
}
