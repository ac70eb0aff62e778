using ConcertMaster.EventStore.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Shared;

/// <summary>All that the host knows of a slice: what it registers and which addresses it answers.</summary>
internal interface IModule
{
    void AddServices(IServiceCollection services);

    void MapEndpoints(IEndpointRouteBuilder endpoints);
}

internal static class ModuleServices
{
    /// <summary>The daemon keeps this read model up from the log.</summary>
    public static IServiceCollection AddProjection(this IServiceCollection services, IProjection projection) =>
        services.AddSingleton(projection);
}
