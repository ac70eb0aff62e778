using ConcertMaster.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Demo;

internal sealed class DemoModule : IModule
{
    public void AddServices(IServiceCollection services) =>
        services.AddSingleton<DemoRun>().AddHostedService<DemoSeed>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        // The demo has no addresses of its own.
    }
}
