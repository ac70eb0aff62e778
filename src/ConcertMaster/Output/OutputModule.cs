using ConcertMaster.Output.Files;
using ConcertMaster.Output.Mailing;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConcertMaster.Output;

internal sealed class OutputModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddSingleton<IMailer, Mailer>()
        .AddSingleton<IMailTemplates, MailTemplates>()
        .AddSingleton<IPublicAddress, PublicAddress>()
        .AddSingleton<StoredFiles>()
        .AddSingleton<IFileKeeper>(provider => provider.GetRequiredService<StoredFiles>())
        .AddSingleton<DevelopmentMailbox>()
        .AddSingleton<IPersonData>(provider => provider.GetRequiredService<DevelopmentMailbox>())
        .AddSingleton<IMailTransport>(provider =>
            SmtpSettings.Read(provider.GetRequiredService<IConfiguration>()) is { } smtp ? new SmtpTransport(smtp)
            : provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
                ? provider.GetRequiredService<DevelopmentMailbox>()
            : new NoMailTransport());

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapFiles();
        if (endpoints.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            DevelopmentMailbox.Map(endpoints);
    }
}
