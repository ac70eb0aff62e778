using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs.Lanes;

/// <summary>The history of a lane: a place where only so many runs may be under way at once.</summary>
internal abstract record LaneEvent(DateTimeOffset At) : IDescribed
{
    public abstract string Describe();

    public virtual string? Subject() => RunEventWords.Engine;
}

/// <summary>A run stands in line. Higher priorities go first, among equals the one that came first.</summary>
/// <param name="Turn">Which queueing of the run this is: a run that is driven again stands in line again.</param>
/// <param name="Max">Runs at once, as the run's version of the workflow says.</param>
[EventName("lane.entered.v1")]
internal sealed record LaneEntered(Guid RunId, int Turn, int Priority, int? Max, DateTimeOffset At) : LaneEvent(At)
{
    public override string Describe() => "put a run in line";
}

[EventName("lane.admitted.v1")]
internal sealed record LaneAdmitted(Guid RunId, int Turn, DateTimeOffset At) : LaneEvent(At)
{
    public override string Describe() => "let a run go ahead";
}

[EventName("lane.left.v1")]
internal sealed record LaneLeft(Guid RunId, int Turn, DateTimeOffset At) : LaneEvent(At)
{
    public override string Describe() => "freed the place of a run";
}

/// <param name="Max">Null: no limit.</param>
[EventName("lane.limited.v1")]
internal sealed record LaneLimited(int? Max, string By, DateTimeOffset At) : LaneEvent(At)
{
    public override string Describe() =>
        Max is { } max ? $"limited the organisation to {max} runs at once" : "lifted the limit of runs at once";

    public override string? Subject() => null;
}
