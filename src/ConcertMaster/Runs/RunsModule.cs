using ConcertMaster.Connections;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Runs.Again;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Failures;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Runs.Trials;
using ConcertMaster.Runs.Triggers;
using ConcertMaster.Runs.Triggers.Mail;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConcertMaster.Runs;

internal sealed class RunsModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        services.AddProjection(RunList.Projection).AddProjection(RunSteps.Projection)
            .AddProjection(OpenRuns.Projection).AddProjection(TimerTable.Projection).AddProjection(new TriggerTables());
        services.AddSingleton<ISubscription, WakeUps>().AddSingleton<ISubscription, ErrorRuns>();
        services.AddSingleton<RunPlans>().AddSingleton<DatabaseBlobs>().AddSingleton<RunBlobs>();
        services.AddSingleton<IBlobs>(provider => BucketBlobs.From(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IConnections>(),
            provider.GetRequiredService<DatabaseBlobs>()) ?? (IBlobs)provider.GetRequiredService<DatabaseBlobs>());
        services.AddSingleton<RedriveUnderReview>();
        services.AddSingleton<RunStore>().AddSingleton<EffectRunner>().AddSingleton<RunWatches>().AddSingleton<RunEnds>();
        services.AddSingleton<Callbacks>().AddSingleton<ICallbacks>(provider => provider.GetRequiredService<Callbacks>());
        services.AddSingleton<HookGuard>().AddSingleton<HookDoor>().AddSingleton<Backfill.KnownRuns>();
        services.AddSingleton<WebhookRoutes>().AddSingleton<RunDriver>().AddSingleton<RunStarter>();
        services.AddSingleton<Admission>().AddSingleton<ISubscription>(p => p.GetRequiredService<Admission>());
        services.AddSingleton<IRunStarter>(provider => provider.GetRequiredService<RunStarter>());
        services.AddSingleton<IChildRunStarter>(provider => provider.GetRequiredService<RunStarter>());
        services.AddSingleton<ClusterNode>().AddSingleton<ICluster>(provider => provider.GetRequiredService<ClusterNode>());
        services.AddSingleton<Timers>().AddSingleton<Trial>();
        // Lazy: the daemon is made of all subscriptions, these among them.
        services.AddSingleton<ISubscription>(provider => new ChildRuns(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<RunStore>(),
            provider.GetRequiredService<RunDriver>(), provider.GetRequiredService<TimeProvider>(),
            new(provider.GetRequiredService<ProjectionDaemon>)));
        services.AddSingleton<IRunStates>(provider => new RunStates(
            provider.GetRequiredService<Database>(), new(provider.GetRequiredService<ProjectionDaemon>)));
        services.AddHostedService<EngineStart>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterNode>());
        services.AddHostedService(provider => provider.GetRequiredService<Timers>());
        services.AddHostedService<ScheduleRunner>();
        services.AddHostedService<Adoption>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/runs").WithTags("Runs");
        group.MapRunList();
        group.MapRunDetail();
        group.MapRunHistory();
        group.MapControlRun();
        group.MapRedriveRun();
        group.MapReplayRun();
        group.MapLimitRuns();
        group.MapRunFailures();
        group.MapSetAsideRuns();
        endpoints.MapStartRun();
        endpoints.MapStepStatistics();
        endpoints.MapTryWorkflow();
        endpoints.MapReceiveWebhook();
        endpoints.MapReceiveCallback();
        endpoints.MapReceiveMail();
        endpoints.MapReceiveFile();
        endpoints.MapBackfill();
    }

    /// <summary>After the schema is there and before the first request: keys, and ears on the log.</summary>
    private sealed class EngineStart(
        Callbacks callbacks, LogTail tail, RunDriver driver, Timers timers, WebhookRoutes routes, Admission admission)
        : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await callbacks.LoadKey(cancellationToken);
            tail.Subscribe("driver", driver.Observe);
            tail.Subscribe("timers", timers.Observe, [typeof(StepWaiting)]);
            tail.Subscribe("run limits", admission.Forget, [typeof(LaneLimited)]);
            tail.Subscribe("webhook routes", routes.Forget, new TriggerTables().EventTypes);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
