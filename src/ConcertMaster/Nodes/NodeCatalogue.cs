using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Nodes;

internal sealed record NodePorts(IReadOnlyList<string> In, IReadOnlyList<string> Out);

/// <summary>What the palette and the inspector know of a node type.</summary>
internal sealed record NodeCatalogueItem(
    string Type, string? Version, string Name, NodeCategory Category, string Description, string Icon,
    IReadOnlyList<string> Tags, string SearchText,
    NodePorts Ports, PortType? Input, IReadOnlyList<PortType> Outputs, string? DynamicPorts, bool TakesInputsApart,
    JsonElement ConfigSchema, string Summary, bool IsTrigger, bool IsPure, bool IsContainer,
    IReadOnlyList<string> UnevaluatedKeys, string Documentation, IReadOnlyList<NodeExample> Examples)
{
    public static NodeCatalogueItem From(NodeDescriptor node) => new(
        node.Type, node.Version, node.Name, node.Category, node.Description, node.Icon, node.Tags, node.SearchText,
        new(node.IsTrigger ? [] : ["in"], node.OutputPorts), node.Input, node.Outputs, node.DynamicPorts,
        node.TakesInputsApart, node.ConfigSchema, node.Summary, node.IsTrigger, node.IsPure, node.IsContainer,
        node.UnevaluatedKeys, node.Documentation, node.Examples);
}

/// <summary>Which node types are there, and how is each configured?</summary>
internal static class NodeCatalogue
{
    public static void MapNodeCatalogue(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/nodes", List).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("Every node type: ports and what flows there, config schema, documentation, examples")
            .WithTags("Nodes");
        endpoints.MapGet("/api/nodes/{type}/config", ConfigSchema).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("The JSON Schema of a node type's config").WithTags("Nodes");
    }

    private static IResult List(INodeCatalogue catalogue) => Results.Json(
        new { items = catalogue.Descriptors.Select(NodeCatalogueItem.From) }, AppJson.Options);

    private static IResult ConfigSchema(string type, INodeCatalogue catalogue) =>
        catalogue.DescriptorOf(type) is { } descriptor
            ? Results.Json(descriptor.ConfigSchema, AppJson.Options)
            : CommonRefusals.NotFound.ToProblem();
}
