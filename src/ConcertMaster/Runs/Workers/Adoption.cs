using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Runs.Workers;

/// <summary>
/// Takes over runs whose node has died. Waiting runs need nobody: whoever brings their signal drives them. Also keeps
/// the cluster's other promises at the end: a node that is told to stop hands its runs over.
/// </summary>
internal sealed partial class Adoption(
    Database database, RunDriver driver, ClusterNode cluster, TimeProvider time, ILogger<Adoption> log)
    : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.25);

    /// <summary>How long runs are looked for at every turn once a node has gone: the table of open runs trails the log.</summary>
    private static readonly TimeSpan UnrestTime = TimeSpan.FromSeconds(10);

    /// <summary>How often they are looked for while nobody has gone: the net below.</summary>
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(2);

    /// <summary>Runs that are taken over at once: one after another, the last of many would wait for all before it.</summary>
    private const int AtOnceMax = 32;

    /// <summary>How long effects that are under way may take when the node is told to stop, which takes ten seconds at most.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await driver.Drain(DrainPatience, cancellationToken);
        try
        {
            await cluster.Leave(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogLookFailed(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lookedAt = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(LookInterval, time, stoppingToken);
                var now = time.GetUtcNow();
                if (now - cluster.UnrestAt > UnrestTime && now - lookedAt < QuietInterval) continue;
                lookedAt = now;
                await Parallel.ForEachAsync(await Orphans(stoppingToken),
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = stoppingToken },
                    async (orphan, _) =>
                    {
                        if (!cluster.IsAlive(orphan.Owner)) await Adopt(orphan.Tenant, orphan.RunId);
                    });
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogLookFailed(e);
            }
        }
    }

    private async Task<List<(TenantId Tenant, Guid RunId, string Owner)>> Orphans(CancellationToken ct)
    {
        // Nodes take different runs first, so that they do not fight for each.
        await using var command = database.System.CreateCommand("""
            select tenant_id, run_id, owner from app.open_runs
             where status in ('running', 'paused') and owner not in (
                   select name from app.nodes where beat_at > clock_timestamp() - interval '2.5 seconds')
             order by hashtextextended(run_id::text, hashtext($1)) limit 500
            """, cluster.Name);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var orphans = new List<(TenantId, Guid, string)>();
        while (await reader.ReadAsync(ct)) orphans.Add((new(reader.GetString(0)), reader.GetGuid(1), reader.GetString(2)));
        return orphans;
    }

    private async Task Adopt(TenantId tenant, Guid runId)
    {
        try
        {
            await driver.Act(tenant, runId,
                state => Ownership.Adopt(state, cluster.Name, cluster.IsAlive, time.GetUtcNow()));
        }
        catch (Exception e)
        {
            LogAdoptFailed(runId, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Orphaned runs could not be looked for; trying again")]
    private partial void LogLookFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of a dead node could not be adopted; trying again")]
    private partial void LogAdoptFailed(Guid runId, Exception e);
}
