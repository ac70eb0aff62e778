using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using Microsoft.Extensions.Hosting;

namespace ConcertMaster.Connections.Breakers;

internal sealed record BreakerRow(string State, string Reason, int Times, DateTimeOffset Until, DateTimeOffset Since);

/// <summary>Which connections do steps wait for, because the other side does not answer?</summary>
internal static class BreakerTable
{
    public static readonly RowProjection<ConnectionKey, BreakerRow> Projection = new(
        "connection breakers", "read.connection_breakers",
        [typeof(BreakerOpened), typeof(BreakerHalfOpened), typeof(BreakerClosed), typeof(BreakerReset)],
        recorded => [new ConnectionKey(recorded.Data switch
        {
            BreakerOpened e => e.ConnectionId.Value,
            BreakerHalfOpened e => e.ConnectionId.Value,
            BreakerClosed e => e.ConnectionId.Value,
            BreakerReset e => e.ConnectionId.Value,
            _ => recorded.StreamId,
        })],
        (_, row, recorded) => recorded.Data switch
        {
            BreakerOpened e => new("open", e.Reason, e.Times, e.Until, row?.Since ?? e.At),
            BreakerHalfOpened => row is null ? null : row with { State = "halfOpen" },
            _ => null,
        });
}

/// <summary>Lets every node hear of breakers from its start on.</summary>
internal sealed class BreakerNews(LogTail tail, Breakers breakers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        tail.Subscribe("breakers", breakers.Observe, Breakers.Observed);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
