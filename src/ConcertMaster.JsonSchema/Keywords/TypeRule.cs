using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary><c>type</c>.</summary>
internal sealed class TypeRule
{
    private readonly int kinds;
    private readonly bool allowsIntegers;
    private readonly bool byLiteral;
    private readonly string message;

    public TypeRule(IReadOnlyList<string> types, Draft draft)
    {
        foreach (var type in types)
        {
            if (type == "integer") allowsIntegers = true;
            else kinds |= KindsOf(type);
        }

        byLiteral = draft == Draft.Draft4;
        message = Messages.Type(types);
    }

    public static bool IsKnown(string type) => type == "integer" || KindsOf(type) != 0;

    public bool Evaluate(JsonValueKind kind, JsonElement value, Run run)
    {
        if ((kinds & (1 << (int)kind)) != 0) return true;
        if (allowsIntegers && kind == JsonValueKind.Number)
        {
            var number = JsonNumber.Read(value);
            // Draft 4 speaks of how a number is written; later drafts of its value, so that 1.0 is an integer.
            if (byLiteral ? number.IsIntegerLiteral : number.IsInteger) return true;
        }

        return run.Fail("type", message);
    }

    private static int KindsOf(string type) => type switch
    {
        "object" => 1 << (int)JsonValueKind.Object,
        "array" => 1 << (int)JsonValueKind.Array,
        "string" => 1 << (int)JsonValueKind.String,
        "number" => 1 << (int)JsonValueKind.Number,
        "boolean" => (1 << (int)JsonValueKind.True) | (1 << (int)JsonValueKind.False),
        "null" => 1 << (int)JsonValueKind.Null,
        _ => 0,
    };
}
