using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Audit;

internal sealed class AuditModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddSingleton(ConcertMasterApp.Events)
        .AddSingleton<StreamCatalogue>()
        .AddSingleton<AuditSubjects>()
        .AddSingleton<AuditEntries>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/audit").WithTags("Audit");
        group.MapAuditLog();
        group.MapAuditStream();
    }
}
