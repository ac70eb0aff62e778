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
        services.AddHttpClient(ApiCall.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Guard(provider).Handler(followsRedirects: true));
        services.AddHttpClient(ApiCall.ConnectionClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Guard(provider).Handler());
        services.AddHttpClient(ErpClient.Name, client => client.Timeout = ErpLimits.RequestTimeMax)
            .ConfigurePrimaryHttpMessageHandler(provider => Guard(provider).Handler());
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapNodeCatalogue();
        endpoints.MapPluginList();
    }

    private static OutgoingGuard Guard(IServiceProvider provider) => provider.GetRequiredService<OutgoingGuard>();
}
