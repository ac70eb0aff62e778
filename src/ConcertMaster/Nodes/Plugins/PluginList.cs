using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Nodes.Plugins;

/// <summary>Which plug-ins are there, what do they bring, and what is wrong with them?</summary>
internal static class PluginList
{
    public static void MapPluginList(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/nodes/plug-ins", List).RequirePermission(Permission.ViewSystem)
            .WithSummary("Plug-ins: versions, node types, and why one cannot be used").WithTags("Nodes");

    private static IResult List(NodeRegistry registry, PluginFolder folder) => Results.Json(new
    {
        folder.Folder,
        watched = folder.IsWatched,
        items = registry.Shelf.Plugins.Select(plugin => new
        {
            plugin.Name, version = plugin.Version.ToString(), plugin.File,
            state = JsonNamingPolicy.CamelCase.ConvertName(plugin.State.ToString()),
            plugin.Problem, plugin.LoadedAt,
            types = plugin.Types.Select(type => new { type.Type, type.Node?.Descriptor.Name, type.Problem }),
        }),
    }, AppJson.Options);
}
