using ConcertMaster.Nodes.Output;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Nodes;

internal sealed class NodesModule : IModule
{
    public void AddServices(IServiceCollection services) => 
        services.AddNodes().AddHttpClient(ApiCall.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan);

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapNodeCatalogue();
}
