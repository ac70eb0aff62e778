using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Operations;
using ConcertMaster.Shared;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Tests.Operations;

public sealed class OperatorsSpec
{
    private static readonly TenantId North = new(StableId.From("organisation", "north").ToString());
    private static readonly TenantId South = new(StableId.From("organisation", "south").ToString());

    [Theory]
    [InlineData("north", Role.Owner, true)]
    [InlineData("south, north", Role.Operator, true)]
    [InlineData("north", Role.Auditor, false)]
    [InlineData("south", Role.Owner, false)]
    public async Task The_setting_names_whose_operators_run_the_installation(string slugs, Role role, bool may)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(Operators.Setting, slugs)]).Build();
        (await new Operators(settings, database: null!).Include(Somebody(North, role), default)).ShouldBe(may);
    }

    [Fact]
    public void Who_does_not_run_it_reads_why_an_event_of_their_own_failed_and_of_no_other()
    {
        var failed = new ShardFailure(7, "form.named.v1", North, "\"North alone\" is no number", default);
        var shard = new ShardStatus("forms", "forms:All", ShardKind.Projection, 1, ShardState.Poisoned, "node", 6, 3, 0,
            "somebody", failed, "\"North alone\" is no number", null);

        Projections.For(Somebody(South, Role.Owner), mayOperate: true, shard).ShouldBe(shard);
        Projections.For(Somebody(North, Role.Owner), mayOperate: false, shard).Failure.ShouldBe(failed);
        Projections.For(Somebody(South, Role.Owner), mayOperate: false, shard).ToString().ShouldNotContain("North alone");
    }

    private static Actor Somebody(TenantId tenant, Role role) => new(new(Guid.Empty), "Olga", "olga@north.test", tenant, role);
}
