using System.Text.Json;

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

/// <summary>An event of another slice that changes something that may be under review.</summary>
public interface IReviewedSubjectChanged
{
    string SubjectKind { get; }

    string SubjectId { get; }

    /// <summary>The whole data as it is now.</summary>
    JsonElement SubjectData { get; }

    /// <summary>A user's id or an e-mail address: who changed it decides on it no more.</summary>
    string ChangedBy { get; }
}

/// <summary>The stored facts behind the two interfaces, for read models of other slices.</summary>
public static class ReviewFacts
{
    public static readonly IReadOnlyCollection<Type> Types = [typeof(ReviewRequested), typeof(ReviewDecided)];
}
