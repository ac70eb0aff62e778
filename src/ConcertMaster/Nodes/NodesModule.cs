using ConcertMaster.Nodes.Output;
using ConcertMaster.Nodes.Output.Erp;
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
        // A handler serves all organisations: cookies that it kept would go from one to another.
        services.AddHttpClient(ApiCall.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseCookies = false });
        services.AddHttpClient(ApiCall.ConnectionClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(
                () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddHttpClient(ErpClient.Name, client => client.Timeout = ErpLimits.RequestTimeMax)
            .ConfigurePrimaryHttpMessageHandler(
                () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapNodeCatalogue();
        endpoints.MapPluginList();
    }
}
