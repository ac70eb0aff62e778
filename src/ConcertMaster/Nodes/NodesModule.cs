using ConcertMaster.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Nodes;

internal sealed class NodesModule : IModule
{
    public void AddServices(IServiceCollection services) => services.AddNodes();

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapNodeCatalogue();
}
