using System.Collections.Frozen;
using System.Text.Json;

namespace ConcertMaster.Jsonata;

/// <summary>
/// What the host gives to an evaluation besides its input. The same context and input give the same answer, so an
/// evaluation can be replayed. A context can be shared between threads.
/// </summary>
public sealed record EvaluationContext
{
    /// <summary>A context with nothing in it: default limits, no variables, no time, no chance.</summary>
    public static EvaluationContext Empty { get; } = new();

    /// <summary>
    /// Variables by name, without the <c>$</c>. Nothing is looked at before the expression reads it, so a dictionary
    /// that finds its values only when asked costs nothing for the names that are not read.
    /// </summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<string, JsonElement> Bindings { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>
    /// Functions by name, without the <c>$</c>. They come before the built-in functions of the same name.
    /// </summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<string, HostFunction> Functions { get; init; } =
        FrozenDictionary<string, HostFunction>.Empty;

    /// <summary>What <c>$now</c> and <c>$millis</c> answer.</summary>
    /// <value>Null: expressions that ask for the time fail with <c>H1001</c>.</value>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Where <c>$random</c> and <c>$shuffle</c> begin: the same seed gives the same numbers.</summary>
    /// <value>Null: expressions that ask for chance fail with <c>H1002</c>.</value>
    public long? RandomSeed { get; init; }

    /// <summary>How far the evaluation may go.</summary>
    /// <value><see cref="EvaluationLimits.Default"/>.</value>
    public EvaluationLimits Limits { get; init; } = EvaluationLimits.Default;
}
