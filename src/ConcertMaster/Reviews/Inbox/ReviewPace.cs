using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>How long each queue has lately needed from asking to deciding, in the median.</summary>
internal sealed record QueuePaces(IReadOnlyDictionary<string, TimeSpan> ByQueue)
{
    public TimeSpan? Usual(string queue) => ByQueue.TryGetValue(queue, out var usual) ? usual : null;

    /// <summary>Not late yet, but at the pace of its queue it will be.</summary>
    public bool IsLikelyLate(string queue, DateTimeOffset asked, DateTimeOffset? due, DateTimeOffset now) =>
        due is { } by && by >= now && Usual(queue) is { } usual && asked + usual is var expected
        && (expected > now ? expected : now) > by;

    public (string[] Queues, double[] Seconds) Known() =>
        ([.. ByQueue.Keys], [.. ByQueue.Values.Select(usual => usual.TotalSeconds)]);
}

/// <summary>Asked with every list, and counted anew once a minute for each organisation.</summary>
internal sealed class ReviewPace(TimeProvider time)
{
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(30);
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<TenantId, (DateTimeOffset At, QueuePaces Paces)> _known = new();

    public async Task<QueuePaces> Of(TenantDatabase db, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(db.Tenant, out var known) && now - known.At < FreshFor) return known.Paces;
        // Whoever asks meanwhile is told what was known before.
        if (known.Paces is not null) _known[db.Tenant] = (now, known.Paces);
        var rows = await db.Query("""
            select queue, percentile_cont(0.5) within group (order by extract(epoch from decided_at - requested_at)::float8)
              from read.review_inbox
             where tenant_id = $1 and decided_at > $2 and state in ('approved', 'rejected', 'changesRequested') group by queue
            """, row => (Queue: row.GetString(0), Seconds: row.GetDouble(1)), ct, db.Tenant.Value, now - Lookback);
        var paces = new QueuePaces(rows.ToDictionary(row => row.Queue, row => TimeSpan.FromSeconds(row.Seconds)));
        _known[db.Tenant] = (now, paces);
        return paces;
    }
}
