using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Runs.Lanes;

/// <param name="Lane">In words, as the run names it.</param>
/// <param name="Running">Runs that have a place there now.</param>
/// <param name="Ahead">Runs in line before this one; null where it has its place, or is not there yet.</param>
internal sealed record PlaceInLine(string Lane, int Max, int Running, int? Ahead)
{
    /// <summary>How long will it be? One entry for each lane of a run that stands in line.</summary>
    public static async Task<IReadOnlyList<PlaceInLine>> Of(
        IEventStore store, TenantId tenant, Guid runId, RunTurn turn, TimeProvider time, CancellationToken ct)
    {
        var session = new EventSession(store, tenant, EventMetadata.None, time);
        var places = new List<PlaceInLine>(turn.Lanes.Count);
        foreach (var lane in turn.Lanes)
        {
            var (state, _) = await session.Load(Lanes.Lane.Stream(lane.Id), ct: ct);
            places.Add(new(lane.Name, state.Max ?? lane.Max, state.Running.Count, state.AheadOf(runId, turn.Number)));
        }
        return places;
    }
}
