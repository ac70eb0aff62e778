using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Serialization;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// One property of a record and the column it is stored in: how to name it, how to pack many values of it into one
/// array parameter, and how the SQL turns an element of that array into the column's value.
/// </summary>
internal abstract class RowColumn
{
    public required string Name { get; init; }
    public required string Property { get; init; }
    public required NpgsqlDbType ArrayType { get; init; }

    /// <summary>The PostgreSQL type of the array's elements, such as <c>uuid</c>.</summary>
    public required string ElementType { get; init; }

    /// <summary>The type an element is cast to on its way into the column; null where it has it already.</summary>
    public string? CastTo { get; init; }

    public abstract Array Pack(IReadOnlyList<object> owners);

    public static string SnakeCase(string property)
    {
        var text = new StringBuilder(property.Length + 8);
        for (var i = 0; i < property.Length; i++)
        {
            var starts = char.IsUpper(property[i]) && i > 0
                && (!char.IsUpper(property[i - 1]) || (i + 1 < property.Length && char.IsLower(property[i + 1])));
            if (starts) text.Append('_');
            text.Append(char.ToLowerInvariant(property[i]));
        }
        return text.ToString();
    }

    /// <exception cref="NotSupportedException">The type of the property has no column type.</exception>
    public static RowColumn Of(PropertyInfo property)
    {
        var stored = StoredType.Of(property.PropertyType);
        return (RowColumn)typeof(RowColumn).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(stored.Element).Invoke(null, [property, stored])!;
    }

    private static RowColumn<T> Make<T>(PropertyInfo property, StoredType stored)
    {
        var owner = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(owner, property.DeclaringType!), property);
        return new(Expression.Lambda<Func<object, T>>(stored.ToElement(value), owner).Compile())
        {
            Name = SnakeCase(property.Name),
            Property = property.Name,
            ArrayType = NpgsqlDbType.Array | stored.DbType,
            ElementType = stored.Name,
            CastTo = stored.CastTo,
        };
    }
}

internal sealed class RowColumn<T>(Func<object, T> get) : RowColumn
{
    public override Array Pack(IReadOnlyList<object> owners)
    {
        var values = new T[owners.Count];
        for (var i = 0; i < values.Length; i++) values[i] = get(owners[i]);
        return values;
    }
}
