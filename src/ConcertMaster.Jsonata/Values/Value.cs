using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Jsonata.Functions;

namespace ConcertMaster.Jsonata.Values;

/// <summary>
/// One value of the language in two machine words. Numbers and booleans need no allocation, text is the string itself,
/// and arrays and objects of the input stay where they are until somebody looks into them.
/// </summary>
internal readonly struct Value
{
    private readonly object? _reference;
    private readonly double _number;

    private Value(object? reference, double number)
    {
        _reference = reference;
        _number = number;
    }

    public static Value Undefined => default;

    public static Value Null => new(Marker.Null, 0);

    public static Value True => new(Marker.Boolean, 1);

    public static Value False => new(Marker.Boolean, 0);

    public ValueKind Kind
    {
        get
        {
            if (_reference is null)
            {
                return ValueKind.Undefined;
            }
            // Only strings and heap objects are ever stored, so the cast cannot fail; this is the hottest test there
            // is.
            return _reference.GetType() == typeof(string) ? ValueKind.String : Unsafe.As<Heap>(_reference).Kind;
        }
    }

    public bool IsUndefined => _reference is null;

    public bool IsNull => ReferenceEquals(_reference, Marker.Null);

    public bool IsNumber => ReferenceEquals(_reference, Marker.Number);

    public bool IsBoolean => ReferenceEquals(_reference, Marker.Boolean);

    public bool IsString => _reference is string;

    public bool IsArray => _reference is ArrayValue;

    public bool IsObject => _reference is ObjectValue;

    public bool IsFunction => _reference is FunctionValue;

    public double Number => _number;

    public bool Boolean => _number != 0;

    public string String => Unsafe.As<string>(_reference)!;

    public ArrayValue? AsArray => _reference as ArrayValue;

    public ObjectValue? AsObject => _reference as ObjectValue;

    public FunctionValue? AsFunction => _reference as FunctionValue;

    public Tuple? AsTuple => _reference as Tuple;

    public string? AsString => _reference as string;

    public static Value Of(double number) => new(Marker.Number, number);

    public static Value Of(bool boolean) => new(Marker.Boolean, boolean ? 1 : 0);

    public static Value Of(string text) => new(text, 0);

    public static Value Of(Heap heap) => new(heap, 0);

    public static Value From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Of(new ObjectValue(element)),
        JsonValueKind.Array => Of(new ArrayValue(element)),
        JsonValueKind.String => Of(JsonText.Read(element)),
        JsonValueKind.Number => Of(JsonText.ReadNumber(element)),
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.Null => Null,
        _ => Undefined,
    };

    public static Value From(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return Null;
            case JsonObject map:
                return Of(new ObjectValue(map));
            case JsonArray list:
                return Of(new ArrayValue(list));
            default:
                var scalar = node.AsValue();
                return scalar.TryGetValue<JsonElement>(out var element)
                    ? From(element)
                    : From(JsonSerializer.SerializeToElement(scalar));
        }
    }

    /// <summary>The same number, text, boolean or null; for arrays, objects and functions the very same one.</summary>
    public bool IsIdenticalTo(in Value other) => Kind == other.Kind && Kind switch
    {
        ValueKind.Number or ValueKind.Boolean => _number == other._number,
        ValueKind.String => string.Equals(String, other.String),
        ValueKind.Object => _reference is ObjectValue left && other._reference is ObjectValue right
            && ObjectValue.IsSame(left, right),
        ValueKind.Array => ArrayValue.IsSame(AsArray!, other.AsArray!),
        ValueKind.Function => ReferenceEquals(_reference, other._reference),
        _ => true,
    };
}
