using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

internal enum Stance { Approved, Rejected, ChangesRequested, Abstained, Labelled }

/// <param name="ReplyTo">The comment that this one answers; null for the first of a thread.</param>
/// <param name="IsQuery">Nothing is decided before somebody resolves it.</param>
internal sealed record ReviewComment(
    Guid Id, ReviewPerson By, string Text, string? Field, DateTimeOffset At, Guid? ReplyTo, bool IsQuery,
    IReadOnlyList<ReviewPerson> Mentions)
{
    public ReviewPerson? ResolvedBy { get; init; }
    public IReadOnlyList<CommentFile> Files { get; init; } = [];
}

internal sealed record ReviewOpinion(
    ReviewPerson By, Stance Verdict, string? Comment, DateTimeOffset At, string Stage, IReadOnlyList<string> Seats,
    ReviewPerson? OnBehalfOf, string? ContentHash, IReadOnlyList<string> Reasons, ReviewSignature? Signature)
{
    /// <summary>When the content changed that it was about; it counts no longer.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>What the reader has chosen; null for other opinions.</summary>
    public string? Label { get; init; }

    /// <summary>Settles what readers could not agree on.</summary>
    public bool Adjudicates { get; init; }

    public bool IsOf(UserId person) => By.Id == person || OnBehalfOf?.Id == person;
}

internal sealed record ReviewClaim(string Stage, ReviewPerson By, DateTimeOffset At, DateTimeOffset? Until)
{
    public bool HoldsAt(DateTimeOffset time) => Until is null || Until > time;
}

internal sealed record StageAssignment(string Stage, IReadOnlyList<ReviewPerson> To);

internal sealed record StageDelegation(string Stage, ReviewPerson From, ReviewPerson To, IReadOnlyList<string> Seats);

/// <summary>What the sender was asked to change; the review rests until the answer.</summary>
internal sealed record AwaitedChanges(
    ReviewPerson By, string Comment, IReadOnlyList<string> Fields, DateTimeOffset At);

/// <summary>What every requested review has, whatever state it is in.</summary>
/// <param name="TouchedBy">E-mail addresses and ids of those who made, edited or started it: they may not decide.</param>
internal sealed record ReviewFile(
    ReviewId Id, ReviewRequest Request, DateTimeOffset RequestedAt, IReadOnlyList<ReviewStage> Stages,
    IReadOnlyList<string> StagesPassedOver, string ContentHash, IReadOnlyList<string> TouchedBy)
{
    public IReadOnlyList<ReviewOpinion> Opinions { get; init; } = [];
    public IReadOnlyList<ReviewComment> Comments { get; init; } = [];
    public IReadOnlyList<ReviewClaim> Claims { get; init; } = [];
    public IReadOnlyList<StageAssignment> Assignments { get; init; } = [];
    public IReadOnlyList<StageDelegation> Delegations { get; init; } = [];
    public AwaitedChanges? Awaited { get; init; }
    public DateTimeOffset? DueAt { get; init; } = Request.DueAt;
    public IReadOnlyList<int> RemindersSent { get; init; } = [];
    public int EscalatedTo { get; init; }
    public IReadOnlyList<ReviewRevision> Revisions { get; init; } = [];

    public static ReviewFile From(ReviewRequested e) => new(
        e.ReviewId, e.Request, e.RequestedAt,
        e.Request.Stages is { Count: > 0 } stages
            ? stages
            : [ReviewStage.Of(e.Request.Assignees, e.Request.RequiredApprovals)],
        e.Request.StagesPassedOver ?? [], e.Request.ContentHash ?? HashOf(e.Request.Data), e.Request.SubmittedBy);

    public static string HashOf(JsonElement data) => CanonicalJson.Sha256(data);

    public IEnumerable<ReviewOpinion> Standing => Opinions.Where(opinion => opinion.LapsedAt is null);

    public IEnumerable<ReviewComment> OpenQueries =>
        Comments.Where(comment => comment is { IsQuery: true, ResolvedBy: null });

    public IEnumerable<ReviewStage> Applying => Stages.Where(stage => !StagesPassedOver.Contains(stage.Id));

    /// <summary>The stages of the first step that is not through.</summary>
    public IReadOnlyList<ReviewStage> OpenStages
    {
        get
        {
            var left = Applying.Where(stage => OutcomeOf(stage) != StageOutcome.Passed).ToList();
            return [.. left.Where(stage => stage.Step == left[0].Step)];
        }
    }

    public StageOutcome OutcomeOf(ReviewStage stage) => StageTally.Of(stage, [.. OpinionsIn(stage)]);

    public IEnumerable<ReviewOpinion> OpinionsIn(ReviewStage stage) => Standing.Where(one => one.Stage == stage.Id);

    public bool IsDisputed(ReviewStage stage) => stage.IsLabelling && Labelling.IsDisputed(stage, OpinionsIn(stage));

    /// <summary>By the ids of the stages; empty where nothing is labelled.</summary>
    public IReadOnlyDictionary<string, string> Labels => Applying
        .Select(stage => (stage.Id, Label: stage.IsLabelling ? Labelling.LabelOf(stage, OpinionsIn(stage)) : null))
        .Where(one => one.Label is not null).ToDictionary(one => one.Id, one => one.Label!);

    public IReadOnlyList<ReviewPerson> AssignedTo(ReviewStage stage) =>
        Assignments.FirstOrDefault(one => one.Stage == stage.Id)?.To ?? [];

    public ReviewFile With(ReviewOpinion opinion) => this with
    {
        Opinions = [.. Opinions, opinion],
        Claims = [.. Claims.Where(claim => claim.Stage != opinion.Stage || claim.By.Id != opinion.By.Id)],
    };
}

/// <summary>What was changed in the subject while it was under review.</summary>
internal sealed record ReviewRevision(
    string ContentHash, IReadOnlyList<string> Changed, string By, DateTimeOffset At, JsonElement? Before);
