using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Nodes;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Runs.Triggers;

/// <summary>
/// Starts runs at their time. Every node does it; the id of a run follows from what it was scheduled for, so it is
/// started once.
/// </summary>
internal sealed partial class ScheduleRunner(
    Database database, IRunStarter starter, TimeProvider time, ILogger<ScheduleRunner> log) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>Schedules that start their runs at the same time.</summary>
    private const int AtOnceMax = 8;

    // What was found at the last look; a schedule that has not changed is left alone until its next time.
    private readonly ConcurrentDictionary<Entry, DateTimeOffset?> _next = new();

    private sealed record Entry(
        TenantId Tenant, WorkflowId Workflow, string NodeId, string Cron, string Timezone, string MissedRuns,
        DateTimeOffset Since);

    /// <summary>What starts the run for one time of a schedule; always the same for that time.</summary>
    public static RunTrigger TriggerOf(string nodeId, DateTimeOffset at) =>
        new("schedule", nodeId, at.ToUniversalTime().ToString("O"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = LookInterval;
            try
            {
                wait = await Look(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogLookFailed(e);
            }
            if (stoppingToken.IsCancellationRequested) return;
            var least = TimeSpan.FromMilliseconds(1);
            await Task.Delay(wait > least ? wait : least, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>When to look again.</returns>
    private async Task<TimeSpan> Look(CancellationToken ct)
    {
        var entries = await Entries(ct);
        foreach (var gone in _next.Keys.Except(entries).ToList()) _next.TryRemove(gone, out _);
        var now = time.GetUtcNow();
        var due = entries.Where(entry => !_next.TryGetValue(entry, out var next) || next <= now);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = ct },
            async (entry, token) => await FireAlone(entry, token));
        var wait = _next.Values.Min() - time.GetUtcNow();
        return wait < LookInterval ? wait.Value : LookInterval;
    }

    private async Task<List<Entry>> Entries(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select s.tenant_id, s.workflow_id, s.node_id, s.cron, s.timezone, s.missed_runs,
                   greatest(s.published_at, p.fired_for)
              from app.schedules s
              left join app.schedule_progress p using (tenant_id, workflow_id, node_id)
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var entries = new List<Entry>();
        while (await reader.ReadAsync(ct))
            entries.Add(new(new(reader.GetString(0)), new(reader.GetGuid(1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6)));
        return entries;
    }

    /// <summary>A schedule whose run cannot be started holds up none of the others, and is tried again at the next look.</summary>
    private async Task FireAlone(Entry entry, CancellationToken ct)
    {
        try
        {
            _next[entry] = await Fire(entry, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _next.TryRemove(entry, out _);
            LogStartFailed(e, entry.Workflow, entry.NodeId);
        }
    }

    /// <returns>When it is due next.</returns>
    private async Task<DateTimeOffset?> Fire(Entry entry, CancellationToken ct)
    {
        ISchedule schedule;
        try
        {
            schedule = Schedules.Parse(entry.Cron, entry.Timezone);
        }
        catch (FormatException)
        {
            return null; // publishing refuses such a schedule; one from an older version must not stop the others
        }
        var now = time.GetUtcNow();
        var due = DueTimes.Of(schedule, entry.Since, now, entry.MissedRuns);
        foreach (var at in due.Runs)
            await starter.Start(entry.Tenant, entry.Workflow, TriggerOf(entry.NodeId, at),
                AppJson.ToElement(new { scheduledFor = at, firedAt = now }), SystemActors.Scheduler, ct: ct);
        if (due.HandledUpTo is { } handled) await Remember(entry, handled, ct);
        return due.HasMore ? now : schedule.NextAfter(due.HandledUpTo ?? entry.Since);
    }

    private async Task Remember(Entry entry, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.schedule_progress (tenant_id, workflow_id, node_id, fired_for) values ($1, $2, $3, $4)
            on conflict (tenant_id, workflow_id, node_id) do update
               set fired_for = greatest(app.schedule_progress.fired_for, excluded.fired_for)
            """, entry.Tenant.Value, entry.Workflow.Value, entry.NodeId, at.ToUniversalTime());
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The schedule {NodeId} of the workflow {Workflow} could not start its run; trying again")]
    private partial void LogStartFailed(Exception e, WorkflowId workflow, string nodeId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedules could not be looked at; trying again")]
    private partial void LogLookFailed(Exception e);
}
