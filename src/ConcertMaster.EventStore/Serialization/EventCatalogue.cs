using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Projections;

namespace ConcertMaster.EventStore.Serialization;

/// <summary>An alias in the log that no registered type or upcaster knows.</summary>
public sealed class UnknownEventException(string eventName)
    : Exception($"The log holds an event named '{eventName}', which no registered type or upcaster knows. " +
                "Register the type that carries this [EventName], or an upcaster from it.")
{
    /// <summary>The name that nobody knows.</summary>
    public string EventName { get; } = eventName;
}

/// <summary>Maps event types to their stored names and back, and turns them into JSON and back. Immutable.</summary>
public sealed class EventCatalogue
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _names;
    private readonly FrozenDictionary<string, IUpcaster> _upcasters;
    private readonly FrozenDictionary<Type, string> _dotnetNames;

    /// <summary>How event data is written: camelCase, enums as text, nulls written.</summary>
    public static readonly JsonSerializerOptions DefaultJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <param name="types">Types that carry <see cref="EventNameAttribute"/>; the store's own, which record what
    /// operators do, are always known.</param>
    /// <exception cref="ArgumentException">A type without a name, or two types with the same name.</exception>
    public EventCatalogue(
        IEnumerable<Type> types, IEnumerable<IUpcaster>? upcasters = null, JsonSerializerOptions? json = null)
    {
        var byName = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in types.Concat(OperatorEvent.Types).Distinct())
        {
            var name = type.GetCustomAttribute<EventNameAttribute>()?.Name
                ?? throw new ArgumentException($"{type} has no [EventName].", nameof(types));
            if (!byName.TryAdd(name, type))
                throw new ArgumentException($"'{name}' names both {byName[name]} and {type}.", nameof(types));
        }
        _types = byName.ToFrozenDictionary(StringComparer.Ordinal);
        _names = byName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
        _dotnetNames = byName.Values.ToFrozenDictionary(
            type => type, type => $"{type.FullName}, {type.Assembly.GetName().Name}");
        _upcasters = (upcasters ?? []).ToFrozenDictionary(upcaster => upcaster.From, StringComparer.Ordinal);
        Json = json ?? DefaultJson;
    }

    /// <summary>Every type of these assemblies that carries <see cref="EventNameAttribute"/>.</summary>
    public static EventCatalogue FromAssemblies(params IEnumerable<Assembly> assemblies) => new(
        assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<EventNameAttribute>() is not null));

    /// <summary>How event data is written and read.</summary>
    /// <value><see cref="DefaultJson"/>.</value>
    public JsonSerializerOptions Json { get; }

    /// <summary>All stored names, sorted.</summary>
    public IEnumerable<string> Names => _types.Keys.Order(StringComparer.Ordinal);

    /// <summary>The registered types by their stored names.</summary>
    public IReadOnlyDictionary<string, Type> Types => _types;

    /// <exception cref="ArgumentException">The type is not registered.</exception>
    public string NameOf(Type type) => _names.TryGetValue(type, out var name)
        ? name
        : throw new ArgumentException($"{type} is not a registered event type.", nameof(type));

    /// <summary>What Marten keeps in <c>mt_dotnet_type</c>.</summary>
    internal string DotnetNameOf(Type type) => _dotnetNames[type];

    internal static string? DeclaredName(Type type) => type.GetCustomAttribute<EventNameAttribute>()?.Name;

    /// <summary>
    /// The stored names under which events of these types may be found: their own and those that are upcast to
    /// them. A base type or interface stands for every registered type below it. Null for null.
    /// </summary>
    public IReadOnlyCollection<string>? NamesOf(IReadOnlyCollection<Type>? types)
    {
        if (types is null) return null;
        var names = _types.Where(pair => types.Any(type => type.IsAssignableFrom(pair.Value)))
            .Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        int count;
        do
        {
            count = names.Count;
            names.UnionWith(_upcasters.Values.Where(upcaster => names.Contains(upcaster.To))
                .Select(upcaster => upcaster.From));
        }
        while (names.Count > count);
        return names;
    }

    internal byte[] SerializeToUtf8(object data) => JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), Json);

    /// <summary>The JSON that is stored for an event.</summary>
    public string Serialize(object data) => JsonSerializer.Serialize(data, data.GetType(), Json);

    /// <exception cref="UnknownEventException">No type or upcaster knows the name.</exception>
    public object Deserialize(string eventName, ReadOnlySpan<byte> utf8Json)
    {
        if (_types.TryGetValue(eventName, out var type))
            return JsonSerializer.Deserialize(utf8Json, type, Json)
                ?? throw new JsonException($"The data of an event '{eventName}' is null.");
        if (!_upcasters.ContainsKey(eventName)) throw new UnknownEventException(eventName);
        return Upcast(eventName, JsonNode.Parse(utf8Json)!.AsObject());
    }

    private object Upcast(string eventName, JsonObject data)
    {
        while (_upcasters.TryGetValue(eventName, out var upcaster))
        {
            data = upcaster.Upcast(data);
            eventName = upcaster.To;
        }
        return _types.TryGetValue(eventName, out var type)
            ? data.Deserialize(type, Json)!
            : throw new UnknownEventException(eventName);
    }
}
