using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs.Lanes;

using static Decision<LaneEvent>;

/// <summary>One queueing of one run.</summary>
internal sealed record LaneEntry(Guid RunId, int Turn, int Priority)
{
    public bool Is(Guid run, int turn) => RunId == run && Turn == turn;
}

/// <summary>Who is under way in a lane and who stands in line. Its stream's version is the fence between nodes.</summary>
/// <param name="Max">Null: no limit.</param>
/// <param name="Left">The newest that have gone: a late message about one of them changes nothing.</param>
internal sealed record Lane(
    int? Max, IReadOnlyList<LaneEntry> Running, IReadOnlyList<LaneEntry> Queue, IReadOnlyList<LaneEntry> Left)
{
    public static readonly Lane Empty = new(null, [], [], []);

    public static readonly Decider<Lane, LaneEvent> Decider = new("lane", Empty, Evolve)
    {
        Snapshots = new SnapshotPolicy(Every: 200),
    };

    public static EventStream<Lane, LaneEvent> Stream(Guid id) => new(id, Decider);

    public bool HasRoom => Queue.Count > 0 && (Max is not { } max || Running.Count < max);

    public bool Runs(Guid run, int turn) => Running.Any(entry => entry.Is(run, turn));

    public bool Knows(Guid run, int turn) =>
        Runs(run, turn) || Queue.Any(entry => entry.Is(run, turn)) || Left.Any(entry => entry.Is(run, turn));

    /// <summary>How many go before this one; null when it does not stand in line.</summary>
    public int? AheadOf(Guid run, int turn)
    {
        for (var place = 0; place < Queue.Count; place++)
            if (Queue[place].Is(run, turn)) return place;
        return null;
    }

    public static Lane Evolve(Lane lane, LaneEvent @event) => @event switch
    {
        LaneEntered e => lane with { Max = e.Max, Queue = InLine(lane.Queue, new(e.RunId, e.Turn, e.Priority)) },
        LaneAdmitted e => lane with
        {
            Running = [.. lane.Running, .. lane.Queue.Where(entry => entry.Is(e.RunId, e.Turn))],
            Queue = Without(lane.Queue, e.RunId, e.Turn),
        },
        LaneLeft e => lane with
        {
            Running = Without(lane.Running, e.RunId, e.Turn),
            Queue = Without(lane.Queue, e.RunId, e.Turn),
            Left = [.. lane.Left.TakeLast(LaneLimits.RememberedCountMax - 1), new(e.RunId, e.Turn, 0)],
        },
        LaneLimited e => lane with { Max = e.Max },
        _ => throw new UnexpectedEventException(lane, @event),
    };

    private static IReadOnlyList<LaneEntry> InLine(IReadOnlyList<LaneEntry> queue, LaneEntry entry) =>
        [.. queue.Where(other => other.Priority >= entry.Priority), entry, .. queue.Where(other => other.Priority < entry.Priority)];

    private static IReadOnlyList<LaneEntry> Without(IReadOnlyList<LaneEntry> entries, Guid run, int turn) =>
        [.. entries.Where(entry => !entry.Is(run, turn))];
}

/// <summary>Limits of what stands in line.</summary>
internal static class LaneLimits
{
    /// <summary>Runs that may stand in line in one lane; a run beyond them fails with `run.queue-full`.</summary>
    public const int QueuedCountMax = 10_000;

    /// <summary>Runs that a lane remembers after they have gone, so that late messages about them change nothing.</summary>
    public const int RememberedCountMax = 200;

    /// <summary>Largest number of runs at once that a workflow or an organisation can be limited to.</summary>
    public const int RunsAtOnceMax = 10_000;

    /// <summary>Priorities go from minus this to this; 0 is usual.</summary>
    public const int PriorityMax = 100;

    /// <summary>Longest concurrency key, in characters.</summary>
    public const int KeyLengthMax = 200;
}

internal static class LaneRefusals
{
    public static readonly Refusal Full = new("run.queue-full", 429,
        "Too many runs stand in line already. Let some finish, or allow more at once.");
    public static readonly Refusal LimitInvalid = CommonLimit();

    private static Refusal CommonLimit() => Shared.Http.CommonRefusals.Invalid("run.limit-invalid",
        $"The number of runs at once is between 1 and {LaneLimits.RunsAtOnceMax:N0}, or null for no limit.",
        new Fault("/runsAtOnceMax", "range", $"1 to {LaneLimits.RunsAtOnceMax:N0}, or null."));
}

internal sealed record EnterLane(LaneEntry Entry, int? Max, DateTimeOffset At);

internal sealed record LeaveLane(Guid RunId, int Turn, DateTimeOffset At);

internal sealed record LimitLane(int? Max, string By, DateTimeOffset At);

internal static class LaneDecider
{
    public static Decision<LaneEvent> Decide(EnterLane command, Lane state)
    {
        var entry = command.Entry;
        if (state.Knows(entry.RunId, entry.Turn)) return Nothing;
        if (state.Queue.Count >= LaneLimits.QueuedCountMax) return Refuse(LaneRefusals.Full);
        return Accepted(state, new LaneEntered(entry.RunId, entry.Turn, entry.Priority, command.Max, command.At));
    }

    public static Decision<LaneEvent> Decide(LeaveLane command, Lane state) =>
        state.Left.Any(entry => entry.Is(command.RunId, command.Turn))
            ? Nothing
            : Accepted(state, new LaneLeft(command.RunId, command.Turn, command.At));

    public static Decision<LaneEvent> Decide(LimitLane command, Lane state) =>
        command.Max is { } max && max is < 1 or > LaneLimits.RunsAtOnceMax ? Refuse(LaneRefusals.LimitInvalid)
        : command.Max == state.Max ? Nothing
        : Accepted(state, new LaneLimited(command.Max, command.By, command.At));

    // Whatever happens in a lane, those for whom there is room now go ahead in the same append.
    private static Decision<LaneEvent> Accepted(Lane state, LaneEvent first)
    {
        var events = new List<LaneEvent> { first };
        for (var lane = Lane.Evolve(state, first); lane.HasRoom; lane = Lane.Evolve(lane, events[^1]))
            events.Add(new LaneAdmitted(lane.Queue[0].RunId, lane.Queue[0].Turn, first.At));
        return Accept(events);
    }
}
