using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Testing;

namespace ConcertMaster.Tests.Runs.Lanes;

/// <summary>
/// Runs come, are let in and end, while every message about them is lost for a while, repeated, or told by a node that is
/// far behind. Never are more under way than the lane allows, and all come to their turn.
/// </summary>
public sealed class LaneSimulationSpec
{
    private const int SeedCount = 1_000;

    private enum Stand { Queued, Running, Ended }

    [Fact]
    public void Whatever_is_repeated_or_late_the_limit_holds_and_everybody_has_a_turn() =>
        Parallel.For(0, Cases.Count(SeedCount), seed => new Story(seed).Tell());

    private sealed class Story(int seed)
    {
        private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        private readonly Random _chance = new(seed);
        private readonly List<object> _log = [];
        private readonly Dictionary<(Guid Run, int Turn), Stand> _runs = [];
        private readonly Dictionary<(Guid Run, int Turn), int> _priorities = [];
        private Lane _lane = Lane.Empty;
        private int _max;

        private sealed record Queued(Guid Run, int Turn);

        private sealed record Ended(Guid Run, int Turn);

        public void Tell()
        {
            _max = _chance.Next(1, 4);
            var count = _chance.Next(1, 12);
            var (told, next) = (0, 0);
            for (var act = 0; act < 200 && !(next == count && told == _log.Count && AllEnded()); act++)
            {
                switch (_chance.Next(4))
                {
                    case 0 when next < count: Queue(new Guid(++next, 0, 0, new byte[8]), 1); break;
                    case 1: End(); break;
                    // A node takes up the log where another left off, or earlier, after its checkpoint was lost.
                    case 2: told = Math.Max(0, told - _chance.Next(6)); break;
                    default: if (told < _log.Count) Hear(_log[told++]); break;
                }
            }
            while (told < _log.Count || !AllEnded())
            {
                if (told < _log.Count) Hear(_log[told++]);
                else if (!End()) throw new InvalidOperationException($"seed {seed}: nobody is under way and somebody is in line");
            }
            _lane.Running.ShouldBeEmpty($"seed {seed}");
            _lane.Queue.ShouldBeEmpty($"seed {seed}");
        }

        private bool AllEnded() => _runs.Values.All(stand => stand == Stand.Ended);

        private void Queue(Guid run, int turn)
        {
            _runs[(run, turn)] = Stand.Queued;
            _priorities[(run, turn)] = _chance.Next(3);
            _log.Add(new Queued(run, turn));
        }

        private bool End()
        {
            var open = _runs.Where(pair => pair.Value == Stand.Running
                || (pair.Value == Stand.Queued && _chance.Next(8) == 0)).Select(pair => pair.Key).ToList();
            if (open.Count == 0) return false;
            var key = open[_chance.Next(open.Count)];
            _runs[key] = Stand.Ended;
            _log.Add(new Ended(key.Run, key.Turn));
            // Driven again: it stands in line once more, while news of its end may still be under way.
            if (key.Turn < 3 && _chance.Next(3) == 0) Queue(key.Run, key.Turn + 1);
            return true;
        }

        private void Hear(object message)
        {
            switch (message)
            {
                case Queued(var run, var turn):
                    Write(new LaneDeciderCall(lane => LaneDecider.Decide(
                        new EnterLane(new(run, turn, _priorities[(run, turn)]), _max, Noon), lane)));
                    if (_lane.Runs(run, turn)) Admit(run, turn);
                    break;
                case LaneAdmitted admitted:
                    if (_lane.Runs(admitted.RunId, admitted.Turn)) Admit(admitted.RunId, admitted.Turn);
                    break;
                case Ended(var run, var turn):
                    Write(new LaneDeciderCall(lane => LaneDecider.Decide(new LeaveLane(run, turn, Noon), lane)));
                    break;
            }
        }

        private void Admit(Guid run, int turn)
        {
            if (_runs[(run, turn)] == Stand.Queued) _runs[(run, turn)] = Stand.Running;
            _runs.Values.Count(stand => stand == Stand.Running).ShouldBeLessThanOrEqualTo(_max, $"seed {seed}");
        }

        private delegate Decision<LaneEvent> LaneDeciderCall(Lane lane);

        private void Write(LaneDeciderCall decide)
        {
            if (decide(_lane) is not Decision<LaneEvent>.Accepted accepted) return;
            foreach (var @event in accepted.Events)
            {
                if (@event is LaneAdmitted admitted)
                {
                    var priority = _priorities[(admitted.RunId, admitted.Turn)];
                    _lane.Queue.ShouldNotContain(other => other.Priority > priority, $"seed {seed}: overtaken");
                }
                _lane = Lane.Evolve(_lane, @event);
                _log.Add(@event);
            }
        }
    }
}
