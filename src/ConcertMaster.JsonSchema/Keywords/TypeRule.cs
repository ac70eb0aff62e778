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

    /// <summary>Whether a number is only allowed when it is an integer, which has to be asked extra.</summary>
    public bool WantsInteger => allowsIntegers && (kinds & (1 << (int)JsonValueKind.Number)) == 0;

    public bool Allows(JsonValueKind kind) => (kinds & (1 << (int)kind)) != 0;

    public bool Evaluate(JsonValueKind kind, Run run) => Allows(kind) || run.Fail("type", message);

    public bool EvaluateInteger(in JsonNumber number, Run run)
    {
        // Draft 4 speaks of how a number is written; later drafts of its value, so that 1.0 is an integer.
        return (byLiteral ? number.IsIntegerLiteral : number.IsInteger) || run.Fail("type", message);
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
