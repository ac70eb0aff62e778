using ConcertMaster.Connections.Breakers;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Connections;

internal sealed class ConnectionsModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddProjection(ConnectionList.Projection)
        .AddProjection(BreakerTable.Projection)
        .AddSingleton<Breakers.Breakers>()
        .AddSingleton<IBreakers>(provider => provider.GetRequiredService<Breakers.Breakers>())
        .AddHostedService<BreakerNews>()
        .AddSingleton<ConnectionSecrets>()
        .AddSingleton<StorageConnections>()
        .AddSingleton<ConnectionTests>()
        .AddSingleton<IConnections>(provider => ActivatorUtilities.CreateInstance<OpenConnections>(
            provider, new Lazy<ProjectionDaemon>(provider.GetRequiredService<ProjectionDaemon>)));

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/connections").WithTags("Connections");
        group.MapConnectionList();
        group.MapEditConnections();
    }
}
