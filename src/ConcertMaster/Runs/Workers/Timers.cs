using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Runs.Workers;

/// <summary>
/// Wakes steps whose time has come. Any node fires any timer; rows locked by one are skipped by the others, and the
/// version of the run's stream makes sure that a timer is recorded once.
/// </summary>
internal sealed partial class Timers(Database database, RunDriver driver, TimeProvider time, ILogger<Timers> log)
    : BackgroundService
{
    private const int BatchCountMax = 200;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wake = new(0, 1);

    // The earliest time known to this node; waits announced by the log move it forward.
    private DateTimeOffset _next = DateTimeOffset.MaxValue;

    /// <summary>Called with every event of runs, from any node.</summary>
    public Task Observe(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch)
        {
            if (recorded.Data is not StepWaiting { Until: { } until } || until >= _next) continue;
            _next = until;
            Wake();
        }
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await FireBatch(stoppingToken) == BatchCountMax) { }
                await WaitForNext(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogLookFailed(e);
                await Task.Delay(LookInterval, time, CancellationToken.None);
            }
        }
    }

    private async Task<int> FireBatch(CancellationToken ct)
    {
        await using var connection = await database.System.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var due = new List<(TenantId Tenant, Guid RunId, StepKey Key)>();
        // The connection idles while the runs go on; a node that hangs gives the rows back after five seconds.
        await using (var limit = connection.CreateCommand())
        {
            limit.CommandText = "set local idle_in_transaction_session_timeout = '5s'";
            await limit.ExecuteNonQueryAsync(ct);
        }
        var now = time.GetUtcNow();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                select tenant_id, run_id, node_id, iteration from app.timers
                 where due_at <= $1 order by due_at limit 200 for update skip locked
                """;
            command.Parameters.Add(new() { Value = now });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                due.Add((new(reader.GetString(0)), reader.GetGuid(1), new(reader.GetString(2), reader.GetString(3))));
        }
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
            async (timer, _) => await driver.Act(timer.Tenant, timer.RunId,
                state => RunEngine.TimerDue(state, timer.Key, time.GetUtcNow())));
        // The projection removes the rows too; doing it here keeps them from being looked at again meanwhile.
        await using var delete = connection.CreateCommand();
        delete.CommandText = """
            delete from app.timers t using unnest($1, $2, $3, $4) as fired (tenant_id, run_id, node_id, iteration)
             where (t.tenant_id, t.run_id, t.node_id, t.iteration)
                 = (fired.tenant_id, fired.run_id, fired.node_id, fired.iteration) and t.due_at <= $5
            """;
        delete.Parameters.Add(new() { Value = due.Select(timer => timer.Tenant.Value).ToArray() });
        delete.Parameters.Add(new() { Value = due.Select(timer => timer.RunId).ToArray() });
        delete.Parameters.Add(new() { Value = due.Select(timer => timer.Key.NodeId).ToArray() });
        delete.Parameters.Add(new() { Value = due.Select(timer => timer.Key.Iteration).ToArray() });
        delete.Parameters.Add(new() { Value = now });
        if (due.Count > 0) await delete.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return due.Count;
    }

    private async Task WaitForNext(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select min(due_at) from app.timers");
        var earliest = await command.ExecuteScalarAsync(ct) as DateTime?;
        var now = time.GetUtcNow();
        _next = earliest is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : DateTimeOffset.MaxValue;
        var wait = _next - now;
        if (wait > TimeSpan.Zero) await _wake.WaitAsync(wait < LookInterval ? wait : LookInterval, ct);
        // A wait that was announced a moment ago may not have reached the table yet.
        if (_next > time.GetUtcNow()) return;
        await Task.Delay(TimeSpan.FromMilliseconds(5), time, ct);
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timers could not be looked at; trying again")]
    private partial void LogLookFailed(Exception e);
}
