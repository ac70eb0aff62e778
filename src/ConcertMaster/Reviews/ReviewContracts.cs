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

/// <summary>The stored facts behind the two interfaces, for read models of other slices.</summary>
public static class ReviewFacts
{
    public static readonly IReadOnlyCollection<Type> Types = [typeof(ReviewRequested), typeof(ReviewDecided)];
}
