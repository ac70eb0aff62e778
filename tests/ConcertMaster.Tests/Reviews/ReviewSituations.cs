using System.Text.Json;
using ConcertMaster.Reviews;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Reviews;

/// <summary>People, moments and histories that the specifications of reviews begin with.</summary>
internal static class ReviewSituations
{
    public static readonly ReviewId Id = new(new Guid("0198a000-0000-7000-8000-000000000001"));
    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Later = Noon.AddHours(1);
    public static readonly ReviewSubject Kenya = new("response", "0198a000-0000-7000-8000-0000000000aa", "Kenya 2021");

    public static readonly Reviewer Ana = new(new(new Guid("0198a000-0000-7000-8000-00000000000a")), "Ana", "ana@acme.test");
    public static readonly Reviewer Ben = new(new(new Guid("0198a000-0000-7000-8000-00000000000b")), "Ben", "ben@acme.test");
    public static readonly Reviewer Sender = new(
        new(new Guid("0198a000-0000-7000-8000-00000000000c")), "Sam", "Sam@Supplier.test");

    public static readonly JsonElement Data = JsonSerializer.SerializeToElement(new { total = 52_100 });

    public static readonly ReviewRequest Request = new(
        "Kenya 2021", "emissions", [], 1, null, null, Kenya, ["sam@supplier.test"], Data, [], "run:1:review:0");

    public static ReviewRequested Requested(Func<ReviewRequest, ReviewRequest>? change = null) =>
        new(Id, change?.Invoke(Request) ?? Request, Noon);

    public static readonly string Hash = ReviewFile.HashOf(Data);

    /// <summary>Words of one of the only stage of a plain review.</summary>
    public static ReviewStanding Standing(params string[] seats) => new(ReviewStage.Single, seats, null, Hash, [], null);

    public static ReviewApproved Approved(Reviewer by, string? comment = null, DateTimeOffset? at = null) =>
        new(Id, by.Person, comment, at ?? Later, Standing());

    public static ReviewClaimed Claimed(Reviewer by, DateTimeOffset at) =>
        new(Id, by.Person, at, ReviewStage.Single, at + ReviewLimits.ClaimLease);

    public static ReviewRequested Staged(params ReviewStage[] stages) =>
        Requested(request => request with { Stages = stages });

    public static ReviewStage Stage(string id, int step, StageRule rule, params StageSeat[] seats) =>
        new(id, id, step, rule, seats);

    public static StageSeat Seat(Reviewer person, int weight = 1, bool veto = false) =>
        new(SeatKind.Person, person.Email, weight, veto);

    public static DeciderSpec<Review, ReviewEvent> Given(params ReviewEvent[] events) =>
        Spec.For(Review.Decider).Given(events);

    public static ReviewDecided Decided(Verdict verdict, Reviewer by, string? comment) =>
        new(Id, Kenya, verdict, by.Person, comment, [], Later, "run:1:review:0");
}
