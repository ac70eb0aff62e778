using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// What operators can see and do, from any node: each act is an event in the log first, and then takes effect on
/// the node that runs the shard.
/// </summary>
public sealed class ShardOperations
{
    private readonly EventStoreOptions _options;
    private readonly IReadOnlyDictionary<string, ShardRunner> _runners;
    private readonly ShardControls _controls;
    private readonly ShardRates _rates;
    private readonly IEventStore? _store;

    internal ShardOperations(
        EventStoreOptions options, IReadOnlyDictionary<string, ShardRunner> runners, ShardControls controls,
        ShardRates rates, IEventStore? store) =>
        (_options, _runners, _controls, _rates, _store) = (options, runners, controls, rates, store);

    /// <summary>Every projection and subscription, on whichever node it runs, by name.</summary>
    public async Task<IReadOnlyList<ShardStatus>> Status(CancellationToken ct = default)
    {
        var progress = await ShardProgress.LoadAll(_options.System, ct);
        var controls = await _controls.LoadAll(null, ct);
        var nodes = await LoadNodes(ct);
        await using var last = _options.System.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        var head = (long)(await last.ExecuteScalarAsync(ct))!;
        return _runners.Values.OrderBy(runner => runner.Name, StringComparer.Ordinal).Select(runner =>
        {
            var control = controls.GetValueOrDefault(runner.Shard) ?? ShardControl.Running;
            var sequence = progress.GetValueOrDefault(runner.Shard);
            var rebuild = runner.Shard[..^"All".Length] + "Rebuild";
            return new ShardStatus(runner.Name, runner.Shard, runner.Kind, runner.Version, control.State,
                nodes.GetValueOrDefault(runner.Shard), sequence, Math.Max(0, head - sequence),
                _rates.Of(runner.Shard), control.ChangedBy, control.Failure, runner.LastError,
                progress.TryGetValue(rebuild, out var rebuilt) ? new(rebuilt, head) : null);
        }).ToList();
    }

    private async Task<Dictionary<string, string>> LoadNodes(CancellationToken ct)
    {
        await using var command = _options.System.CreateCommand(
            "select shard, node from app.event_leases where expires_at > clock_timestamp()");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var nodes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) nodes[reader.GetString(0)] = reader.GetString(1);
        return nodes;
    }

    /// <summary>Stops it after the batch it is at.</summary>
    /// <param name="actor">Who does so; kept in the event.</param>
    /// <exception cref="KeyNotFoundException">There is no projection or subscription of that name.</exception>
    public async Task Pause(string name, string actor, CancellationToken ct = default)
    {
        var runner = _runners[name];
        await Record(name, new ProjectionPaused(name, actor), actor, ct);
        await _controls.Pause(runner.Shard, actor, ct);
    }

    /// <summary>Lets it go on where it stands.</summary>
    /// <inheritdoc cref="Pause"/>
    public async Task Resume(string name, string actor, CancellationToken ct = default)
    {
        var runner = _runners[name];
        await Record(name, new ProjectionResumed(name, actor), actor, ct);
        await _controls.Resume(runner.Shard, actor, ct);
    }

    /// <summary>Tries the event again that stopped it.</summary>
    /// <returns>False when no event had stopped it.</returns>
    /// <inheritdoc cref="Pause"/>
    public async Task<bool> Retry(string name, string actor, CancellationToken ct = default)
    {
        var runner = _runners[name];
        if ((await _controls.Load(runner.Shard, ct)).Failure is not { } failure) return false;
        await Record(name, new ProjectionEventRetried(name, failure.Sequence, actor), actor, ct);
        await _controls.Resume(runner.Shard, actor, ct);
        return true;
    }

    /// <summary>Passes over the event that stopped it, now and in every rebuild.</summary>
    /// <returns>False when no event had stopped it.</returns>
    /// <inheritdoc cref="Pause"/>
    public async Task<bool> Skip(string name, string actor, CancellationToken ct = default)
    {
        var runner = _runners[name];
        if ((await _controls.Load(runner.Shard, ct)).Failure is not { } failure) return false;
        await Record(name, new ProjectionEventSkipped(name, failure.Sequence, failure.Reason, actor), actor, ct);
        await _controls.Skip(runner.Shard, failure.Sequence, actor, ct);
        return true;
    }

    /// <summary>Builds its tables anew beside the live ones, which take their place when they have caught up.</summary>
    /// <exception cref="ArgumentException">It is a subscription: what it did cannot be done over.</exception>
    /// <inheritdoc cref="Pause"/>
    public async Task Rebuild(string name, string actor, CancellationToken ct = default)
    {
        var runner = _runners[name];
        if (runner.Kind != ShardKind.Projection)
            throw new ArgumentException($"{name} is a subscription; only projections can be rebuilt.", nameof(name));
        await Record(name, new ProjectionRebuildRequested(name, actor), actor, ct);
        await _controls.RequestRebuild(runner.Shard, actor, ct);
    }

    private async Task Record(string name, OperatorEvent @event, string actor, CancellationToken ct)
    {
        if (_store is null) return;
        var now = _options.Time.GetUtcNow();
        await _store.Append(new(new(TenantId.Default, OperatorEvent.StreamOf(name)), OperatorEvent.StreamType,
            ExpectedVersion.Any, [new(Guid.CreateVersion7(now), @event)], new() { UserName = actor }, now), ct);
    }
}
