using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ConcertMaster.Sdk;

/// <summary>How a step ended, or what it waits for.</summary>
public abstract record NodeResult
{
    private NodeResult() { }

    /// <summary>The step is done; the run goes on through <paramref name="Port"/>.</summary>
    public sealed record Completed(JsonElement Output, string Port = "out") : NodeResult;

    /// <summary>The step failed; retry, <c>onError</c> and the error port are the engine's business.</summary>
    public sealed record Failed(string Code, string Message, bool IsTransient = false) : NodeResult;

    /// <summary>
    /// The step waits and holds nothing in memory. It is resumed by a signal that carries its token, or at
    /// <paramref name="Until"/>.
    /// </summary>
    /// <param name="Kind">timer, form, review, callback, run.</param>
    /// <param name="Description">For people: "3 of 50 answers", "review by the emissions team".</param>
    /// <param name="Until">When to resume even without a signal; null for never.</param>
    /// <param name="Details">What the node wants to find again in <see cref="WaitProgress"/>.</param>
    public sealed record Waiting(
        string Kind, string Description, DateTimeOffset? Until = null, JsonElement? Details = null) : NodeResult;

    public static Completed Complete(JsonElement output, string port = "out") => new(output, port);

    public static Completed Complete<T>(T output, string port = "out") =>
        new(JsonSerializer.SerializeToElement(output, JsonFor(typeof(T))), port);

    /// <summary>How outputs are written: camelCase.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly ConditionalWeakTable<Assembly, JsonSerializerOptions> OfPlugins = [];

    // Options remember every type they have met. A plug-in's types are remembered by options that go with the plug-in.
    private static JsonSerializerOptions JsonFor(Type type) => !type.IsCollectible ? Json
        : OfPlugins.GetValue(type.Assembly, _ => new(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        });
}

/// <summary>A signal that reached a waiting step.</summary>
/// <param name="Kind">Such as <c>response.submitted</c>, <c>review.decided</c>, <c>callback</c>.</param>
/// <param name="Key">Distinguishes signals of one kind; the same key arrives once.</param>
public sealed record Signal(string Kind, string Key, JsonElement Data, DateTimeOffset At);

/// <summary>Everything a waiting step has heard so far, oldest first, and whether its time has come.</summary>
public sealed record WaitProgress(
    IReadOnlyList<Signal> Signals, JsonElement? Details, bool IsDue, DateTimeOffset Now);
