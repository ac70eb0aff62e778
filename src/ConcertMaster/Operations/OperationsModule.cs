using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Operations;

/// <summary>What an operator sees of the system itself.</summary>
internal sealed class OperationsModule : IModule
{
    public void AddServices(IServiceCollection services) => services.AddSingleton<Operators>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/system").WithTags("System");
        group.MapProjections();
        group.MapClusterNodes();
    }
}
