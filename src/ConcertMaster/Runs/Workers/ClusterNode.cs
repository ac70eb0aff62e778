using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Runs.Workers;

/// <summary>Who drives runs on this node, and who else is alive.</summary>
internal interface ICluster
{
    /// <summary>Unique in the cluster and over restarts.</summary>
    string Name { get; }

    bool IsAlive(string node);
}

/// <summary>This process as a member of the cluster: its heartbeat, and what it knows of the others'.</summary>
internal sealed partial class ClusterNode(Database database, TimeProvider time, ILogger<ClusterNode> log)
    : BackgroundService, ICluster
{
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(0.5);

    /// <summary>A node that has not been heard of for this long is believed dead. The version fence makes that safe.</summary>
    private static readonly TimeSpan LapsesAfter = TimeSpan.FromSeconds(2.5);

    /// <summary>For how long after an absence of the database everybody is taken for alive: nobody could be heard.</summary>
    private static readonly TimeSpan HearingTime = TimeSpan.FromSeconds(1.5);

    // A node that this one has not heard of at all yet is given the benefit of the doubt for as long.
    private volatile HashSet<string> _alive = [];
    private DateTimeOffset _knownSince = DateTimeOffset.MaxValue;

    public string Name { get; } =
        $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7(time.GetUtcNow()).ToString("N")[20..]}";

    /// <summary>When another node was last found to be gone, or this one began to hear of others (again).</summary>
    public DateTimeOffset UnrestAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>This node's place among those that are alive, for work that is shared out. Nodes may briefly disagree.</summary>
    public (int Index, int Count) Place
    {
        get
        {
            var alive = _alive;
            return (alive.Count(other => string.CompareOrdinal(other, Name) < 0), Math.Max(1, alive.Count));
        }
    }

    public bool IsAlive(string node) =>
        node == Name || _alive.Contains(node) || time.GetUtcNow() - _knownSince < HearingTime;

    /// <summary>Leaves the cluster at once, so that others take over without waiting for the heartbeat to lapse.</summary>
    public async Task Leave(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("delete from app.nodes where name = $1", Name);
        await command.ExecuteNonQueryAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Beat(stoppingToken);
                await Task.Delay(BeatInterval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogBeatFailed(e);
                // Whoever cannot hear cannot tell the dead from the living.
                _knownSince = DateTimeOffset.MaxValue;
                await Task.Delay(BeatInterval, time, CancellationToken.None);
            }
        }
    }

    private async Task Beat(CancellationToken ct)
    {
        // Ages are measured by the database's clock alone, so nodes need not agree on the time. A heartbeat that a crash of
        // the server loses is worth nothing, so that none waits for the disk.
        await using var command = database.System.CreateCommand("""
            with beat as (
                insert into app.nodes (name, started_at, beat_at) values ($1, clock_timestamp(), clock_timestamp())
                on conflict (name) do update set beat_at = clock_timestamp()),
            gone as (delete from app.nodes where beat_at < clock_timestamp() - interval '1 hour'),
            late as (select set_config('synchronous_commit', 'off', true))
            select n.name from app.nodes n, late where n.beat_at > clock_timestamp() - $2
            """, Name, LapsesAfter);
        var alive = new HashSet<string>(StringComparer.Ordinal) { Name };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) alive.Add(reader.GetString(0));
        var now = time.GetUtcNow();
        if (_knownSince > now) UnrestAt = _knownSince = now;
        else if (!_alive.IsSubsetOf(alive)) UnrestAt = now;
        _alive = alive;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat could not be written; trying again")]
    private partial void LogBeatFailed(Exception e);
}
