using System.Collections.Immutable;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Blocks;

internal abstract record BlockEvent : IDescribed
{
    public abstract string Describe();
}

/// <summary>Some questions were kept for other forms, or kept anew under the same name.</summary>
[EventName("form-block.saved.v1")]
internal sealed record BlockSaved(Guid BlockId, string Name, FormDefinition Definition, UserId By, DateTimeOffset At) : BlockEvent
{
    public override string Describe() => $"kept the questions {Name} for other forms";
}

[EventName("form-block.removed.v1")]
internal sealed record BlockRemoved(Guid BlockId, UserId By, DateTimeOffset At) : BlockEvent
{
    public override string Describe() => "removed questions that were kept for other forms";
}

/// <summary>
/// Questions that the forms of an organisation share, all in one stream: there are few, and they are read together. A form
/// takes a copy, so nothing that is done here reaches into a form.
/// </summary>
internal sealed record BlockShelf(ImmutableSortedDictionary<Guid, BlockSaved> Blocks)
{
    public static readonly Decider<BlockShelf, BlockEvent> Decider =
        new("form-blocks", new(ImmutableSortedDictionary<Guid, BlockSaved>.Empty), Evolve);

    public static EventStream<BlockShelf, BlockEvent> Stream(TenantId tenant) =>
        new(StableId.From("form-blocks", tenant.Value), Decider);

    public BlockSaved? Named(string name) =>
        Blocks.Values.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static BlockShelf Evolve(BlockShelf shelf, BlockEvent @event) => @event switch
    {
        BlockSaved e => new(shelf.Blocks.SetItem(e.BlockId, e)),
        BlockRemoved e => new(shelf.Blocks.Remove(e.BlockId)),
        _ => throw new UnexpectedEventException(shelf, @event),
    };
}
