using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

internal abstract record Review
{
    private Review() { }

    public sealed record NotRequested : Review;

    /// <summary>Waits for its reviewers, or for its sender where changes were asked for.</summary>
    public sealed record Open(ReviewFile File) : Review;

    public sealed record Decided(ReviewFile File, Verdict Verdict, DateTimeOffset At) : Review;

    public sealed record Withdrawn(ReviewFile File, string Reason) : Review;

    public static readonly Decider<Review, ReviewEvent> Decider = new("review", new NotRequested(), Evolve);

    public static EventStream<Review, ReviewEvent> Stream(ReviewId id) => new(id.Value, Decider);

    public static ReviewFile? FileOf(Review review) => review switch
    {
        Open open => open.File,
        Decided decided => decided.File,
        Withdrawn withdrawn => withdrawn.File,
        _ => null,
    };

    public static Review Evolve(Review review, ReviewEvent @event) => (review, @event) switch
    {
        (NotRequested, ReviewRequested e) => new Open(ReviewFile.From(e)),
        (Open open, ReviewClaimed e) => new Open(open.File with
        {
            Claims = [.. Others(open.File, e.Stage, e.By), new(e.Stage ?? ReviewStage.Single, e.By, e.At, e.Until)],
        }),
        (Open open, ReviewReleased e) => new Open(open.File with { Claims = Others(open.File, e.Stage, e.By) }),
        (Open open, ReviewClaimLapsed e) => new Open(open.File with { Claims = Others(open.File, e.Stage, e.By) }),
        (Open open, ReviewApproved e) => new Open(open.File.With(Said(e.By, Stance.Approved, e.Comment, e.Standing, e.At))),
        (Open open, ReviewRejected e) => new Open(open.File.With(Said(e.By, Stance.Rejected, e.Comment, e.Standing, e.At))),
        (Open open, ReviewLabelled e) => new Open(Labelled(open.File, e)),
        (Open, ReviewDisputed) => review, // said by the labels already; told for those who watch
        (Open open, ReviewAbstained e) => new Open(open.File.With(Said(e.By, Stance.Abstained, e.Comment, e.Standing, e.At))),
        (Open open, ReviewChangesRequested { AsksSender: true } e) => new Open(open.File with
        {
            Awaited = new(e.By, e.Comment, e.Fields, e.At), Claims = Others(open.File, e.Standing?.Stage, e.By),
        }),
        (Open open, ReviewChangesRequested e) =>
            new Open(open.File.With(Said(e.By, Stance.ChangesRequested, e.Comment, e.Standing, e.At))),
        (Open open, ReviewChangesRecalled e) => new Open(open.File with { Awaited = null, DueAt = e.DueAt }),
        (Open open, ReviewReminded e) =>
            new Open(open.File with { RemindersSent = [.. open.File.RemindersSent, e.Number] }),
        (Open open, ReviewEscalated e) => new Open(TimeMarks.Apply(open.File, e)),
        (Open, ReviewStagePassed) => review, // said by the opinions already; told for those who watch
        (Open open, ReviewAssigned e) => new Open(open.File with
        {
            Assignments = [.. open.File.Assignments.Where(one => one.Stage != e.Stage), new(e.Stage, e.To)],
            Claims = [.. open.File.Claims.Where(one => one.Stage != e.Stage || e.To.Any(to => to.Id == one.By.Id))],
        }),
        (Open open, ReviewDelegated e) => new Open(open.File with
        {
            Delegations = [.. open.File.Delegations, new(e.Stage, e.From, e.To, e.Seats)],
            Claims = Others(open.File, e.Stage, e.From),
        }),
        (Open open, ReviewSubjectChanged e) => new Open(SubjectChanges.Apply(open.File, e)),
        (Open open, ReviewDecided e) => new Decided(open.File with { Claims = [] }, e.Verdict, e.At),
        (Open open, ReviewWithdrawn e) => new Withdrawn(open.File with { Claims = [], Awaited = null }, e.Reason),
        (Withdrawn withdrawn, ReviewReopened) => new Open(withdrawn.File),
        (Open open, ReviewCommented e) => new Open(Commented(open.File, e)),
        (Decided decided, ReviewCommented e) => decided with { File = Commented(decided.File, e) },
        (Open open, ReviewCommentResolved e) => new Open(Resolved(open.File, e.CommentId, e.By)),
        (Decided decided, ReviewCommentResolved e) => decided with { File = Resolved(decided.File, e.CommentId, e.By) },
        (Open open, ReviewCommentReopened e) => new Open(Resolved(open.File, e.CommentId, null)),
        (Decided decided, ReviewCommentReopened e) => decided with { File = Resolved(decided.File, e.CommentId, null) },
        _ => throw new UnexpectedEventException(review, @event),
    };

    private static List<ReviewClaim> Others(ReviewFile file, string? stage, ReviewPerson by) =>
        [.. file.Claims.Where(claim => claim.By.Id != by.Id || (stage is not null && claim.Stage != stage))];

    private static ReviewOpinion Said(
        ReviewPerson by, Stance stance, string? comment, ReviewStanding? standing, DateTimeOffset at) =>
        new(by, stance, comment, at, standing?.Stage ?? ReviewStage.Single, standing?.Seats ?? [], standing?.OnBehalfOf,
            standing?.ContentHash, standing?.Reasons ?? [], standing?.Signature);

    private static ReviewFile Labelled(ReviewFile file, ReviewLabelled e)
    {
        var after = file.With(Said(e.By, Stance.Labelled, e.Comment, e.Standing, e.At) with
        {
            Label = e.Label, Adjudicates = e.Adjudicates,
        });
        var stage = after.Stages.First(one => one.Id == e.Standing.Stage);
        // Those it was assigned to have read it; whoever settles the dispute is somebody else.
        return !after.IsDisputed(stage) ? after : after with
        {
            Assignments = [.. after.Assignments.Where(one => one.Stage != stage.Id)],
        };
    }

    private static ReviewFile Commented(ReviewFile file, ReviewCommented e) => file with
    {
        Comments =
        [
            .. file.Comments,
            new(e.CommentId, e.By, e.Text, e.Field, e.At, e.ReplyTo, e.IsQuery, e.Mentions) { Files = e.Files },
        ],
    };

    private static ReviewFile Resolved(ReviewFile file, Guid comment, ReviewPerson? by) => file with
    {
        Comments = [.. file.Comments.Select(one => one.Id == comment ? one with { ResolvedBy = by } : one)],
    };
}
