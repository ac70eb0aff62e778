using System.Globalization;
using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary><c>unevaluatedProperties</c> and <c>unevaluatedItems</c>: for what nobody else has looked at.</summary>
internal sealed class UnevaluatedRules(SchemaNode? properties, SchemaNode? items)
{
    public bool Evaluate(JsonValue value, Run run, Marks marks) => value.Kind switch
    {
        JsonValueKind.Object when properties is not null => EvaluateProperties(properties, value, run, marks),
        JsonValueKind.Array when items is not null => EvaluateItems(items, value, run, marks),
        _ => true,
    };

    private static bool EvaluateProperties(SchemaNode node, JsonValue value, Run run, Marks marks)
    {
        var valid = true;
        var members = value.Members;
        for (var ordinal = 0; members.MoveNext(); ordinal++)
        {
            var errorsBefore = run.ErrorCount;
            if (marks.Has(ordinal) || node.Evaluate(members.Value, run, null)) continue;
            if (!run.Collecting) return false;
            valid = run.FailBelow(errorsBefore, "/unevaluatedProperties", PointerText.Step(members.Name));
        }

        marks.AddAll();
        return valid;
    }

    private static bool EvaluateItems(SchemaNode node, JsonValue value, Run run, Marks marks)
    {
        var valid = true;
        var items = value.Items;
        for (var index = 0; items.MoveNext(); index++)
        {
            var errorsBefore = run.ErrorCount;
            if (marks.Has(index) || node.Evaluate(items.Current, run, null)) continue;
            if (!run.Collecting) return false;
            valid = run.FailBelow(errorsBefore, "/unevaluatedItems", PointerText.Step(index));
        }

        marks.AddAll();
        return valid;
    }
}
