using ConcertMaster.Reviews;
using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Reviews;

/// <summary>
/// What may not happen in a review, judged over its events alone. Written a second time on purpose, plainly and slowly:
/// who touched the content, whose words stand, what they are about, whose turn it is.
/// </summary>
internal sealed class ReviewLedger(ReviewRequested requested, IReadOnlyList<Reviewer> people)
{
    private sealed record Word(string Stage, UserId By, UserId? For, char Kind, IReadOnlyList<string> Seats, string Hash, string? Label);

    private readonly Dictionary<string, ReviewStage> _stages = requested.Request.Stages!.ToDictionary(stage => stage.Id);
    private readonly HashSet<UserId> _touched = [.. requested.Request.SubmittedBy.Select(name => PersonOf(people, name)).OfType<UserId>()];
    private readonly HashSet<Guid> _queries = [];
    private readonly Dictionary<(string Stage, UserId By), DateTimeOffset> _claims = [];
    private List<Word> _words = [];
    private string _hash = ReviewFile.HashOf(requested.Request.Data);
    private bool _asked;
    private string _state = "open";

    public void Judge(ReviewEvent @event, Reviewer by, DateTimeOffset at)
    {
        // What was said about it can still be settled when it is over; and what was withdrawn opened again.
        if (@event is not (ReviewCommentResolved or ReviewReopened)) _state.ShouldBe("open", $"{@event} after the end");
        switch (@event)
        {
            case ReviewApproved e: Speak(e.Standing!, 'a', null, by, at); break;
            case ReviewRejected e: Speak(e.Standing!, 'r', null, by, at); break;
            case ReviewAbstained e: Speak(e.Standing!, 'n', null, by, at); break;
            case ReviewLabelled e: Speak(e.Standing, 'l', e.Label, by, at); break;
            case ReviewChangesRequested e:
                MaySpeak(e.Standing!, by, at);
                if (e.AsksSender) _asked = true;
                _claims.Remove((e.Standing!.Stage, by.Id));
                break;
            case ReviewChangesRecalled: _asked = false; break;
            case ReviewClaimed e:
                MayAct(by);
                var places = _stages[e.Stage!].IsBlind ? _stages[e.Stage!].Rule.Needed : 1;
                _claims.Count(claim => claim.Key.Stage == e.Stage && claim.Key.By != by.Id && claim.Value > at)
                    .ShouldBeLessThan(places, "held by more than may");
                _claims[(e.Stage!, by.Id)] = e.Until!.Value;
                break;
            case ReviewReleased or ReviewClaimLapsed: Free(by, @event); break;
            case ReviewDelegated e:
                MayAct(by);
                _touched.ShouldNotContain(e.To.Id, "delegated to somebody who made it");
                _claims.Remove((e.Stage, e.From.Id));
                break;
            case ReviewAssigned e:
                e.To.ShouldAllBe(to => !_touched.Contains(to.Id));
                _claims.Clear();
                break;
            case ReviewCommented { IsQuery: true } e: _queries.Add(e.CommentId); break;
            case ReviewCommentResolved { IsQuery: true } e: _queries.Remove(e.CommentId); break;
            case ReviewEscalated e: Escalate(e); break;
            case ReviewSubjectChanged e: Change(e); break;
            case ReviewDecided e: Verdict(e); break;
            case ReviewWithdrawn: (_state, _asked) = ("withdrawn", false); _claims.Clear(); break;
            case ReviewReopened: _state.ShouldBe("withdrawn"); _state = "open"; break;
        }
    }

    private void Speak(ReviewStanding standing, char kind, string? label, Reviewer by, DateTimeOffset at)
    {
        MaySpeak(standing, by, at);
        var stage = _stages[standing.Stage];
        (kind is 'a' or 'r' && stage.IsLabelling).ShouldBeFalse("approved what is to be labelled");
        if (kind == 'l') stage.Labels.ShouldContain(label!);
        if (kind != 'n') _queries.ShouldBeEmpty("decided over an open query");
        if (stage.Signature is not null && kind is 'a' or 'r') standing.Signature.ShouldNotBeNull().ContentHash.ShouldBe(_hash);
        _words.Add(new(stage.Id, by.Id, standing.OnBehalfOf?.Id, kind, standing.Seats, standing.ContentHash, label));
        _claims.Remove((stage.Id, by.Id));
    }

    private void MaySpeak(ReviewStanding standing, Reviewer by, DateTimeOffset at)
    {
        MayAct(by);
        var stage = _stages[standing.Stage];
        if (standing.OnBehalfOf is { } other) _touched.ShouldNotContain(other.Id, "lent the voice of somebody who made it");
        _asked.ShouldBeFalse("decided while the sender was asked");
        standing.ContentHash.ShouldBe(_hash, "said of content that is not there");
        var said = _words.Where(word => word.Stage == stage.Id).ToList();
        said.ShouldNotContain(word => word.By == by.Id, "spoke twice");
        var voice = standing.OnBehalfOf?.Id ?? by.Id;
        said.ShouldNotContain(word => (word.For ?? word.By) == voice, "one voice was heard twice");
        if (!stage.MayRepeat) _words.ShouldNotContain(word => word.Stage != stage.Id && word.By == by.Id, "decided in two stages");
        _stages.Values.Where(one => one.Step < stage.Step).ShouldAllBe(one => IsPassed(one));
        IsPassed(stage).ShouldBeFalse("decided in a stage that was through");
        _claims.Count(claim => claim.Key.Stage == stage.Id && claim.Key.By != by.Id && claim.Value > at)
            .ShouldBeLessThan(stage.IsBlind ? stage.Rule.Needed : 1, "decided on another's claim");
    }

