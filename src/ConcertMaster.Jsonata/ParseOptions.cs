namespace ConcertMaster.Jsonata;

/// <summary>How much of an expression <see cref="Expression.Parse"/> is willing to read.</summary>
public sealed record ParseOptions
{
    /// <summary>The options used where none are given.</summary>
    public static ParseOptions Default { get; } = new();

    /// <summary>Longest expression, in UTF-16 units; a longer one fails with <c>S0501</c>.</summary>
    /// <value>100,000.</value>
    public int LengthMax { get; init; } = 100_000;

    /// <summary>Deepest nesting of an expression; a deeper one fails with <c>S0502</c>.</summary>
    /// <value>500.</value>
    public int DepthMax { get; init; } = 500;
}
