using ConcertMaster.EventStore.Schema;

namespace ConcertMaster.EventStore.Tests.Schema;

public sealed class ReleasedScriptsSpec
{
    private static readonly string Snapshot =
        Path.Combine(AppContext.BaseDirectory, "Schema", "released-scripts.txt");

    /// <summary>Databases have applied these scripts; a correction is a new number, added to the snapshot.</summary>
    [Fact]
    public void Released_scripts_are_what_they_were() => EventStoreSchema.Scripts
        .Select(script => $"{script.Number:000} {script.Name} {script.Checksum}")
        .ShouldBe(File.ReadAllLines(Snapshot));
}
