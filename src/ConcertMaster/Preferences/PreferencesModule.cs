using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Preferences;

internal sealed class PreferencesModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        // A table and three endpoints: there is nothing to compose.
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("/api/me/preferences").WithTags("Preferences").MapMyPreferences();
}
