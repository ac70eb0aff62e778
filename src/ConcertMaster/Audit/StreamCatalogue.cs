using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Audit;

/// <summary>
/// How every kind of stream folds, so that any of them can be replayed. Found by looking for the deciders themselves:
/// a slice cannot forget to make its streams auditable.
/// </summary>
internal sealed class StreamCatalogue
{
    private readonly Dictionary<string, StreamFold> _folds = typeof(StreamCatalogue).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType.IsGenericType
            && field.FieldType.GetGenericTypeDefinition() == typeof(Decider<,>))
        .Select(field => StreamFold.Of(field.GetValue(null)!))
        .ToDictionary(fold => fold.StreamType, StringComparer.Ordinal);

    public IReadOnlyCollection<string> StreamTypes => _folds.Keys;

    /// <summary>Null for a stream type that no slice knows.</summary>
    public StreamFold? Find(string? streamType) => streamType is null ? null : _folds.GetValueOrDefault(streamType);
}

/// <summary>Folds the events of one kind of stream, without knowing its types.</summary>
internal sealed record StreamFold(string StreamType, object Initial, Func<object, object, object> Evolve)
{
    public static StreamFold Of(object decider) => (StreamFold)typeof(StreamFold)
        .GetMethod(nameof(OfTyped), BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(decider.GetType().GetGenericArguments())
        .Invoke(null, [decider])!;

    /// <summary>
    /// The state as JSON; where it is one of several cases, with the name of its case under <c>$state</c>, such as
    /// <c>Active</c>.
    /// </summary>
    public static JsonNode? ToJson(object state)
    {
        var json = JsonSerializer.SerializeToNode(state, state.GetType(), AppJson.Options);
        var isCase = state.GetType().DeclaringType is not null;
        if (!isCase || json is not JsonObject members) return json;
        var named = new JsonObject { ["$state"] = state.GetType().Name };
        foreach (var (name, value) in members) named[name] = value?.DeepClone();
        return named;
    }

    private static StreamFold OfTyped<TState, TEvent>(Decider<TState, TEvent> decider) where TEvent : class =>
        new(decider.StreamType, decider.Initial!, (state, @event) => decider.Evolve((TState)state, (TEvent)@event)!);
}
