using ConcertMaster.Forms.Blocks;
using ConcertMaster.Shared;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Forms.Blocks;

using static FormSituations;

/// <summary>Questions that the forms of an organisation share.</summary>
public sealed class BlockSpec
{
    private static readonly UserId Ana = new(new Guid("0198b000-0000-7000-8000-0000000000aa"));
    private static readonly Guid Block = new("0198b000-0000-7000-8000-0000000000bb");
    private static readonly Guid Other = new("0198b000-0000-7000-8000-0000000000cc");
    private static readonly BlockSaved Kept = new(Block, "Address", Definition("street"), Ana, Noon);

    [Fact]
    public void They_are_kept_under_a_name_which_names_one_block_however_it_is_written()
    {
        Shelf().When(shelf => BlockDecider.Decide(new SaveBlock(Block, " Address ", Definition("street"), Ana, Noon), shelf))
            .Then(Kept).AndRepeatingAddsNothing();
        Shelf(Kept).When(shelf => BlockDecider.Decide(new SaveBlock(Other, "ADDRESS", Definition("city"), Ana, Later), shelf))
            .Then(new BlockSaved(Block, "ADDRESS", Definition("city"), Ana, Later));
    }

    [Fact]
    public void What_is_no_question_or_has_no_name_is_not_kept()
    {
        Shelf().When(shelf => BlockDecider.Decide(new SaveBlock(Block, " ", Definition("street"), Ana, Noon), shelf))
            .ThenRefused(BlockDecider.NameInvalid);
        Shelf().When(shelf => BlockDecider.Decide(
            new SaveBlock(Block, "Nothing", ConcertMaster.Forms.Definitions.FormDefinition.Empty, Ana, Noon), shelf))
            .ThenRefused(BlockDecider.Empty);
    }

    [Fact]
    public void What_is_removed_is_gone_and_nothing_else() =>
        Shelf(Kept, Kept with { BlockId = Other, Name = "Bank" })
            .When(shelf => BlockDecider.Decide(new RemoveBlock(Block, Ana, Later), shelf))
            .Then(new BlockRemoved(Block, Ana, Later)).AndRepeatingAddsNothing();

    private static ConcertMaster.Forms.Definitions.FormDefinition Definition(string field) =>
        FormSituations.Definition($$"""{ "type": "object", "properties": { "{{field}}": { "type": "string" } } }""");

    private static DeciderSpec<BlockShelf, BlockEvent> Shelf(params BlockEvent[] events) =>
        Spec.For(BlockShelf.Decider).Given(events);
}
