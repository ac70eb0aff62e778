using System.Reflection;
using System.Text;

namespace ConcertMaster.Architecture.Tests;

/// <summary>
/// What others may build on, name by name: a change to it is a change to a committed file, and so is seen in review.
/// </summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    [Theory]
    [InlineData("ConcertMaster.EventStore")]
    [InlineData("ConcertMaster.Jsonata")]
    [InlineData("ConcertMaster.JsonSchema")]
    [InlineData("ConcertMaster.Sdk")]
    public void The_public_surface_is_the_one_that_was_shipped(string library)
    {
        var lines = Assembly.Load(library).GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal);
        Snapshot.Of($"/src/{library}/PublicAPI.Shipped.txt").ShouldMatch(string.Join('\n', lines) + "\n");
    }

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Name(type)} : {Kind(type)}{Bases(type)}";
        foreach (var member in type.GetMembers(Declared).Where(member => !member.Name.Contains('<') && IsVisible(member)))
        {
            if (Describe(member) is { } text) yield return $"{Name(type)}.{text}";
        }
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        var bases = new List<Type>();
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object)) bases.Add(parent);
        bases.AddRange(type.GetInterfaces().Where(one => one.IsVisible && !type.IsEnum));
        return bases.Count == 0 ? "" : $", {string.Join(", ", bases.Select(Name).Order(StringComparer.Ordinal))}";
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(true).Any(IsVisible),
        EventInfo @event => IsVisible(@event.AddMethod!),
        _ => false, // nested types are listed by themselves
    };

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method => $"{Prefix(method)}{method.Name}{Generics(method)}({Parameters(method)})"
            + $" -> {Name(method.ReturnType)}{Mark(() => Nullability.Create(method.ReturnParameter), method.ReturnType)}",
        PropertyInfo property => $"{Prefix(property.GetAccessors(true)[0])}{property.Name} {{ {Accessors(property)}}}"
            + $" -> {Name(property.PropertyType)}{Mark(() => Nullability.Create(property), property.PropertyType)}",
        FieldInfo { IsSpecialName: true } => null,
        FieldInfo { IsLiteral: true } field => $"{field.Name} = {field.GetRawConstantValue() ?? "null"}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{field.Name} -> {Name(field.FieldType)}",
        EventInfo @event => $"event {@event.Name} -> {Name(@event.EventHandlerType!)}",
        _ => null,
    };

    private static string Prefix(MethodInfo method) => method switch
    {
        { IsStatic: true, IsAbstract: true } => "static abstract ",
        { IsStatic: true } => "static ",
        { IsAbstract: true, DeclaringType.IsInterface: false } => "abstract ",
        { IsVirtual: true, IsFinal: false, DeclaringType: { IsInterface: false, IsSealed: false } } => "virtual ",
        _ => "",
    };

    private static string Accessors(PropertyInfo property)
    {
        var text = new StringBuilder();
        if (property.GetMethod is { } get && IsVisible(get)) text.Append("get; ");
        if (property.SetMethod is { } set && IsVisible(set))
        {
            var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
            text.Append(isInit ? "init; " : "set; ");
        }
        return text.ToString();
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)}{Mark(() => Nullability.Create(parameter), parameter.ParameterType)}"
        + $" {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    /// <summary>A question mark where a reference may be null.</summary>
    private static string Mark(Func<NullabilityInfo> info, Type type) =>
        !type.IsValueType && !type.IsByRef && info().ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Name(Type type)
    {
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return $"{Name(inner)}?";
        if (type.IsGenericParameter) return type.Name;
        var isOurs = type.Namespace?.StartsWith("ConcertMaster", StringComparison.Ordinal) == true;
        var simple = type.Name.Split('`')[0];
        var name = type.DeclaringType is { } outer ? $"{Name(outer).Split('<')[0]}.{simple}"
            : isOurs ? $"{type.Namespace}.{simple}" : simple;
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
