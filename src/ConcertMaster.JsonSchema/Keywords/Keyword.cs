using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>A keyword that concerns values of every kind.</summary>
internal abstract class Keyword
{
    public abstract bool Evaluate(JsonValue value, Run run, Marks? marks);
}
