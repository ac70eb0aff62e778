using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Sdk;

namespace ConcertMaster.Tests.Runs.Simulation;

/// <summary>
/// Three nodes, one run, one log, one thread. Chance decides who does what, who dies when, whose lease is lost while it
/// lives, which replies are lost, how far clocks jump. After every act the promises of the engine are checked.
/// </summary>
internal sealed class SimulatedCluster
{
    private const int ActCountMax = 120;

    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    private readonly Random _chance;
    private readonly InMemoryEventStore _store = new();
    private readonly RunState _empty;
    private readonly StreamKey _stream = new(new("t"), new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
    private readonly List<SimulatedMember> _members;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private RunState _truth;
    private long _truthVersion;
    private int _restarts;
    private int _signals;
    private int _eventCount;
    private readonly RunTurn? _turn;

    public SimulatedCluster(int seed)
    {
        _chance = new Random(seed);
        _empty = new RunState(SimulatedWorkflow.Generate(_chance), _stream.Tenant);
        _truth = _empty;
        _turn = _chance.Next(4) == 0 ? new RunTurn(1, 0, [new(Guid.Empty, "a lane", 1)]) : null;
        _members = [.. Enumerable.Range(0, 3).Select(i => new SimulatedMember($"m{i}", TimeSpan.FromSeconds(_chance.Next(-2, 3))))];
    }

    private readonly List<(object What, object? Where)> _trace = [];

    /// <summary>What happened, in order; written out only when somebody asks.</summary>
    public IReadOnlyList<string> Trace => [.. _trace.Select(entry => entry.What is RunEvent @event
        ? $"{@event.GetType().Name} {(@event as StepEvent)?.Key} {@event.At:mm:ss}"
        : $"{entry.What} {entry.Where}")];

    public RunState Truth => _truth;

    public int EffectsBegun { get; private set; }

    /// <exception cref="Exception">A promise was broken.</exception>
    public void Run()
    {
        Write(_members[0], state => state.HasStarted
            ? []
            : RunTurns.Begin(state, new RunStarted(_stream.Id, new(Guid.Empty), "simulated", 1, "hash", "manual", "n0", Null,
                "user", null, 0, _members[0].Name, _now), _turn, "Its turn"), mayFail: false);
        for (var act = 0; act < ActCountMax && !(_truth.Status.IsEnded() && _truth.InFlight.IsEmpty); act++) Act();
        Heal();
        if (_chance.Next(3) == 0) DriveAgain();
        SimulatedPromises.CheckReplay(_empty, _truth, _store.ReadStream(_stream).ToBlockingEnumerable(), _now);
    }

    // From where it failed, or from steps that chance chooses, those within items of loops among them.
    private void DriveAgain()
    {
        var reached = _truth.Steps.Keys.OrderBy(key => key.ToString(), StringComparer.Ordinal).ToList();
        IReadOnlyList<StepKey> chosen = _chance.Next(2) == 0 ? [] : [.. reached.Where(_ => _chance.Next(reached.Count) == 0)];
        Write(_members[0], state => Accepted(RunControl.DriveAgain(state, chosen, "user", Clock(_members[0]))), mayFail: false);
        for (var act = 0; act < ActCountMax / 2 && !(_truth.Status.IsEnded() && _truth.InFlight.IsEmpty); act++) Act();
        Heal();
    }

    private void Act()
    {
        var member = _members[_chance.Next(_members.Count)];
        switch (_chance.Next(17))
        {
            case 0: Crash(member); break;
            case 1: Write(member, state => Ownership.Adopt(state, member.Name, _ => false, Clock(member))); break;
            case 2: MoveClocks(member); break;
            case 3 or 4: FireTimer(member); break;
            case 5 or 6: DeliverSignal(member); break;
            case 7: Control(member); break;
            case 8: Write(member, _ => []); break;
            case 9: Write(member, state => RunTurns.Admit(state, 1, Clock(member))); break;
            default: FinishEffect(member); break;
        }
    }

    // Time passes for all, or one clock is set, which may take it back.
    private void MoveClocks(SimulatedMember member)
    {
        if (_chance.Next(3) == 0) member.Skew = TimeSpan.FromSeconds(_chance.Next(-30, 31));
        else _now += TimeSpan.FromSeconds(_chance.Next(40));
    }

    private void Control(SimulatedMember member)
    {
        var act = _chance.Next(30);
        Write(member, state => Accepted(
            act < 3 ? RunControl.Cancel(state, "user", null, Clock(member))
            : act < 12 ? RunControl.Pause(state, "user", Clock(member))
            : RunControl.Resume(state, "user", Clock(member))));
    }

    private static IReadOnlyList<RunEvent> Accepted(ConcertMaster.EventStore.Decisions.Decision<RunEvent> decision) =>
        decision is ConcertMaster.EventStore.Decisions.Decision<RunEvent>.Accepted accepted ? accepted.Events : [];

    // From here on nobody dies: what can still happen happens, and the run has to come to its end.
    private void Heal()
    {
        for (var round = 0; round < 500 && !(_truth.Status.IsEnded() && _truth.InFlight.IsEmpty); round++)
        {
            var member = _members[round % _members.Count];
            _now += TimeSpan.FromSeconds(20);
            if (_truth.Status == RunStatus.Paused)
                Write(member, state => Accepted(RunControl.Resume(state, "user", Clock(member))), mayFail: false);
            Write(member, state => RunTurns.Admit(state, state.Turn?.Number ?? 0, Clock(member)), mayFail: false);
            Write(member, state => RunEngine.TimerDue(state, RunEngine.RunTimer, Clock(member)), mayFail: false);
            foreach (var key in _truth.Waiting)
            {
                Write(member, state => RunEngine.TimerDue(state, key, Clock(member)), mayFail: false);
                Write(member, state => RunEngine.Signal(state, key, "go", $"{_signals++}", Null, Clock(member)), mayFail: false);
            }
            if (_members.TrueForAll(other => other.Name != _truth.Owner))
                Write(member, state => Ownership.Adopt(state, member.Name, IsAlive, Clock(member)), mayFail: false);
            var owner = _members.Find(other => other.Name == _truth.Owner);
            if (owner is null) continue;
            Write(owner, _ => [], mayFail: false);
            foreach (var (key, attempt) in owner.Effects.ToList())
                Record(owner, key, attempt, NodeResult.Complete(new { ok = true }), mayFail: false);
        }
        if (!_truth.Status.IsEnded()) throw new InvalidOperationException($"The run neither ends nor waits: {_truth.Status}");
    }

    private bool IsAlive(string name) => _members.Exists(member => member.Name == name);

    private DateTimeOffset Clock(SimulatedMember member) => _now + member.Skew;

    private void Crash(SimulatedMember member)
    {
        _trace.Add((member.Name, "dies"));
        member.Name = $"{member.Name.Split('.')[0]}.{++_restarts}";
        member.State = null;
        member.Effects.Clear();
    }

    private void FireTimer(SimulatedMember member)
    {
        if (_chance.Next(6) == 0)
        {
            Write(member, state => RunEngine.TimerDue(state, RunEngine.RunTimer, Clock(member)));
            return;
        }
        if (_truth.Waiting.IsEmpty) return;
        var key = Any(_truth.Waiting);
        Write(member, state => RunEngine.TimerDue(state, key, Clock(member)));
    }

    // The same signal may come several times, to any node, and before the step waits for it.
    private void DeliverSignal(SimulatedMember member)
    {
        var nodes = _truth.Plan.Root.Nodes.Where(node => node.Definition.Type is "Signalled" or "Asking").ToList();
        if (nodes.Count == 0) return;
        var key = new StepKey(nodes[_chance.Next(nodes.Count)].Id, "");
        var signal = $"s{_chance.Next(4)}";
        Write(member, state => RunEngine.Signal(state, key, "go", signal, Null, Clock(member)));
    }

    private void FinishEffect(SimulatedMember member)
    {
        if (member.Effects.Count == 0) return;
        var key = Any(member.Effects.Keys);
        NodeResult result = _chance.Next(4) switch
        {
            0 => new NodeResult.Failed("effect.transient", "Try again.", IsTransient: true),
            1 when _chance.Next(3) == 0 => new NodeResult.Failed("effect.refused", "No."),
            2 when _truth.Plan.Node(key.NodeId).Node is IWaitingNode => new NodeResult.Waiting("answer", "An answer"),
            _ => NodeResult.Complete(new { by = key.NodeId }),
        };
        Record(member, key, member.Effects[key], result, mayFail: true);
    }

    private void Record(SimulatedMember member, StepKey key, int attempt, NodeResult result, bool mayFail)
    {
        member.Effects.Remove(key);
        Write(member, state => state.Owner == member.Name
            ? RunEngine.Outcome(state, key, attempt, result, Clock(member))
            : [], mayFail);
    }

    private StepKey Any(IEnumerable<StepKey> keys)
    {
        var sorted = keys.OrderBy(key => key.ToString(), StringComparer.Ordinal).ToList();
        return sorted[_chance.Next(sorted.Count)];
    }

    // What the driver does around the engine, with all that can go wrong around an append.
    private void Write(SimulatedMember member, Func<RunState, IReadOnlyList<RunEvent>> decide, bool mayFail = true)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            Load(member);
            var now = Later(Clock(member), member.LastAt);
            var advance = Ownership.Decide(member.State!, decide(member.State!), member.Name, IsAlive, now);
            if (advance.Events.Count == 0) break;
            if (mayFail && _chance.Next(40) == 0)
            {
                Crash(member); // before the commit
                return;
            }
            var result = _store.Append(new(_stream, "run", ExpectedVersion.Exactly(member.Version),
                [.. advance.Events.Select(@event => new NewEvent(NewId(), @event))], EventMetadata.None, now)).Result;
            if (result.Outcome == AppendOutcome.VersionConflict)
            {
                member.State = null;
                continue;
            }
            Check(advance.Events);
            if (mayFail && _chance.Next(40) == 0)
            {
                Crash(member); // after the commit
                return;
            }
            if (mayFail && _chance.Next(40) == 0)
            {
                member.State = null; // it lives, but the reply is lost: it reads what became of it
                return;
            }
            (member.State, member.Version, member.LastAt) = (advance.State, result.Version, now);
            if (!advance.HasMore) break;
            decide = _ => [];
        }
        BeginEffects(member);
    }

    private void Load(SimulatedMember member)
    {
        if (member.State is not null) return;
        (member.State, member.Version) = (_empty, 0);
        foreach (var recorded in _store.ReadStream(_stream).ToBlockingEnumerable())
        {
            var @event = (RunEvent)recorded.Data;
            (member.State, member.Version, member.LastAt) =
                (RunEvolve.Evolve(member.State, @event), recorded.Version, @event.At);
        }
    }

    private void BeginEffects(SimulatedMember member)
    {
        if (member.State is not { } state || state.Owner != member.Name
            || state.Status.IsEnded() || state.Status == RunStatus.Queued) return;
        foreach (var key in state.InFlight.OrderBy(key => key.ToString(), StringComparer.Ordinal))
        {
            if (!member.Effects.TryAdd(key, state.Step(key).Attempt)) continue;
            EffectsBegun++;
            _trace.Add((member.Name, key));
            // A node that does not know yet that it was replaced may still be busy, but it cannot begin.
            if (member.Version == _truthVersion && _truth.Step(key) is not { Status: StepStatus.Running })
                throw new InvalidOperationException($"The effect of {key} is begun again though its outcome is recorded.");
        }
    }

    private void Check(IReadOnlyList<RunEvent> events)
    {
        foreach (var @event in events)
        {
            _trace.Add((@event, null));
            SimulatedPromises.Check(_truth, @event);
            _truth = RunEvolve.Evolve(_truth, @event);
            _truthVersion++;
        }
    }

    private Guid NewId() => new(++_eventCount, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
