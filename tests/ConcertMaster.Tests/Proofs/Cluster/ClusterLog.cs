namespace ConcertMaster.Tests.Proofs.Cluster;

/// <summary>What the log of a cluster says about the runs that were given a number.</summary>
internal static class ClusterLog
{
    /// <summary>Runs of the proof that have ended; the run of the demo organisation is none of them.</summary>
    public static async Task<long> EndedCount(ProofCluster cluster) => (await cluster.Rows("""
        select count(*) from events.mt_events e
          join events.mt_events s on s.stream_id = e.stream_id and s.type = 'run.started.v1'
         where e.type in ('run.completed.v1', 'run.failed.v1', 'run.cancelled.v1') and s.data #> '{input,body,n}' is not null
        """, row => row.GetInt64(0)))[0];

    /// <summary>Kind, number and result of each run that completed; a run that completed twice is there twice.</summary>
    public static Task<List<(string Kind, int Number, int? Result)>> Results(ProofCluster cluster) => cluster.Rows("""
        select s.data ->> 'workflowName', (s.data #>> '{input,body,n}')::int, (r.data #>> '{output,result}')::int
        from events.mt_events s
        join events.mt_events c on c.stream_id = s.stream_id and c.type = 'run.completed.v1'
        left join events.mt_events r on r.stream_id = s.stream_id and r.type = 'step.completed.v1' and r.data ->> 'nodeId' = 'result'
        where s.type = 'run.started.v1' and s.data #> '{input,body,n}' is not null
        """, row => (row.GetString(0), row.GetInt32(1), row.IsDBNull(2) ? (int?)null : row.GetInt32(2)));

    public static Task<List<string>> StepsCompletedTwice(ProofCluster cluster) => cluster.Rows("""
        select stream_id || ' ' || (data ->> 'nodeId') from events.mt_events where type = 'step.completed.v1'
        group by stream_id, data ->> 'nodeId', data ->> 'iteration' having count(*) > 1
        """, row => row.GetString(0));

    public static Task<List<string>> Failures(ProofCluster cluster) => cluster.Rows("""
        select type || ' ' || data::text from events.mt_events where type in ('run.failed.v1', 'run.cancelled.v1') limit 10
        """, row => row.GetString(0));

    /// <summary>Runs whose step <c>pause</c> waited and whose timer did not ring exactly once, or rang before its time.</summary>
    public static Task<List<string>> TimersAmiss(ProofCluster cluster) => cluster.Rows("""
        select w.stream_id || ' rang ' || count(t.seq_id) || ' times, earliest '
            || coalesce(min((t.data ->> 'at')::timestamptz - (w.data ->> 'until')::timestamptz)::text, '-')
        from events.mt_events w
        left join events.mt_events t on t.stream_id = w.stream_id and t.type = 'step.signalled.v1'
            and t.data ->> 'kind' = 'timer' and t.data ->> 'nodeId' = w.data ->> 'nodeId'
        where w.type = 'step.waiting.v1' and w.data ->> 'nodeId' = 'pause'
        group by w.stream_id
        having count(t.seq_id) <> 1 or min((t.data ->> 'at')::timestamptz) < min((w.data ->> 'until')::timestamptz)
        """, row => row.GetString(0));

    /// <summary>How late the timers rang, in milliseconds.</summary>
    public static Task<List<double>> Lateness(ProofCluster cluster) => cluster.Rows("""
        select extract(epoch from (t.data ->> 'at')::timestamptz - (w.data ->> 'until')::timestamptz)::float8 * 1000
        from events.mt_events w join events.mt_events t on t.stream_id = w.stream_id and t.type = 'step.signalled.v1'
            and t.data ->> 'kind' = 'timer' and t.data ->> 'nodeId' = w.data ->> 'nodeId'
        where w.type = 'step.waiting.v1' and w.data ->> 'nodeId' = 'pause'
        """, row => row.GetDouble(0));

    /// <summary>
    /// For each run that a dead process was driving: milliseconds from the death to the run's next event, by whichever
    /// node. Runs that waited at the time needed nobody.
    /// </summary>
    public static async Task<List<double>> DelaysAfterDeaths(ProofCluster cluster)
    {
        var events = await cluster.Rows("""
            select stream_id, type, timestamp, data ->> 'owner' from events.mt_events
            where type like 'run.%' or type like 'step.%' order by stream_id, version
            """, row => (Run: row.GetGuid(0), Type: row.GetString(1), At: row.GetFieldValue<DateTimeOffset>(2),
                Owner: row.IsDBNull(3) ? null : row.GetString(3)));
        var delays = new List<double>();
        foreach (var run in events.GroupBy(one => one.Run))
        {
            var history = run.ToList();
            foreach (var (at, process) in cluster.Deaths)
            {
                var next = history.FindIndex(one => one.At > at);
                if (next <= 0 || history[next - 1].Type is "run.suspended.v1" or "run.completed.v1") continue;
                var owner = history.Take(next).Last(one => one.Owner is not null).Owner!;
                if (owner.Contains($"-{process}-", StringComparison.Ordinal)) delays.Add((history[next].At - at).TotalMilliseconds);
            }
        }
        return delays;
    }

    public static double Percentile(List<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}
