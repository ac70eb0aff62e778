using ConcertMaster.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Notifications;

internal sealed class NotificationsModule : IModule
{
    private static readonly TimeSpan HookTimeMax = TimeSpan.FromSeconds(10);

    public void AddServices(IServiceCollection services)
    {
        services.AddHttpClient(NotificationWorker.ClientName, client => client.Timeout = HookTimeMax)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<OutgoingGuard>().Handler());
        services.AddSingleton<INotifier, Notifier>().AddSingleton<NotificationWorker>()
            .AddHostedService(provider => provider.GetRequiredService<NotificationWorker>());
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapNotifications();
}
