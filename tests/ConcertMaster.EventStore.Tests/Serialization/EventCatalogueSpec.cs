using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Serialization;

public sealed class EventCatalogueSpec
{
    [EventName("parcel.weighed.v3")]
    private sealed record ParcelWeighed(int Grams, string Scale);

    private sealed record Upcaster(string From, string To, Func<JsonObject, JsonObject> Change) : IUpcaster
    {
        public JsonObject Upcast(JsonObject data) => Change(data);
    }

    private static readonly EventCatalogue Catalogue = new([typeof(ParcelWeighed)],
    [
        new Upcaster("parcel.weighed.v1", "parcel.weighed.v2",
            old => new() { ["grams"] = (int)((double)old["kilos"]! * 1_000) }),
        new Upcaster("parcel.weighed.v2", "parcel.weighed.v3",
            old => new() { ["grams"] = old["grams"]!.DeepClone(), ["scale"] = "unknown" }),
    ]);

    [Fact]
    public void Old_shapes_are_brought_to_the_newest_one_step_by_step() =>
        Catalogue.Deserialize("parcel.weighed.v1", """{"kilos": 1.5}"""u8)
            .ShouldBe(new ParcelWeighed(1_500, "unknown"));

    [Fact]
    public void Who_asks_for_a_type_gets_its_older_names_too() =>
        Catalogue.NamesOf([typeof(ParcelWeighed)])!.Order()
            .ShouldBe(["parcel.weighed.v1", "parcel.weighed.v2", "parcel.weighed.v3"]);

    [Fact]
    public void A_base_type_stands_for_all_types_below_it() =>
        Counter.Catalogue.NamesOf([typeof(CounterEvent)])!.Order()
            .ShouldBe(["counter.added.v1", "counter.closed.v1", "counter.opened.v1"]);

    [Fact]
    public void An_unknown_name_says_what_to_do() =>
        Should.Throw<UnknownEventException>(() => Catalogue.Deserialize("parcel.lost.v1", "{}"u8))
            .Message.ShouldContain("parcel.lost.v1");

    [Fact]
    public void A_name_cannot_stand_for_two_types() => Should.Throw<ArgumentException>(
        () => new EventCatalogue([typeof(ParcelWeighed), typeof(OtherParcelWeighed)]));

    [EventName("parcel.weighed.v3")]
    private sealed record OtherParcelWeighed;
}
