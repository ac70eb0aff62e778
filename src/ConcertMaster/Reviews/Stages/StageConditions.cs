using System.Text.Json;
using ConcertMaster.Jsonata;

namespace ConcertMaster.Reviews;

/// <summary>Which stages the data does not call for. A condition that fails calls for its stage: rather one look too many.</summary>
internal static class StageConditions
{
    public static IReadOnlyList<string> PassedOver(IReadOnlyList<ReviewStage> stages, JsonElement data)
    {
        var over = stages.Where(stage => stage.When is { } when && !Holds(when, data)).Select(stage => stage.Id).ToList();
        // Something that was sent to review is looked at by somebody.
        return over.Count == stages.Count ? [.. over.Skip(1)] : over;
    }

    private static bool Holds(string condition, JsonElement data)
    {
        try
        {
            var result = Expression.Parse($"$boolean({condition})").Evaluate(data, EvaluationContext.Empty);
            return !result.IsUndefined && result.ValueKind == JsonValueKind.True;
        }
        catch (JsonataException)
        {
            return true;
        }
    }
}
