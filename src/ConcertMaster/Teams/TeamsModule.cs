using ConcertMaster.EventStore.Projections;
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
        // Lazy: the daemon is made of all subscriptions, and some of them ask the workforce.
        .AddSingleton(provider => new Workforce(
            provider.GetRequiredService<Database>(), new(provider.GetRequiredService<ProjectionDaemon>)))
        .AddSingleton<IWorkforce>(provider => provider.GetRequiredService<Workforce>()).AddHostedService<WorkforceNews>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTeamList();
        endpoints.MapGroup("/api/teams").WithTags("Teams").MapEditTeams();
        endpoints.MapGroup("/api/people").WithTags("Teams").MapWorkplaces();
    }
}
