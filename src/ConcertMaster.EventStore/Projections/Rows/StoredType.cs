using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using ConcertMaster.EventStore.Serialization;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// How a .NET type is kept in a column. Enums are text in camelCase as in event data; a record around one
/// <c>Value</c> is that value; lists of text are <c>text[]</c>; whatever has no column type of its own is <c>jsonb</c>.
/// </summary>
/// <param name="Element">Type of the array elements sent to the database.</param>
/// <param name="ToElement">From the property's value to the element.</param>
/// <param name="FromElement">From what the reader returns (of type <paramref name="Element"/>) to the property.</param>
internal sealed record StoredType(
    Type Element, NpgsqlDbType DbType, string Name, string? CastTo,
    Func<Expression, Expression> ToElement, Func<Expression, Expression> FromElement)
{
    private static readonly Dictionary<Type, (NpgsqlDbType, string)> Plain = new()
    {
        [typeof(string)] = (NpgsqlDbType.Text, "text"),
        [typeof(bool)] = (NpgsqlDbType.Boolean, "boolean"),
        [typeof(short)] = (NpgsqlDbType.Smallint, "smallint"),
        [typeof(int)] = (NpgsqlDbType.Integer, "integer"),
        [typeof(long)] = (NpgsqlDbType.Bigint, "bigint"),
        [typeof(float)] = (NpgsqlDbType.Real, "real"),
        [typeof(double)] = (NpgsqlDbType.Double, "double precision"),
        [typeof(decimal)] = (NpgsqlDbType.Numeric, "numeric"),
        [typeof(Guid)] = (NpgsqlDbType.Uuid, "uuid"),
        [typeof(DateOnly)] = (NpgsqlDbType.Date, "date"),
        [typeof(TimeSpan)] = (NpgsqlDbType.Interval, "interval"),
    };

    public static StoredType Of(Type type)
    {
        if (Plain.TryGetValue(type, out var plain))
            return new(type, plain.Item1, plain.Item2, null, value => value, value => value);
        if (type == typeof(DateTimeOffset))
            return new(type, NpgsqlDbType.TimestampTz, "timestamptz", null,
                value => Expression.Call(value, nameof(DateTimeOffset.ToUniversalTime), null), value => value);
        if (type.IsEnum) return Enumeration(type);
        if (Nullable.GetUnderlyingType(type) is { } inner) return Optional(type, Of(inner));
        if (typeof(IEnumerable<string>).IsAssignableFrom(type)) return TextList(type);
        return Wrapped(type) ?? Json(type);
    }

    private static StoredType Enumeration(Type type) => new(typeof(string), NpgsqlDbType.Text, "text", null,
        value => Expression.Call(typeof(StoredType), nameof(EnumText), [type], value),
        value => Expression.Call(typeof(StoredType), nameof(EnumValue), [type], value));

    private static StoredType Optional(Type type, StoredType inner)
    {
        var element = inner.Element.IsValueType ? typeof(Nullable<>).MakeGenericType(inner.Element) : inner.Element;
        return inner with
        {
            Element = element,
            ToElement = value => Expression.Condition(Expression.Property(value, "HasValue"),
                Expression.Convert(inner.ToElement(Expression.Property(value, "Value")), element),
                Expression.Default(element)),
            // Nulls never get here: the reader gives the default for them.
            FromElement = value => Expression.Convert(inner.FromElement(
                value.Type == inner.Element ? value : Expression.Convert(value, inner.Element)), type),
        };
    }

    // Arrays of arrays of different lengths cannot be unnested, so that each list travels as text.
    private static StoredType TextList(Type type) => new(typeof(string), NpgsqlDbType.Text, "text", "text[]",
        value => Expression.Call(typeof(StoredType), nameof(ArrayLiteral), null,
            Expression.Convert(value, typeof(IEnumerable<string>))),
        value => type.IsAssignableFrom(typeof(string[]))
            ? Expression.Convert(value, type)
            : Expression.New(type.GetConstructor([typeof(IEnumerable<string>)])
                ?? throw new NotSupportedException($"{type} cannot be made from a list of texts."), value))
    {
        Read = typeof(string[]),
    };

    private static StoredType? Wrapped(Type type)
    {
        if (type.GetProperty("Value") is not { } value || type.GetConstructor([value.PropertyType]) is not { } make
            || type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Length != 1) return null;
        var inner = Of(value.PropertyType);
        return inner with
        {
            ToElement = owner => type.IsValueType
                ? inner.ToElement(Expression.Property(owner, value))
                : Expression.Condition(Expression.ReferenceEqual(owner, Expression.Constant(null, type)),
                    Expression.Default(inner.Element), inner.ToElement(Expression.Property(owner, value))),
            FromElement = element => Expression.New(make, inner.FromElement(element)),
        };
    }

    private static StoredType Json(Type type) => new(typeof(string), NpgsqlDbType.Jsonb, "jsonb", null,
        value => Expression.Call(typeof(StoredType), nameof(JsonText), [type], value),
        value => Expression.Call(typeof(StoredType), nameof(JsonValue), [type], value));

    /// <summary>What the reader returns for the column, where it differs from what was sent.</summary>
    public Type Read { get => field ?? Nullable.GetUnderlyingType(Element) ?? Element; init; }

    private static string EnumText<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static T EnumValue<T>(string text) where T : struct, Enum => Enum.Parse<T>(text, ignoreCase: true);

    private static string? ArrayLiteral(IEnumerable<string>? items) =>
        items is null ? null : "{" + string.Join(',', items.Select(Quoted)) + "}";

    private static string Quoted(string item) => "\"" + item
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string? JsonText<T>(T value) =>
        value switch
        {
            null or JsonElement { ValueKind: JsonValueKind.Undefined } => null,
            JsonElement element => element.GetRawText(),
            _ => JsonSerializer.Serialize(value, EventCatalogue.DefaultJson),
        };

    private static T JsonValue<T>(string text) => JsonSerializer.Deserialize<T>(text, EventCatalogue.DefaultJson)!;
}
