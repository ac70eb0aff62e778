using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Persons;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Responses;

/// <summary>Seals answers that replace others. Sealing the same value again would look like a change of it.</summary>
internal static class AnswerSealing
{
    /// <param name="answers">In the clear, as they shall be.</param>
    /// <param name="whole">In the clear, as they were.</param>
    /// <param name="before">Sealed, as they were.</param>
    public static JsonElement Again(
        JsonElement answers, JsonElement whole, JsonElement before, CompiledForm version, PersonSeal seal)
    {
        var resealed = version.Protects.Seal(answers, seal);
        return JsonShape.ObjectOf(resealed.EnumerateObject().Select(answer => KeyValuePair.Create(answer.Name,
            whole.TryGetProperty(answer.Name, out var was) && JsonElement.DeepEquals(was, answers.GetProperty(answer.Name))
                ? before.GetProperty(answer.Name) : answer.Value)));
    }
}
