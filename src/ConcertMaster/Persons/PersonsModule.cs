using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Persons;

internal sealed class PersonsModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        services.AddProjection(Consents.Projection);
        services.AddSingleton<PersonKeys>().AddSingleton<IPersons>(provider => provider.GetRequiredService<PersonKeys>())
            .AddSingleton<ProtectedValues>()
            .AddSingleton<IProtectedValues>(provider => provider.GetRequiredService<ProtectedValues>())
            .AddSingleton<IConsents, Consents>()
            .AddSingleton<Erasing>().AddSingleton<ISubscription>(provider => provider.GetRequiredService<Erasing>());
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var persons = endpoints.MapGroup("/api/persons").WithTags("Persons");
        persons.MapPersonList();
        persons.MapErasePerson();
        Consents.Map(persons);
    }
}
