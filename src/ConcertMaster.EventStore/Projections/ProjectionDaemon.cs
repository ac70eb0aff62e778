using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// Runs projections and subscriptions: this node's share of them, the other nodes the rest. A node that dies is
/// replaced when its leases run out.
/// </summary>
public sealed class ProjectionDaemon : IAsyncDisposable
{
    private readonly EventStoreOptions _options;
    private readonly ILogger _log;
    private readonly Listener _listener;
    private readonly LogFeed _feed;
    private readonly ShardLeases _leases;
    private readonly ShardPositions _positions = new();
    private readonly ShardRates _rates = new();
    private readonly Dictionary<string, ShardRunner> _runners;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private bool _started;

    /// <param name="store">Where the actions of operators are recorded. Null: they are not.</param>
    public ProjectionDaemon(
        EventStoreOptions options, IEnumerable<IProjection> projections,
        IEnumerable<ISubscription>? subscriptions = null, IEventStore? store = null,
        ILogger<ProjectionDaemon>? log = null)
    {
        _options = options;
        _log = (ILogger?)log ?? NullLogger.Instance;
        _listener = new(options, _log);
        _feed = new(options, _listener, _log);
        _leases = new(options);
        if (store is PostgresEventStore postgres) postgres.Committed = _feed.Take;
        Tail = new(options, _feed, _log);
        var controls = new ShardControls(options);
        var context = new ShardContext(options, _feed, _positions, controls, new(options), _log);
        _runners = projections.Select(projection => (ShardWork)ProjectionWork.Live(options, projection))
            .Concat((subscriptions ?? []).Select(subscription => new SubscriptionWork(options, subscription)))
            .Select(work => new ShardRunner(work, context))
            .ToDictionary(runner => runner.Name, StringComparer.Ordinal);
        Operations = new(options, _runners, controls, _rates, store);
        _listener.On(ShardWork.ProgressChannel(options), payload =>
        {
            if (payload is null) _ = LookAtProgress(mayGoBack: true, _stop.Token);
            else _positions.ReportNotified(payload);
        });
        _listener.On(ShardControls.Channel(options), shard =>
        {
            foreach (var runner in _runners.Values)
                if (shard is null || shard == runner.Shard) runner.Reconsider();
        });
    }

    /// <summary>The log as this node follows it, for handlers that every node runs.</summary>
    public LogTail Tail { get; }

    /// <summary>What operators can see and do: status, pause, resume, retry, skip, rebuild.</summary>
    public ShardOperations Operations { get; }

    /// <inheritdoc cref="ShardOperations.Status"/>
    public Task<IReadOnlyList<ShardStatus>> Status(CancellationToken ct = default) => Operations.Status(ct);

    /// <summary>Begins to listen, to follow the log and to compete for leases. Returns before anything is caught up.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be reached.</exception>
    public async Task Start(CancellationToken ct = default)
    {
        if (_started) throw new InvalidOperationException("The daemon was started before.");
        _started = true;
        await _feed.Start(ct);
        _listener.Start();
        _loop = Task.Run(KeepLeases, CancellationToken.None);
    }

    /// <summary>
    /// Waits until a projection has taken in everything up to a sequence, on whichever node it runs: read your own
    /// writes. It looks once and is then woken by notification; it never polls.
    /// </summary>
    /// <returns>False when the time has run out first.</returns>
    /// <exception cref="KeyNotFoundException">There is no projection or subscription of that name.</exception>
    public async Task<bool> WaitFor(
        string projection, long sequence, TimeSpan timeout, CancellationToken ct = default)
    {
        var shard = _runners[projection].Shard;
        if (_positions.Of(shard) >= sequence) return true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        var reached = _positions.Reached(shard, sequence, limit.Token);
        _feed.LookFor(sequence);
        try
        {
            // Another node may have passed it before this one began to listen.
            if (!reached.IsCompleted) await LookAtProgress(mayGoBack: false, limit.Token);
            await reached;
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>What was notified while nobody listened stands in the table.</summary>
    /// <param name="mayGoBack">The server may have crashed, and lost the last moments of projections.</param>
    private async Task LookAtProgress(bool mayGoBack, CancellationToken ct)
    {
        try
        {
            var progress = await ShardProgress.LoadAll(_options.System, ct);
            if (mayGoBack) _positions.Forget();
            foreach (var (shard, position) in progress) _positions.Report(shard, position);
        }
        catch (Npgsql.NpgsqlException exception)
        {
            // It is looked at again with the next renewal of the leases.
            _log.LogWarning(exception, "Cannot look up how far the projections are");
        }
    }

    /// <summary>As <see cref="WaitFor"/>, for every projection and subscription.</summary>
    public async Task<bool> WaitForAll(long sequence, TimeSpan timeout, CancellationToken ct = default)
    {
        var all = await Task.WhenAll(_runners.Keys.Select(name => WaitFor(name, sequence, timeout, ct)));
        return all.All(reached => reached);
    }

    private async Task KeepLeases()
    {
        var mine = new Dictionary<string, long>(StringComparer.Ordinal);
        var renewed = _options.Time.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var asked = _options.Time.GetTimestamp();
                var shards = _runners.Values.Select(runner => runner.Shard).ToList();
                var (held, share) = await _leases.Refresh(shards, mine.Keys, _stop.Token);
                renewed = asked;
                await Settle(mine, held);
                await GiveBack(mine, share);
                var progress = await ShardProgress.LoadAll(_options.System, _stop.Token);
                foreach (var (shard, position) in progress) _positions.Report(shard, position);
                _rates.Sample(progress, _options.Time.GetTimestamp());
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                _log.LogWarning(exception, "Cannot renew the leases");
                // Without a renewal another node may have them by now.
                if (_options.Time.GetElapsedTime(renewed) >= _options.LeaseDuration) await Settle(mine, []);
            }
            await Task.Delay(_options.LeaseDuration / 3, _options.Time, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Settle(mine, []);
    }

    private async Task Settle(Dictionary<string, long> mine, Dictionary<string, long> held)
    {
        foreach (var runner in _runners.Values)
        {
            var had = mine.TryGetValue(runner.Shard, out var before);
            var has = held.TryGetValue(runner.Shard, out var token);
            if (had && (!has || token != before)) await runner.Stop();
            if (has) runner.Start(token);
        }
        mine.Clear();
        foreach (var (shard, token) in held) mine[shard] = token;
    }

    private async Task GiveBack(Dictionary<string, long> mine, int share)
    {
        if (mine.Count <= share) return;
        var excess = _runners.Values.Where(runner => mine.ContainsKey(runner.Shard)).Skip(share).ToList();
        foreach (var runner in excess) await runner.Stop();
        await _leases.Release(excess.ConvertAll(runner => runner.Shard), _stop.Token);
        foreach (var runner in excess) mine.Remove(runner.Shard);
    }

    /// <summary>
    /// Lets the batches under way come to their end, stops, and gives the leases back, so that others take over at once.
    /// Does nothing when it was not started or has been stopped.
    /// </summary>
    public async Task Stop()
    {
        if (!_started || _stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _loop;
        await Tail.DisposeAsync();
        await _feed.DisposeAsync();
        await _listener.DisposeAsync();
        try
        {
            await _leases.Release([.. _runners.Values.Select(runner => runner.Shard)], CancellationToken.None);
            await _leases.Leave(CancellationToken.None);
        }
        catch (Npgsql.NpgsqlException exception)
        {
            _log.LogInformation(exception, "The leases could not be given back; they will run out");
        }
    }

    /// <inheritdoc cref="Stop"/>
    public async ValueTask DisposeAsync() => await Stop();
}
