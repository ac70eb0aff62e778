using ConcertMaster.Output.Databases;
using ConcertMaster.Output.Files;
using ConcertMaster.Output.Mailing;
using ConcertMaster.Output.Texting;
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
        .AddSingleton<SentLetters>()
        .AddSingleton<IMailer, Mailer>()
        .AddSingleton<ITexter, Texter>()
        .AddSingleton<ReturnedLetters>()
        .AddSingleton<IDatabaseRows, DatabaseRows>()
        .AddSingleton<IMailTemplates, MailTemplates>()
        .AddSingleton<IPublicAddress, PublicAddress>()
        .AddSingleton<StoredFiles>()
        .AddSingleton<IQuarantine, FileQuarantine>()
        .AddSingleton<FileScanning>()
        .AddSingleton<IFileScanner>(provider => provider.GetRequiredService<FileScanning>())
        .AddHostedService(provider => provider.GetRequiredService<FileScanning>())
        .AddSingleton<IFileKeeper>(provider => provider.GetRequiredService<StoredFiles>())
        .AddSingleton<DevelopmentMailbox>()
        .AddSingleton<IPersonData>(provider => provider.GetRequiredService<DevelopmentMailbox>())
        .AddSingleton<IMailTransport>(provider =>
            SmtpSettings.Read(provider.GetRequiredService<IConfiguration>()) is { } smtp ? new SmtpTransport(smtp)
            : provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
                ? provider.GetRequiredService<DevelopmentMailbox>()
            : new NoMailTransport())
        .AddSingleton<ITextTransport>(provider =>
            TexterSettings.Read(provider.GetRequiredService<IConfiguration>()) is { } texter
                ? new HttpTextTransport(texter, provider.GetRequiredService<IHttpClientFactory>())
            : provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
                ? provider.GetRequiredService<DevelopmentMailbox>()
            : new NoTextTransport());

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapFiles();
        ReturnedLetters.Map(endpoints);
        if (endpoints.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            DevelopmentMailbox.Map(endpoints);
    }
}
