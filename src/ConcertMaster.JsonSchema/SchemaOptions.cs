using System.Collections.Immutable;
using System.Text.Json;

namespace ConcertMaster.JsonSchema;

/// <summary>How a schema is compiled, and how much work a validation may do. Every limit has a safe default.</summary>
public sealed record SchemaOptions
{
    /// <summary>The options that are used when none are given.</summary>
    public static SchemaOptions Default { get; } = new();

    /// <summary>The draft of a schema that names none in <c>$schema</c>.</summary>
    /// <value><see cref="Draft.Draft202012"/>.</value>
    public Draft DefaultDraft { get; init; } = Draft.Draft202012;

    /// <summary>Whether <c>format</c> decides on validity. By the specification it is only a remark.</summary>
    /// <value><see langword="false"/>.</value>
    public bool AssertFormats { get; init; }

    /// <summary>
    /// Whether <c>contentEncoding</c> and <c>contentMediaType</c> decide on validity (base64 and JSON are known).
    /// </summary>
    /// <value><see langword="false"/>.</value>
    public bool AssertContent { get; init; }

    /// <summary>
    /// Other documents that <c>$ref</c> and <c>$schema</c> may lead to, by absolute address without fragment.
    /// Meta-schemas of all drafts are always known. Nothing is ever fetched from a network.
    /// </summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<string, JsonElement> Documents { get; init; } =
        ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>How deeply schemas may be applied within each other before validation gives up.</summary>
    /// <value>512.</value>
    public int DepthMax { get; init => field = Within(1, value, 2_000, nameof(DepthMax)); } = 512;

    /// <summary>
    /// How many schemas may be applied in one validation before it gives up; looking through 32 bytes of an object or
    /// array counts as one more.
    /// </summary>
    /// <value>20 million.</value>
    public long StepCountMax
    {
        get;
        init => field = Within(1, value, long.MaxValue, nameof(StepCountMax));
    } = 20_000_000;

    /// <summary>How many errors are reported at most; the verdict does not depend on it.</summary>
    /// <value>1,000.</value>
    public int ErrorCountMax { get; init => field = Within(1, value, 1_000_000, nameof(ErrorCountMax)); } = 1_000;

    /// <summary>
    /// How long one match of a regular expression may take; those that backtrack, in one validation together ten times as long.
    /// </summary>
    /// <value>100 milliseconds.</value>
    public TimeSpan PatternTimeMax { get; init => field = Positive(value); } = TimeSpan.FromMilliseconds(100);

    private static int Within(int low, int value, int high, string name) => (int)Within(low, value, (long)high, name);

    private static long Within(long low, long value, long high, string name) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {low} to {high}.");

    private static TimeSpan Positive(TimeSpan value) =>
        value > TimeSpan.Zero && value <= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(PatternTimeMax), value, "PatternTimeMax must be above zero and at most one minute.");
}
