using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs.Workers;

/// <summary>
/// Carries answers to the steps that wait for them: every event that answers a wait becomes a signal in the run's
/// stream. Delivered at least once; the run itself knows a signal it has heard.
/// </summary>
internal sealed class WakeUps(RunDriver driver) : ISubscription
{
    public string Name => "wake-ups";

    public IReadOnlyCollection<Type>? EventTypes { get; } =
    [
        .. typeof(WakeUps).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IAnswersWait))
            && type.IsDefined(typeof(EventNameAttribute), inherit: false)),
    ];

    /// <summary>Most runs end without anybody waiting for them.</summary>
    public bool Concerns(RecordedEvent recorded) => recorded.Data is IAnswersWait { For: not null };

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        // Signals of one run keep their order; different runs do not wait for each other.
        var byRun = events.Where(recorded => recorded.Data is IAnswersWait { For: not null })
            .Select(recorded => (Recorded: recorded, Step: WaitToken.Parse(((IAnswersWait)recorded.Data).For!)))
            .Where(pair => pair.Step is not null)
            .GroupBy(pair => pair.Step!.Value.RunId);
        await Parallel.ForEachAsync(byRun, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
            async (run, _) =>
            {
                foreach (var (recorded, step) in run) await Deliver(recorded, step!.Value);
            });
    }

    private Task Deliver(RecordedEvent recorded, WaitTarget target)
    {
        var answer = (IAnswersWait)recorded.Data;
        return driver.Act(recorded.Tenant, target.RunId,
            state => RunEngine.Signal(state, new(target.NodeId, target.Iteration), answer.SignalKind, answer.SignalKey,
                answer.SignalData, recorded.Timestamp),
            RunDriver.MetadataOf(target.RunId, recorded.Metadata.UserName ?? SystemActors.Engine,
                recorded.EventId.ToString()));
    }
}
