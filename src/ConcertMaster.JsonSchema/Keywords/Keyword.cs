using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>A keyword that concerns values of every kind.</summary>
internal abstract class Keyword
{
    public abstract bool Evaluate(JsonElement value, Run run, Marks? marks);
}
