namespace ConcertMaster.EventStore.Decisions;

/// <summary>One fault among several in a refused command; <paramref name="Path"/> names the place.</summary>
/// <param name="Path">A JSON Pointer into the request, or the id of the node or field at fault.</param>
public sealed record Fault(string Path, string Code, string Message);

/// <summary>An expected "no": a stable code, the HTTP status it maps to, and a sentence that says what to do.</summary>
public sealed record Refusal(string Code, int Status, string Message)
{
    /// <summary>What exactly is wrong, each with its place.</summary>
    /// <value>None: the message says it all.</value>
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <summary>What a decider answers: events to append, a refusal, or nothing to do.</summary>
public abstract record Decision<TEvent>
{
    private Decision() { }

    /// <summary>Yes: these events, in this order, are to be appended. There is at least one.</summary>
    public sealed record Accepted(IReadOnlyList<TEvent> Events) : Decision<TEvent>;

    /// <summary>No, for this reason.</summary>
    public sealed record Refused(Refusal Refusal) : Decision<TEvent>;

    /// <summary>Nothing is to be done: see <see cref="Nothing"/>.</summary>
    public sealed record Unchanged : Decision<TEvent>;

    /// <summary>Accepts with these events; without any it is <see cref="Nothing"/>.</summary>
    public static Decision<TEvent> Accept(params IReadOnlyList<TEvent> events) =>
        events.Count == 0 ? Nothing : new Accepted(events);

    /// <summary>Refuses: nothing is appended.</summary>
    public static Decision<TEvent> Refuse(Refusal refusal) => new Refused(refusal);

    /// <summary>The command was already carried out, or changes nothing.</summary>
    public static readonly Decision<TEvent> Nothing = new Unchanged();
}

/// <summary>How a stream folds: its type alias, the state before any event, and the step from one to the next.</summary>
public sealed record Decider<TState, TEvent>(string StreamType, TState Initial, Func<TState, TEvent, TState> Evolve)
    where TEvent : class
{
    /// <summary>Whether states of long streams are kept.</summary>
    /// <value>Null: they are not; every load folds the whole stream.</value>
    public SnapshotPolicy? Snapshots { get; init; }
}

/// <summary>One stream and how it folds.</summary>
public readonly record struct EventStream<TState, TEvent>(Guid Id, Decider<TState, TEvent> Decider)
    where TEvent : class;

/// <summary>An event that cannot follow in this state: a defect of the program or of the log, never of the user.</summary>
public sealed class UnexpectedEventException(object? state, object @event)
    : Exception($"{@event.GetType().Name} cannot be applied to {state?.GetType().Name ?? "nothing"}.");

/// <summary>The result of a transaction: the state afterwards and where the stream stands, or the refusal.</summary>
/// <param name="LastSequence">Sequence of the newest event appended; 0 when nothing was.</param>
public sealed record Outcome<TState>(TState State, long Version, long LastSequence, Refusal? Refusal)
{
    /// <summary>Whether the decider or the store refused; nothing was appended then.</summary>
    public bool IsRefused => Refusal is not null;
}
