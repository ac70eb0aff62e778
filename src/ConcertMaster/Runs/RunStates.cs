using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs;

/// <summary>Answers other slices from the list of runs, which costs the same however long a run's history is.</summary>
internal sealed class RunStates(Database database, Lazy<ProjectionDaemon> daemon) : IRunStates
{
    public async Task<bool> HasEnded(TenantId tenant, Guid runId, long sequence, CancellationToken ct)
    {
        await daemon.Value.Await(RunList.Projection.Name, sequence, ct);
        var ended = await database.For(tenant).Query("""
            select 1 from read.runs
             where tenant_id = $1 and run_id = $2 and status in ('completed', 'failed', 'cancelled')
            """, row => row.GetInt32(0), ct, tenant.Value, runId);
        return ended.Count > 0;
    }
}
