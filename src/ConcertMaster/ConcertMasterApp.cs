using ConcertMaster.Access;
using ConcertMaster.EventStore;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Schema;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using ConcertMaster.Shared.Live;
using ConcertMaster.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster;

/// <summary>
/// The application as the host sees it: services, middleware, endpoints. The host brings a <see cref="Database"/>.
/// </summary>
public static class ConcertMasterApp
{
    public static IServiceCollection AddConcertMaster(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureHttpJsonOptions(options => AppJson.Configure(options.SerializerOptions));
        services.AddSignalR().AddJsonProtocol(options => AppJson.Configure(options.PayloadSerializerOptions));
        services.AddActorServices();
        services.AddSingleton<IKeys, Keys>();
        services.AddSingleton<OutgoingGuard>();
        services.AddSingleton<LiveTopics>().AddSingleton<LiveConnections>().AddSingleton<LivePublisher>().AddSingleton<PresenceRelay>();
        services.AddEventStore(StoreOptions);
        services.AddHostedService<Startup>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceRelay>());
        services.AddHostedService<IdempotencySweep>();
        foreach (var module in Modules.All) module.AddServices(services);
        return services;
    }

    /// <summary>Who is calling, may they, have they asked before. Goes after routing and error handling.</summary>
    public static void UseConcertMaster(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseMiddleware<ActorResolution>();
        app.UseMiddleware<AccessGate>();
        app.UseMiddleware<ReadAfterWrite>();
        // Outside of what keeps answers to repeat them, so that these are kept sealed.
        app.UseMiddleware<ProtectedAnswers>();
        app.UseMiddleware<Idempotency>();
    }

    public static void MapConcertMaster(this IEndpointRouteBuilder endpoints)
    {
        foreach (var module in Modules.All) module.MapEndpoints(endpoints);
        endpoints.MapHub<LiveHub>("/live").RequireSession();
    }

    /// <summary>Every event type of the application and of the store's operators, by its stored name.</summary>
    internal static EventCatalogue Events { get; } = new(
        new[] { typeof(ConcertMasterApp).Assembly, typeof(EventCatalogue).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsDefined(typeof(EventNameAttribute), inherit: false)),
        json: AppJson.Options);

    private static EventStoreOptions StoreOptions(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<Database>();
        return new EventStoreOptions
        {
            Owner = database.Owner,
            System = database.System,
            Requests = database.Requests,
            Catalogue = Events,
            TenantSetting = Database.TenantSetting,
            SystemRole = "concertmaster_system",
            RequestsRole = "concertmaster_requests",
            AnalystRole = "concertmaster_analyst",
            Time = provider.GetRequiredService<TimeProvider>(),
            // The table of open runs is a projection: until its shard has moved, nobody adopts what a dead node began last.
            LeaseDuration = TimeSpan.FromSeconds(2),
        };
    }

    /// <summary>Brings the schema up to date and starts the projections, before the first request is taken.</summary>
    private sealed class Startup(
        EventStoreOptions options, ProjectionDaemon daemon, LogTail tail, LivePublisher live,
        SessionNews sessions, PersonKeys persons, PublishedWorkflows published, ILogger<Startup> log) : IHostedService
    {
        public async Task StartAsync(CancellationToken ct)
        {
            await EventStoreSchema.Apply(options, SchemaScripts.Of("Shared"),
                [.. Modules.All.SelectMany(module => SchemaScripts.Of(module.GetType().Namespace!.Split('.')[^1]))],
                log, ct);
            await daemon.Start(ct);
            tail.Subscribe("live", live.Publish);
            tail.Subscribe("people", sessions.Hear);
            tail.Subscribe("persons", (batch, _) => ForEach(batch, persons.Forget));
            tail.Subscribe("published workflows", (batch, _) => ForEach(batch, published.Forget));
        }

        public Task StopAsync(CancellationToken ct) => daemon.Stop();

        private static Task ForEach<T>(IReadOnlyList<T> items, Action<T> act)
        {
            foreach (var item in items) act(item);
            return Task.CompletedTask;
        }
    }
}
