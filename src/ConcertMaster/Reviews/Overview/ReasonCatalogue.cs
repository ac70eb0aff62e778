using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <param name="Verdict">What it is a reason for; null for any.</param>
internal sealed record CatalogueReason(string Code, string Label, Verdict? Verdict);

[EventName("review-reasons.set.v1")]
internal sealed record ReasonsSet(IReadOnlyList<CatalogueReason> Reasons, DateTimeOffset At) : IDescribed
{
    /// <summary>Verdicts that are given with one of the reasons or not at all.</summary>
    public IReadOnlyList<Verdict> RequiredFor { get; init; } = [];

    public string Describe() => $"set the {Reasons.Count} reasons for decisions";
}

/// <summary>The reasons that reviewers pick from, so that they can be counted.</summary>
internal sealed record ReasonCatalogue(IReadOnlyList<CatalogueReason> Reasons, IReadOnlyList<Verdict> RequiredFor)
{
    public static readonly Decider<ReasonCatalogue, ReasonsSet> Decider =
        new("review-reasons", new([], []), (_, @event) => new(@event.Reasons, @event.RequiredFor));

    public static EventStream<ReasonCatalogue, ReasonsSet> Stream(string tenant) =>
        new(StableId.From("review-reasons", tenant), Decider);
}

internal sealed record SetReasons(
    IReadOnlyList<CatalogueReason> Reasons, IReadOnlyList<Verdict> RequiredFor, DateTimeOffset At);

internal static class ReasonCatalogueDecider
{
    public static readonly Refusal Invalid = new("review-reasons.invalid", 422,
        $"At most {ReviewLimits.CatalogueCountMax} reasons, each with a code of its own and a label of at most 200 characters; "
        + "a verdict that needs one has one to pick.");

    public static Decision<ReasonsSet> Decide(SetReasons command, ReasonCatalogue state)
    {
        var reasons = command.Reasons;
        var isRight = reasons.Count <= ReviewLimits.CatalogueCountMax
            && reasons.Select(one => one.Code).Distinct(StringComparer.OrdinalIgnoreCase).Count() == reasons.Count
            && reasons.All(one => Fits(one.Code) && Fits(one.Label))
            && command.RequiredFor.All(verdict => reasons.Any(one => one.Verdict is null || one.Verdict == verdict));
        return !isRight ? Decision<ReasonsSet>.Refuse(Invalid)
            : reasons.SequenceEqual(state.Reasons) && command.RequiredFor.ToHashSet().SetEquals(state.RequiredFor)
                ? Decision<ReasonsSet>.Nothing
            : Decision<ReasonsSet>.Accept(new ReasonsSet(reasons, command.At) { RequiredFor = [.. command.RequiredFor.Distinct()] });
    }

    private static bool Fits(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= Limits.NameLengthMax;
}

internal sealed record ReasonsBody(IReadOnlyList<CatalogueReason>? Reasons, IReadOnlyList<Verdict>? RequiredFor);

internal static class ReasonCatalogueEndpoints
{
    public static void MapReasonCatalogue(this RouteGroupBuilder group)
    {
        group.MapGet("/reasons", Get).RequirePermission(Permission.ViewReviews).WithSummary("The reasons to pick from");
        group.MapPut("/reasons", Set).RequirePermission(Permission.AssignReviews).WithSummary("Set the reasons to pick from");
    }

    private static async Task<IResult> Get(EventSession session, CancellationToken ct)
    {
        var (catalogue, _) = await session.Load(ReasonCatalogue.Stream(session.Tenant.Value), ct: ct);
        return Results.Json(new { items = catalogue.Reasons, catalogue.RequiredFor, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Set(ReasonsBody body, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (body.Reasons?.Any(reason => reason is null) == true) return ReasonCatalogueDecider.Invalid.ToProblem();
        var outcome = await session.Transact(ReasonCatalogue.Stream(session.Tenant.Value), catalogue =>
            ReasonCatalogueDecider.Decide(
                new SetReasons(body.Reasons ?? [], body.RequiredFor ?? [], time.GetUtcNow()), catalogue), ct: ct);
        return outcome.ToHttpResult();
    }
}
