using ConcertMaster.EventStore.Subscriptions;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.EventStore.Projections;

/// <summary>What all shards of a node share.</summary>
internal sealed record ShardContext(
    EventStoreOptions Options, LogFeed Feed, ShardPositions Positions, ShardControls Controls, PassedProgress Passed,
    ILogger Log);
