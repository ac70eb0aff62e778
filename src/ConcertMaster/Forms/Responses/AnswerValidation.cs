using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;

namespace ConcertMaster.Forms.Responses;

/// <summary>Judges answers against a version of a form: one fault per field, the first that applies.</summary>
internal static class AnswerValidation
{
    public static IReadOnlyList<Fault> Judge(CompiledForm form, JsonElement answers)
    {
        var result = form.Schema.Validate(answers);
        return result.IsValid ? [] :
        [
            .. result.Errors.DistinctBy(error => error.InstanceLocation).Take(FormLimits.FaultCountMax)
                .Select(error => new Fault(error.InstanceLocation, error.Keyword, error.Message)),
        ];
    }
}
