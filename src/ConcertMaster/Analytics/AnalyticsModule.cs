using ConcertMaster.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Analytics;

internal sealed class AnalyticsModule : IModule
{
    public void AddServices(IServiceCollection services) { }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapHome();
}
