using ConcertMaster.Nodes.Output;
using ConcertMaster.Nodes.Plugins;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Nodes;

internal sealed class NodesModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        services.AddNodes();
        services.AddHttpClient(ApiCall.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddHttpClient(ApiCall.ConnectionClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapNodeCatalogue();
        endpoints.MapPluginList();
    }
}
