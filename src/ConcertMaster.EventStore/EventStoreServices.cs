using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.EventStore;

/// <summary>Registers the store with a container.</summary>
public static class EventStoreServices
{
    /// <summary>
    /// Adds the options, <see cref="IEventStore"/>, <see cref="ProjectionDaemon"/> with every registered
    /// <see cref="IProjection"/> and <see cref="ISubscription"/>, and its <see cref="LogTail"/>. The host applies
    /// the schema and starts and stops the daemon.
    /// </summary>
    public static IServiceCollection AddEventStore(
        this IServiceCollection services, Func<IServiceProvider, EventStoreOptions> options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new PostgresEventStore(
            provider.GetRequiredService<EventStoreOptions>(), provider.GetService<ILogger<PostgresEventStore>>()));
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<PostgresEventStore>());
        services.AddSingleton(provider => new ProjectionDaemon(
            provider.GetRequiredService<EventStoreOptions>(), provider.GetServices<IProjection>(),
            provider.GetServices<ISubscription>(), provider.GetRequiredService<IEventStore>(),
            provider.GetService<ILogger<ProjectionDaemon>>()));
        services.AddSingleton(provider => provider.GetRequiredService<ProjectionDaemon>().Tail);
        return services;
    }
}
