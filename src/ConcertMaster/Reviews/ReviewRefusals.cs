using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

internal static class ReviewRefusals
{
    public static readonly Refusal NotFound = new("review.not-found", 404,
        "There is no such review. It may belong to another organisation; look in the inbox.");
    public static readonly Refusal AlreadyDecided = new("review.already-decided", 409,
        "This review is decided already. Reload to see the verdict.");
    public static readonly Refusal Withdrawn = new("review.withdrawn", 409,
        "This review is no longer needed: the run that asked for it has ended.");
    public static readonly Refusal OwnSubmission = new("review.own-submission", 403,
        "You submitted, edited or started this yourself. Somebody else has to decide.");
    public static readonly Refusal SubmitterSubstitute = new("review.substitute-of-submitter", 403,
        "You stand in for the person who submitted this. Somebody else has to decide.");
    public static readonly Refusal NotAssigned = new("review.not-assigned", 403,
        "This review is assigned to others. Ask one of them, or have it reassigned.");
    public static readonly Refusal StageUnknown = new("review.stage-unknown", 404,
        "The review has no such stage. Reload to see its stages.");
    public static readonly Refusal StageNotOpen = new("review.stage-not-open", 409,
        "It is not this stage's turn. Reload to see which stage waits.");
    public static readonly Refusal AlreadySaid = new("review.already-said", 409,
        "You have had your say in this stage. Raise a query if something came up since; it blocks the decision.");
    public static readonly Refusal OtherStage = new("review.decided-other-stage", 403,
        "You have decided in another stage of this review. Somebody else has to decide in this one.");
    public static readonly Refusal SeatTaken = new("review.seat-taken", 409,
        "Your substitute or delegate has decided for you already.");
    public static readonly Refusal ContentChanged = new("review.content-changed", 409,
        "What is under review has changed since you opened it. Reload, look at what is new, and decide again.");
    public static readonly Refusal QueryOpen = new("review.query-open", 409,
        "A query is open. Answer and resolve it before the decision.");
    public static readonly Refusal AwaitsSender = new("review.awaits-sender", 409,
        "The sender was asked for changes. The review goes on when the answer is there, or when the request is taken back.");
    public static readonly Refusal LabelWanted = new("review.label-wanted", 409,
        "This stage is labelled and not approved: choose one of its labels.");
    public static readonly Refusal NothingToLabel = new("review.nothing-to-label", 409,
        "This stage has no labels: approve or reject it.");
    public static readonly Refusal LabelUnknown = new("review.label-unknown", 422,
        "Choose one of the labels of the stage.")
    {
        Faults = [new("/label", "enum", "Choose one of the labels of the stage.")],
    };
    public static readonly Refusal SignatureRequired = new("review.signature-required", 422,
        "This stage is signed: sign in again and confirm the meaning of your signature.");
    public static readonly Refusal SignatureNotBound = new("review.signature-not-bound", 409,
        "The signature belongs to other content. Reload and sign what is shown.");
    public static readonly Refusal CommentRequired = new("review.comment-required", 422,
        "Say why: the sender has to know what to do.")
    {
        Faults = [new("/comment", "required", "Write a comment.")],
    };
    public static readonly Refusal PickReason = new("review.reason-missing", 422,
        "Pick one of the reasons: this decision is not taken without.")
    {
        Faults = [new("/reasons", "required", "Pick one of the reasons.")],
    };
    public static readonly Refusal CommentTooLong = new("review.comment-too-long", 422,
        $"A comment has at most {ReviewLimits.CommentLengthMax} characters.")
    {
        Faults = [new("/comment", "maxLength", $"At most {ReviewLimits.CommentLengthMax} characters.")],
    };
    public static readonly Refusal TooManyComments = new("review.too-many-comments", 409,
        $"A review holds at most {ReviewLimits.CommentCountMax} comments.");
    public static readonly Refusal CommentUnknown = new("review.comment-unknown", 404,
        "There is no such comment on this review. Reload to see its comments.");
    public static readonly Refusal FileUnknown = new("review.file-unknown", 422,
        $"Send each file to this review first, by yourself, and name at most {ReviewLimits.CommentFileCountMax} of them.");
    public static readonly Refusal FileNotFound = new("review.file-not-found", 404,
        "There is no such file in the comments of this review.");
    public static readonly Refusal FileQuarantined = new("review.file-quarantined", 409,
        "The scanner has not looked at this file yet. It can be read as soon as it has.");
    public static readonly Refusal FileInfected = new("review.file-infected", 409,
        "The scanner found something in a file. It goes with no comment, and nobody can read it.");

    public static Refusal FileRefused(string? because) =>
        because is null ? FileInfected : FileInfected with { Faults = [new("/files", FileInfected.Code, because)] };

    public static readonly Refusal ActFixed = new("review.act-fixed", 409,
        "An act waits for this review, and what it would do is what was asked about. Change the act itself and ask anew.");
    public static readonly Refusal TooManyRevisions = new("review.too-many-revisions", 409,
        $"What is under review has changed {ReviewLimits.RevisionCountMax} times. Ask for a new review.");
    public static readonly Refusal TooManyDelegations = new("review.too-many-delegations", 409,
        $"A review is handed on at most {ReviewLimits.DelegationCountMax} times. Have it reassigned.");
    public static readonly Refusal ReasonRequired = new("review.reason-required", 422,
        "Say why you hand the review on.")
    {
        Faults = [new("/reason", "required", "Write a reason.")],
    };
    public static readonly Refusal NobodyToAssign = new("review.nobody-to-assign", 422,
        "There is nobody of that description who may decide this. Choose somebody else.");
    public static readonly Refusal StagesInvalid = new("review.stages-invalid", 422,
        "The stages cannot be used as they are. Each fault names its place.");

    public static readonly Refusal TimingInvalid = new("review.timing-invalid", 422,
        "Due times, reminders and escalations are durations such as P3D or PT4H; each escalation names somebody.");

    public static Refusal ClaimedByAnother(string name) => new("review.claimed-by-another", 409,
        $"{name} has claimed this review. Ask {name} to release it.");
}
