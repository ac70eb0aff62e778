using System.Text.Json;
using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.EventStore.Decisions;

/// <summary>
/// Keeps the state of long streams, so that loading one reads only its newest events. Snapshots are disposable:
/// what is deleted or of another version is folded from the events again.
/// </summary>
/// <param name="Every">Events after which a newer snapshot is taken.</param>
/// <param name="Version">Raise it when the state or its fold changes: older snapshots are then passed over.</param>
/// <param name="Json">How the state is written. Null: as event data.</param>
public sealed record SnapshotPolicy(int Every, int Version = 1, JsonSerializerOptions? Json = null)
{
    /// <summary>Events after which a newer snapshot is taken.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and 1,000,000.</exception>
    public int Every { get; } = Require.Between(1, Every, 1_000_000);

    /// <summary>How the state is written.</summary>
    /// <value><see cref="EventCatalogue.DefaultJson"/>.</value>
    public JsonSerializerOptions Json { get; } = Json ?? EventCatalogue.DefaultJson;
}
