using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews.Asking;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews.Gates;

/// <summary>
/// An act waits for the review of exactly what it would do. The review's id is made of that, so trying again finds the
/// same review, and an approval is good for nothing else. See adr/0042.
/// </summary>
internal sealed class ReviewGate(ReviewRequests requests, TimeProvider time) : IReviewGate
{
    /// <summary>How often one and the same act can be asked for again after it was rejected.</summary>
    private const int RoundCountMax = 20;

    public async Task<Refusal?> Pass(
        EventSession session, Actor actor, string kind, Func<Task<GatedAct?>> act, CancellationToken ct)
    {
        var (rules, _) = await session.Load(ReviewRules.Stream(session.Tenant.Value), ct: ct);
        if (rules.For(kind) is not { } rule || await act() is not { } wanted) return null;
        return await Pass(session, actor, rule, wanted, ct);
    }

    /// <summary>Taking a rule away is an act under that rule; adding one is free.</summary>
    public async Task<Refusal?> PassLoosening(
        EventSession session, Actor actor, IReadOnlyList<ReviewRule> wanted, CancellationToken ct)
    {
        var (rules, version) = await session.Load(ReviewRules.Stream(session.Tenant.Value), ct: ct);
        foreach (var rule in rules.Rules.Where(rule => !wanted.Contains(rule)))
        {
            var act = new GatedAct(rule.Kind, rule.Kind, $"Change the rule for {rule.Kind}",
                AppJson.ToElement(new { now = rule, then = wanted.FirstOrDefault(one => one.Kind == rule.Kind), version }), []);
            if (await Pass(session, actor, rule, act, ct) is { } wait) return wait;
        }
        return null;
    }

    /// <summary>The stages that a rule names are a part of the rule.</summary>
    public async Task<Refusal?> PassTemplate(
        EventSession session, Actor actor, Guid template, JsonElement? stages, CancellationToken ct)
    {
        var (rules, version) = await session.Load(ReviewRules.Stream(session.Tenant.Value), ct: ct);
        if (rules.Rules.FirstOrDefault(rule => rule.Template == template) is not { } rule) return null;
        if (!actor.May(Permission.ManageUsers)) return TemplateRefusals.InRule;
        var act = new GatedAct(rule.Kind, template.ToString(), $"Change the stages of the rule for {rule.Kind}",
            AppJson.ToElement(new { rule = rule.Kind, stages, version }), []);
        return await Pass(session, actor, rule, act, ct);
    }

    /// <summary>By hand: asks for the review that the act would be held up by, and lets nobody wait for it.</summary>
    public async Task<ReviewId> Ask(EventSession session, Actor actor, GatedAct act, string? queue, CancellationToken ct)
    {
        var (rules, _) = await session.Load(ReviewRules.Stream(session.Tenant.Value), ct: ct);
        var rule = rules.For(act.Kind) ?? new ReviewRule(act.Kind, queue ?? "changes", null, null);
        var (id, review) = await Newest(session, act, ct);
        if (review is Review.NotRequested) await Ask(session, actor, rule, act, id, ct);
        return id;
    }

    private async Task<Refusal?> Pass(EventSession session, Actor actor, ReviewRule rule, GatedAct act, CancellationToken ct)
    {
        var (id, review) = await Newest(session, act, ct);
        if (review is Review.Decided { Verdict: Verdict.Approved }) return null;
        if (review is Review.Open) return Pending(id);
        return await Ask(session, actor, rule, act, id, ct) ?? Asked(id);
    }

    /// <summary>The review of this act: the open or approved one, else a new one after those that were rejected.</summary>
    private static async Task<(ReviewId Id, Review Review)> Newest(EventSession session, GatedAct act, CancellationToken ct)
    {
        var hash = ReviewFile.HashOf(act.Data);
        for (var round = 1; ; round++)
        {
            var id = new ReviewId(StableId.From("gate", session.Tenant.Value, act.Kind, act.SubjectId, hash, $"{round}"));
            var (review, _) = await session.Load(Review.Stream(id), ct: ct);
            var isOver = review is Review.Withdrawn or Review.Decided { Verdict: not Verdict.Approved }
                || review is Review.Decided { File: var file } && file.ContentHash != hash;
            if (!isOver || round == RoundCountMax) return (id, review);
        }
    }

    private async Task<Refusal?> Ask(
        EventSession session, Actor actor, ReviewRule rule, GatedAct act, ReviewId id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var config = AppJson.ToElement(new { template = rule.Template });
        var (stages, refusal) = await requests.StagesOf(session.Tenant, config, act.Data, ct);
        if (refusal is not null) return refusal;
        var makers = act.Makers.Prepend(actor.UserId.ToString()).Distinct().Take(ReviewLimits.AssigneeCountMax).ToList();
        var request = new ReviewRequest(
            WholeText.First(act.Title, Limits.NameLengthMax), rule.Queue, [], 1,
            rule.DueIn is { } due ? DueDates.From(now, due, null) : null,
            $"{actor.Name} wants to do this. It is done when somebody else has approved it and it is tried again.",
            new(act.Kind, act.SubjectId, act.Title), makers, act.Data, ReviewFields.From(act.Data, default, default), null);
        return (await requests.Ask(session, id, request, stages, now, ct)).Refusal;
    }

    private static Refusal Asked(ReviewId id) => new("review.asked", 409,
        $"This needs somebody else's approval, and it was asked for: /reviews/{id}. Do it again when it is approved.");

    private static Refusal Pending(ReviewId id) => new("review.pending", 409,
        $"This waits for somebody else's approval: /reviews/{id}. Do it again when it is approved.");
}
