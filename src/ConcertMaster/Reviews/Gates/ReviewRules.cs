using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews.Gates;

/// <summary>Acts of this kind wait until somebody else has approved them.</summary>
/// <param name="Template">The stages; null: one approval of anybody who may decide.</param>
internal sealed record ReviewRule(string Kind, string Queue, Guid? Template, string? DueIn);

[EventName("review-rules.set.v1")]
internal sealed record ReviewRulesSet(IReadOnlyList<ReviewRule> Rules, DateTimeOffset At) : IDescribed
{
    public string Describe() => Rules.Count == 0
        ? "let every act go without a review"
        : $"had these acts reviewed: {string.Join(", ", Rules.Select(rule => rule.Kind))}";
}

/// <summary>Which acts of the organisation need a review.</summary>
internal sealed record ReviewRules(IReadOnlyList<ReviewRule> Rules)
{
    public static readonly Decider<ReviewRules, ReviewRulesSet> Decider =
        new("review-rules", new([]), (_, @event) => new(@event.Rules));

    public static EventStream<ReviewRules, ReviewRulesSet> Stream(string tenant) =>
        new(StableId.From("review-rules", tenant), Decider);

    public ReviewRule? For(string kind) => Rules.FirstOrDefault(rule => rule.Kind == kind);
}

internal sealed record SetReviewRules(IReadOnlyList<ReviewRule> Rules, DateTimeOffset At);

internal static class ReviewRulesDecider
{
    public static readonly Refusal Invalid = new("review-rules.invalid", 422,
        $"At most one rule for each of {string.Join(", ", GatedActs.All)}, with a queue and, where it is due, a span such as P2D.");

    public static Decision<ReviewRulesSet> Decide(SetReviewRules command, ReviewRules state)
    {
        var isRight = command.Rules.DistinctBy(rule => rule.Kind).Count() == command.Rules.Count
            && command.Rules.All(rule => GatedActs.All.Contains(rule.Kind) && rule.Queue is { Length: > 0 and <= Limits.NameLengthMax }
                && (rule.DueIn is null || DueDates.Read(rule.DueIn) is not null));
        return !isRight ? Decision<ReviewRulesSet>.Refuse(Invalid)
            : state.Rules.SequenceEqual(command.Rules) ? Decision<ReviewRulesSet>.Nothing
            : Decision<ReviewRulesSet>.Accept(new ReviewRulesSet(command.Rules, command.At));
    }
}

internal sealed record ReviewRulesBody(IReadOnlyList<ReviewRule>? Rules);

internal static class ReviewRulesEndpoints
{
    public static void MapReviewRules(this RouteGroupBuilder group)
    {
        group.MapGet("/rules", Get).RequirePermission(Permission.ViewReviews).WithSummary("Which acts wait for a review");
        group.MapPut("/rules", Set).RequirePermission(Permission.ManageUsers)
            .WithSummary("Have publishing, roles or redrives reviewed before they are done");
    }

    private static async Task<IResult> Get(EventSession session, CancellationToken ct)
    {
        var (rules, _) = await session.Load(ReviewRules.Stream(session.Tenant.Value), ct: ct);
        return Results.Json(new { items = rules.Rules, kinds = GatedActs.All }, AppJson.Options);
    }

    private static async Task<IResult> Set(
        ReviewRulesBody body, Actor actor, ReviewGate gate, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (body.Rules?.Any(rule => rule is null) == true) return ReviewRulesDecider.Invalid.ToProblem();
        var command = new SetReviewRules(body.Rules ?? [], time.GetUtcNow());
        // Whoever could switch the rule off by himself would need nobody's approval for anything.
        if (await gate.PassLoosening(session, actor, command.Rules, ct) is { } wait) return wait.ToProblem();
        var outcome = await session.Transact(ReviewRules.Stream(session.Tenant.Value),
            rules => ReviewRulesDecider.Decide(command, rules), ct: ct);
        return outcome.ToHttpResult();
    }
}
