using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Testing;

namespace ConcertMaster.Architecture.Tests;

/// <summary>
/// Names and shapes of events are what is stored for good. Each slice's are kept in <c>Snapshots/Events/</c>: a change
/// there is seen in review, and a released shape is only ever added to.
/// </summary>
public sealed class EventCatalogueTests
{
    private static readonly Assembly Application = typeof(ConcertMasterApp).Assembly;

    private static readonly JsonNamingPolicy CamelCase = JsonNamingPolicy.CamelCase;

    internal static readonly Type[] Events =
        [.. Application.GetTypes().Where(type => type.IsDefined(typeof(EventNameAttribute), inherit: false))];

    [Fact]
    public void Every_event_has_a_stored_name()
    {
        // What a family of events has in common is an abstract record that is called …Event.
        var families = Application.GetTypes().Where(type =>
            type is { IsClass: true, IsAbstract: true } && type.Name.EndsWith("Event", StringComparison.Ordinal));
        families.SelectMany(family => Application.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(family)))
            .Where(type => !type.IsDefined(typeof(EventNameAttribute), inherit: false)).Select(type => type.FullName!)
            .ShouldBeNone("Write the stored name out, as in [EventName(\"review.approved.v1\")], on:");
    }

    [Fact]
    public void A_stored_name_is_a_noun_a_past_tense_and_a_version() =>
        Events.Select(NameOf).Where(name => !System.Text.RegularExpressions.Regex.IsMatch(
                name, @"^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*\.v[1-9]\d*$"))
            .ShouldBeNone("A stored name reads like review.approved.v1. Mend:");

    [Fact]
    public void The_stored_shapes_are_those_of_the_snapshot()
    {
        foreach (var slice in Events.GroupBy(type => type.Namespace!.Split('.')[1]))
        {
            var lines = slice.OrderBy(NameOf, StringComparer.Ordinal).SelectMany(Describe);
            Snapshot.Of($"Snapshots/Events/{slice.Key}.txt").ShouldMatch(string.Join('\n', lines) + "\n");
        }
    }

    internal static string NameOf(Type type) => type.GetCustomAttribute<EventNameAttribute>()!.Name;

    private static IEnumerable<string> Describe(Type type) =>
    [
        NameOf(type), .. StoredProperties(type).Select(property => $"  {property.Name}: {property.Shape}"),
    ];

    internal static IEnumerable<(string Name, string Shape)> StoredProperties(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        // What cannot be set is computed from the rest, and not read back.
        .Where(property => property.SetMethod is not null && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
        .Select(property => (JsonName(property), Shape(property.PropertyType, IsOptional(property))))
        .OrderBy(pair => pair.Item1, StringComparer.Ordinal);

    private static string JsonName(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? CamelCase.ConvertName(property.Name);

    private static bool IsOptional(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static string Shape(Type type, bool isOptional = false)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return Name(inner) + (isOptional ? "?" : "");
    }

    private static string Name(Type type)
    {
        if (type.IsEnum) return string.Join(" | ", Enum.GetNames(type).Select(CamelCase.ConvertName));
        if (type == typeof(string)) return "text";
        if (type.IsArray) return $"[{Name(type.GetElementType()!)}]";
        if (type.IsGenericType && type.GetInterfaces().Append(type).Any(IsDictionary))
            return $"{{{string.Join(": ", type.GetGenericArguments().Select(Name))}}}";
        if (type.IsGenericType && type.GetInterfaces().Any(i => i == typeof(System.Collections.IEnumerable)))
            return $"[{Name(type.GetGenericArguments()[0])}]";
        var isOurs = type.Namespace?.StartsWith("ConcertMaster", StringComparison.Ordinal) == true;
        return isOurs && !type.IsValueType
            ? $"{type.Name} {{ {string.Join(", ", StoredProperties(type).Select(p => $"{p.Name}: {p.Shape}"))} }}"
            : type.Name;
    }

    private static bool IsDictionary(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);
}