    private void MayAct(Reviewer by)
    {
        _touched.ShouldNotContain(by.Id, "acted on what he sent in or changed");
        by.StandsInFor.ShouldNotContain(absent => _touched.Contains(absent.Id), "acted in the place of the sender");
    }

    private void Change(ReviewSubjectChanged e)
    {
        if (PersonOf(people, e.By) is { } person) _touched.Add(person);
        _asked = false;
        if (e.ContentHash == _hash) return;
        _hash = ReviewFile.HashOf(e.Data);
        e.ContentHash.ShouldBe(_hash, "bound to other content than it names");
        bool Stands(Word word) => _stages[word.Stage].Fields is { Count: > 0 } fields
            && e.Changed.Count > 0 && !fields.Any(field => e.Changed.Contains(field));
        _words.Where(word => word.Kind is 'a' or 'l' && !Stands(word)).Select(word => word.By)
            .ShouldBe(e.Lapsed.Select(one => one.Id), "lapsed other approvals than those of what changed");
        _words = [.. _words.Where(Stands)];
    }

    private void Escalate(ReviewEscalated e)
    {
        var step = _stages.Values.Where(stage => !IsPassed(stage)).Min(stage => stage.Step);
        foreach (var stage in _stages.Values.Where(stage => stage.Step == step && !IsPassed(stage) && stage.Seats.Count > 0).ToList())
            _stages[stage.Id] = stage with { Seats = [.. stage.Seats, .. e.To.Where(to => stage.Seats.All(seat => seat.Key != to.Key))] };
    }

    private void Verdict(ReviewDecided e)
    {
        _state = "decided";
        var decisive = _words.Where(word => word.Kind == 'r' && (_stages[word.Stage].Rule.RejectedBy == RejectedBy.One
            || _stages[word.Stage].Seats.Any(seat => seat.MayVeto && word.Seats.Contains(seat.Key)))).ToList();
        if (e.Verdict == ConcertMaster.Reviews.Verdict.Approved)
        {
            decisive.ShouldBeEmpty("approved over a veto");
            _stages.Values.ShouldAllBe(stage => IsPassed(stage));
        }
        if (e.Verdict == ConcertMaster.Reviews.Verdict.Rejected && decisive.Count == 0)
            _stages.Values.ShouldContain(stage => IsMet(stage, 'r') || !CanPass(stage));
    }

    private bool IsPassed(ReviewStage stage) => stage.IsLabelling ? IsLabelled(stage) : IsMet(stage, 'a');

    // Readers who agree, or one word more than there are readers: that of whoever settled it.
    private bool IsLabelled(ReviewStage stage)
    {
        var labels = _words.Where(word => word.Stage == stage.Id && word.Kind == 'l').Select(word => word.Label).ToList();
        return labels.Count > stage.Rule.Needed || labels.Count == stage.Rule.Needed && labels.Distinct().Count() == 1;
    }

    private bool IsMet(ReviewStage stage, char kind) =>
        Counts(stage, [.. _words.Where(word => word.Stage == stage.Id && word.Kind == kind).Select(word => word.Seats)]);

    private bool CanPass(ReviewStage stage)
    {
        var silent = stage.Seats.Where(seat => !_words.Any(word => word.Stage == stage.Id && word.Seats.Contains(seat.Key)));
        IReadOnlyList<string>[] votes =
        [
            .. _words.Where(word => word.Stage == stage.Id && word.Kind == 'a').Select(word => word.Seats),
            .. silent.Select(IReadOnlyList<string> (seat) => [seat.Key]),
        ];
        return stage.Seats.Count == 0 || Counts(stage, votes);
    }

    private bool Counts(ReviewStage stage, IReadOnlyList<IReadOnlyList<string>> votes)
    {
        var abstained = _words.Where(word => word.Stage == stage.Id && word.Kind == 'n').SelectMany(word => word.Seats).ToHashSet();
        var seats = stage.Seats.Where(seat => !abstained.Contains(seat.Key)).ToList();
        if (votes.Count == 0) return false;
        return stage.Rule.Kind switch
        {
            RuleKind.Any => true,
            RuleKind.Count => votes.Count >= stage.Rule.Needed,
            RuleKind.Weight => votes.Sum(vote => seats.Where(seat => vote.Contains(seat.Key)).Select(seat => seat.Weight)
                .DefaultIfEmpty(1).Max()) >= stage.Rule.Needed,
            RuleKind.All => seats.All(seat => votes.Any(vote => vote.Contains(seat.Key))),
            // Every seat has a voter of its own: some order of the voters fits.
            _ => Permutations(votes).Any(order => seats.Count <= order.Count
                && seats.Index().All(seat => order[seat.Index].Contains(seat.Item.Key))),
        };
    }

    private static IEnumerable<IReadOnlyList<IReadOnlyList<string>>> Permutations(IReadOnlyList<IReadOnlyList<string>> votes)
    {
        if (votes.Count <= 1) return [votes];
        return votes.Index().SelectMany(first => Permutations([.. votes.Where((_, at) => at != first.Index)])
            .Select(IReadOnlyList<IReadOnlyList<string>> (rest) => [first.Item, .. rest]));
    }

    private void Free(Reviewer by, ReviewEvent @event)
    {
        var holder = @event is ReviewClaimLapsed lapsed ? lapsed.By.Id : by.Id;
        foreach (var claim in _claims.Keys.Where(claim => claim.By == holder).ToList()) _claims.Remove(claim);
    }

    private static UserId? PersonOf(IReadOnlyList<Reviewer> people, string name) =>
        people.Where(one => one.IsAmong([name])).Select(one => (UserId?)one.Id).FirstOrDefault();
}
