using System.Globalization;
using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary><c>unevaluatedProperties</c> and <c>unevaluatedItems</c>: for what nobody else has looked at.</summary>
internal sealed class UnevaluatedRules(SchemaNode? properties, SchemaNode? items)
{
    public bool Evaluate(JsonElement value, Run run, Marks marks) => value.ValueKind switch
    {
        JsonValueKind.Object when properties is not null => EvaluateProperties(properties, value, run, marks),
        JsonValueKind.Array when items is not null => EvaluateItems(items, value, run, marks),
        _ => true,
    };

    private static bool EvaluateProperties(SchemaNode node, JsonElement value, Run run, Marks marks)
    {
        var valid = true;
        var ordinal = 0;
        foreach (var property in value.EnumerateObject())
        {
            if (marks.Has(ordinal++)) continue;
            valid &= run.Collecting
                ? run.Descend(
                    node, property.Value, "unevaluatedProperties", PointerText.Escape(JsonText.Name(property)))
                : node.Evaluate(property.Value, run, null);
            if (!valid && !run.Collecting) return false;
        }

        marks.AddAll();
        return valid;
    }

    private static bool EvaluateItems(SchemaNode node, JsonElement value, Run run, Marks marks)
    {
        var valid = true;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (!marks.Has(index))
            {
                valid &= run.Collecting
                    ? run.Descend(node, item, "unevaluatedItems", index.ToString(CultureInfo.InvariantCulture))
                    : node.Evaluate(item, run, null);
                if (!valid && !run.Collecting) return false;
            }

            index++;
        }

        marks.AddAll();
        return valid;
    }
}
