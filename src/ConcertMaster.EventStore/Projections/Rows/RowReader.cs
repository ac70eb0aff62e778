using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// Maps rows of a query to records by the naming rules of <see cref="RowProjection{TKey,TRow}"/>: snake_case columns
/// to constructor parameters, then to settable properties. A parameter without a column takes its default value, if
/// it has one; further columns are ignored. Scalars and typed ids map from a single column.
/// </summary>
public static class RowReader
{
    private static readonly ConcurrentDictionary<(Type, string), Delegate> Readers = new();
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>A function that makes one <typeparamref name="T"/> of the row the reader stands on.</summary>
    /// <exception cref="InvalidOperationException">A needed column is missing.</exception>
    public static Func<NpgsqlDataReader, T> For<T>(NpgsqlDataReader reader)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        return (Func<NpgsqlDataReader, T>)Readers.GetOrAdd(
            (typeof(T), string.Join('\n', columns)), static (_, names) => Compile<T>(names), columns);
    }

    /// <summary>The row the reader stands on.</summary>
    public static T Read<T>(NpgsqlDataReader reader) => For<T>(reader)(reader);

    /// <summary>All rows of the current result.</summary>
    public static async Task<List<T>> ReadAll<T>(NpgsqlDataReader reader, CancellationToken ct = default)
    {
        var read = For<T>(reader);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs the command and returns its rows.</summary>
    public static async Task<List<T>> Query<T>(NpgsqlCommand command, CancellationToken ct = default)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadAll<T>(reader, ct);
    }

    private static Func<NpgsqlDataReader, T> Compile<T>(string[] columns)
    {
        var reader = Expression.Parameter(typeof(NpgsqlDataReader));
        var body = columns.Length == 1 && IsScalar(typeof(T))
            ? Column(reader, 0, typeof(T), nullable: false, columns[0])
            : Record(reader, typeof(T), columns);
        return Expression.Lambda<Func<NpgsqlDataReader, T>>(body, reader).Compile();
    }

    private static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string)
        || Nullable.GetUnderlyingType(type) is not null || StoredType.Of(type).DbType != NpgsqlTypes.NpgsqlDbType.Jsonb;

    private static Expression Record(ParameterExpression reader, Type type, string[] columns)
    {
        var make = type.GetConstructors().Where(candidate => !IsCopy(candidate, type))
            .MaxBy(candidate => candidate.GetParameters().Length);
        if (make is null && !type.IsValueType)
            throw new InvalidOperationException($"{type} has no public constructor.");
        var parameters = make?.GetParameters() ?? [];
        var arguments = parameters.Select(parameter => Argument(reader, type, parameter, columns));
        var created = make is null ? Expression.New(type) : Expression.New(make, arguments);
        var bindings = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0
                && !parameters.Any(parameter => SameName(parameter.Name!, property.Name)))
            .Select(property => (property, index: IndexOf(columns, property.Name)))
            .Where(pair => pair.index >= 0)
            .Select(pair => (MemberBinding)Expression.Bind(pair.property, Column(reader, pair.index,
                pair.property.PropertyType, IsNullable(pair.property), columns[pair.index])))
            .ToList();
        return bindings.Count == 0 ? created : Expression.MemberInit(created, bindings);
    }

    private static bool IsCopy(ConstructorInfo candidate, Type type) =>
        candidate.GetParameters() is [var only] && only.ParameterType == type;

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static int IndexOf(string[] columns, string property) =>
        Array.IndexOf(columns, RowColumn.SnakeCase(property));

    private static Expression Argument(
        ParameterExpression reader, Type owner, ParameterInfo parameter, string[] columns)
    {
        var index = IndexOf(columns, parameter.Name!);
        if (index >= 0)
            return Column(reader, index, parameter.ParameterType, IsNullable(parameter), columns[index]);
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue is null
                ? Expression.Default(parameter.ParameterType)
                : Expression.Constant(parameter.DefaultValue, parameter.ParameterType);
        throw new InvalidOperationException(
            $"{owner} needs a column {RowColumn.SnakeCase(parameter.Name!)}; the query returns {string.Join(", ", columns)}.");
    }

    private static Expression Column(ParameterExpression reader, int index, Type type, bool nullable, string name)
    {
        var stored = StoredType.Of(type);
        var value = stored.FromElement(Expression.Call(
            reader, nameof(NpgsqlDataReader.GetFieldValue), [stored.Read], Expression.Constant(index)));
        var absent = nullable || Nullable.GetUnderlyingType(type) is not null
            ? (Expression)Expression.Default(type)
            : Expression.Throw(Expression.Constant(
                new InvalidOperationException($"The column {name} is null, which {type} does not allow.")), type);
        return Expression.Condition(
            Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, Expression.Constant(index)),
            absent, value.Type == type ? value : Expression.Convert(value, type));
    }

    private static bool IsNullable(ParameterInfo parameter)
    {
        lock (Nullability)
            return Allows(Nullability.Create(parameter), parameter.ParameterType);
    }

    private static bool IsNullable(PropertyInfo property)
    {
        lock (Nullability)
            return Allows(Nullability.Create(property), property.PropertyType);
    }

    // A JSON document that is null reads as an undefined element, which is how it was written.
    private static bool Allows(NullabilityInfo info, Type type) =>
        info.WriteState != NullabilityState.NotNull || type == typeof(System.Text.Json.JsonElement);
}
