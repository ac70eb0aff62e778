using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class SubscriptionDbTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Exception[] FaultsThatPass =
    [
        new TryAgainLaterException("The mail server is away."), new AppendQueueFullException(TimeSpan.FromSeconds(1)),
        new EventStoreUnavailableException("The database is away.", outcomeKnown: true), new TimeoutException(),
    ];

    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        _store = new(_database.Options);
    }

    private async Task<long> Append(int from, int count)
    {
        AppendResult last = null!;
        for (var i = from; i < from + count; i++)
            last = await _store.Append(Requests.To(Guid.CreateVersion7(), ExpectedVersion.NoStream, new CounterAdded(i)));
        return last.LastSequence;
    }

    private async Task<ProjectionDaemon> Start(Recorder subscription)
    {
        var daemon = new ProjectionDaemon(_database.OptionsFor(Counter.Catalogue), [], [subscription]);
        await daemon.Start();
        return daemon;
    }

    [Fact]
    public async Task A_subscription_is_told_in_order_and_again_after_a_failure()
    {
        var subscription = new Recorder { FailureCount = 2 };
        await using var daemon = await Start(subscription);
        var last = await Append(0, 50);

        (await daemon.WaitFor("Recorder", last, Patience)).ShouldBeTrue();

        subscription.Seen.Distinct().ShouldBe(Enumerable.Range(0, 50));
        subscription.Seen.Distinct().ShouldBeInOrder();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_away_for_a_while_puts_no_event_at_fault(int fault)
    {
        var subscription = new Recorder { FailureCount = 1, Fault = FaultsThatPass[fault] };
        var last = await Append(0, 3);
        await using var daemon = await Start(subscription);

        (await daemon.WaitFor("Recorder", last, Patience)).ShouldBeTrue();

        // Whoever looks for an event at fault hands them over one by one.
        subscription.Batches.ShouldBe([3]);
    }

    [Fact]
    public async Task A_subscription_goes_on_from_its_checkpoint_on_the_next_node()
    {
        await using (var first = await Start(new Recorder()))
            (await first.WaitFor("Recorder", await Append(0, 10), Patience)).ShouldBeTrue();
        var last = await Append(10, 10);
        var next = new Recorder();

        await using var second = await Start(next);

        (await second.WaitFor("Recorder", last, Patience)).ShouldBeTrue();
        next.Seen.ShouldBe(Enumerable.Range(10, 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_subscription_is_told_one_by_one_or_in_batches_as_it_wishes(int batchCountMax)
    {
        var subscription = new Recorder { BatchCountMax = batchCountMax };
        var last = await Append(0, 20);

        await using var daemon = await Start(subscription);

        (await daemon.WaitFor("Recorder", last, Patience)).ShouldBeTrue();
        subscription.Seen.ShouldBe(Enumerable.Range(0, 20));
        subscription.Batches.Max().ShouldBe(batchCountMax);
    }

    [Fact]
    public async Task A_new_subscription_may_begin_with_the_next_event()
    {
        await Append(0, 5);
        var subscription = new Recorder { StartsAtEnd = true };
        await using var daemon = await Start(subscription);
        await WaitUntilItRuns();

        (await daemon.WaitFor("Recorder", await Append(5, 5), Patience)).ShouldBeTrue();

        subscription.Seen.ShouldBe(Enumerable.Range(5, 5));
    }

    private async Task WaitUntilItRuns()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await _database.Scalar<bool>(
            "select exists (select from events.mt_event_progression where name = 'Recorder:All')"))
            await Task.Delay(10, limit.Token);
    }

    private sealed class Recorder : ISubscription
    {
        public int FailureCount { get; set; }
        public Exception Fault { get; init; } = new HttpRequestException("down");
        public List<int> Seen { get; } = [];
        public List<int> Batches { get; } = [];
        public string Name => "Recorder";
        public IReadOnlyCollection<Type> EventTypes => [typeof(CounterAdded)];
        public bool StartsAtEnd { get; init; }
        public int BatchCountMax { get; init; } = 100;

        public Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
        {
            if (FailureCount-- > 0) throw Fault;
            Batches.Add(events.Count);
            Seen.AddRange(events.Select(recorded => ((CounterAdded)recorded.Data).Amount));
            return Task.CompletedTask;
        }
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
