using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Teams;

internal sealed class TeamsModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddProjection(TeamList.Teams).AddProjection(TeamList.Skills).AddProjection(TeamList.Absences)
        .AddSingleton<IWorkforce, Workforce>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTeamList();
        endpoints.MapGroup("/api/teams").WithTags("Teams").MapEditTeams();
        endpoints.MapGroup("/api/people").WithTags("Teams").MapWorkplaces();
    }
}
