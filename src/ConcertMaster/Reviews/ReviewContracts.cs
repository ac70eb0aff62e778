using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

public readonly record struct ReviewId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

public enum Verdict { Approved, Rejected, ChangesRequested }

/// <summary>What a review is about. Other slices find their own by <paramref name="Kind"/> and id.</summary>
/// <param name="Kind">Such as <c>response</c> or <c>data</c>.</param>
public sealed record ReviewSubject(string Kind, string Id, string Label);

/// <summary>The fact that somebody asked for a review of a subject.</summary>
public interface IReviewAskedFor
{
    ReviewSubject Subject { get; }
}

/// <summary>The fact that a review reached its verdict.</summary>
public interface IReviewConcluded
{
    ReviewSubject Subject { get; }
    Verdict Verdict { get; }
}

/// <summary>
/// The fact that the sender is asked to change some fields while the review rests. Whoever owns the subject asks him,
/// and tells the change as an <see cref="IReviewedSubjectChanged"/>.
/// </summary>
public interface IChangesAskedFor
{
    /// <summary>Null where the request is the verdict and nobody is asked.</summary>
    ReviewSubject? Subject { get; }

    /// <summary>Empty: all.</summary>
    IReadOnlyList<string> Fields { get; }

    string Message { get; }
}

/// <summary>The fact that nobody waits for the sender any more.</summary>
public interface IChangesNoLongerAsked
{
    /// <summary>Null where nobody was asked.</summary>
    ReviewSubject? Subject { get; }
}

/// <summary>An event of another slice that changes something that may be under review.</summary>
public interface IReviewedSubjectChanged
{
    string SubjectKind { get; }

    string SubjectId { get; }

    /// <summary>The whole data as it is now.</summary>
    JsonElement SubjectData { get; }

    /// <summary>Names of what was in it before and is in it no longer.</summary>
    IReadOnlyList<string> FieldsGone { get; }

    /// <summary>A user's id or an e-mail address, which may be sealed: who changed it decides on it no more.</summary>
    string ChangedBy { get; }
}

/// <summary>Files that came with comments on reviews.</summary>
public interface ICommentFiles
{
    /// <summary>Forgets those that came with comments on these subjects. That there were files, and their hashes, stays told.</summary>
    Task Forget(TenantId tenant, string subjectKind, IReadOnlyList<string> subjectIds, CancellationToken ct);
}

/// <summary>The stored facts behind the two interfaces, for read models of other slices.</summary>
public static class ReviewFacts
{
    public static readonly IReadOnlyCollection<Type> Types = [typeof(ReviewRequested), typeof(ReviewDecided)];
}

/// <summary>An act that an organisation may want somebody else to approve before it is done.</summary>
/// <param name="Kind">One of <see cref="GatedActs"/>.</param>
/// <param name="Data">What is decided on. The approval is bound to it: the same act on anything else needs another.</param>
/// <param name="Makers">Ids of those who made what is acted on, beside whoever acts: they do not decide.</param>
public sealed record GatedAct(string Kind, string SubjectId, string Title, JsonElement Data, IReadOnlyList<string> Makers);

public static class GatedActs
{
    public const string PublishWorkflow = "workflow.publish";
    public const string PublishForm = "form.publish";
    public const string ChangeRole = "user.role";
    public const string RedriveRun = "run.redrive";
    public static readonly IReadOnlyList<string> All = [PublishWorkflow, PublishForm, ChangeRole, RedriveRun];
}

/// <summary>Stands before acts that a rule of the organisation has reviewed.</summary>
public interface IReviewGate
{
    /// <param name="act">Made only where a rule asks for it; null when there is nothing to do.</param>
    /// <returns>Null: go ahead. Else why not yet; the review has been asked for.</returns>
    Task<Refusal?> Pass(EventSession session, Actor actor, string kind, Func<Task<GatedAct?>> act, CancellationToken ct);
}

/// <summary>Lets somebody ask by hand for the review of an act on a subject, before it is tried.</summary>
public interface IGatedActSource
{
    string Kind { get; }

    /// <returns>Null when there is no such subject, or nothing to review in it.</returns>
    Task<GatedAct?> Of(EventSession session, Guid subject, CancellationToken ct);
}
