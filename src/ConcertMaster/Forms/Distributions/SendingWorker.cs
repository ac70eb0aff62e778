using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Forms.Distributions;

/// <summary>Carries out sendings in the background, some at the same time so that a small one does not wait for a large one.</summary>
internal sealed partial class SendingWorker(
    Sender sender, SendingClaims claims, TimeProvider time, ILogger<SendingWorker> log) : BackgroundService
{
    private const int AtOnceMax = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<(TenantId Tenant, Guid Distribution)> _announced = new();
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>A sending was just accepted by this node: nobody need wait for the next look at the table.</summary>
    public void Announce(TenantId tenant, Guid distribution)
    {
        _announced.Enqueue((tenant, distribution));
        _wake.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        var woken = _wake.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (tenant, distribution) in await Next(AtOnceMax - running.Count, stoppingToken))
                    if (await claims.Take(tenant, distribution, stoppingToken) is { } claim)
                        running.Add(CarryOut(claim, stoppingToken));
                await Task.WhenAny([woken, Task.Delay(Pause, time, stoppingToken), .. running]);
                if (woken.IsCompleted) woken = _wake.WaitAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogPostponed(log, fault);
                await Task.Delay(Pause, time, stoppingToken);
            }
            running.RemoveAll(task => task.IsCompleted);
        }
        await Task.WhenAll(running);
    }

    private async Task<IEnumerable<(TenantId Tenant, Guid Distribution)>> Next(int countMax, CancellationToken ct)
    {
        var next = new List<(TenantId, Guid)>();
        while (next.Count < countMax && _announced.TryDequeue(out var announced)) next.Add(announced);
        if (next.Count < countMax) next.AddRange(await claims.Open(countMax - next.Count, ct));
        return next.Distinct();
    }

    private async Task CarryOut(SendingClaim claim, CancellationToken ct)
    {
        try
        {
            await sender.CarryOut(claim, new EventMetadata { UserName = SystemActors.Scheduler }, collect: false, ct);
        }
        catch (OperationCanceledException)
        {
            // The host stops; another goes on.
        }
        catch (Exception fault)
        {
            LogFailed(log, claim.Distribution, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sendings are postponed")]
    private static partial void LogPostponed(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending {Distribution} failed; it is tried again when its lease has lapsed")]
    private static partial void LogFailed(ILogger log, Guid distribution, Exception fault);
}
