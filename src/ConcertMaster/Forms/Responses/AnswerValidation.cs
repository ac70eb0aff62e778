using System.Runtime.InteropServices;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Responses;

/// <summary>Answers that were looked at.</summary>
/// <param name="Answers">What may be kept: with what is calculated, without what is hidden or not asked.</param>
/// <param name="Dropped">Names that were answered and are not kept.</param>
/// <param name="Refusal">Null when the answers can be taken.</param>
internal sealed record JudgedAnswers(JsonElement Answers, IReadOnlyList<string> Dropped, Refusal? Refusal);

/// <summary>Judges answers against a version of a form: logic first, then the schema over what is left.</summary>
internal static class AnswerValidation
{
    /// <param name="before">Faults that were found already.</param>
    public static JudgedAnswers Judge(
        CompiledForm form, JsonElement answers, DateTimeOffset now, IReadOnlyList<Fault>? before = null)
    {
        if (answers.ValueKind != JsonValueKind.Object) return new(JsonValues.EmptyObject, [], FormRefusals.AnswersMissing);
        if (HoldsSealedText(answers)) return new(answers, [], FormRefusals.ReservedText);
        var asked = WithoutUnasked(form.Logic, answers);
        var verdict = form.Logic.IsEmpty
            ? new LogicVerdict(asked, System.Collections.Frozen.FrozenSet<string>.Empty, [])
            : LogicJudgement.Judge(form.Logic, asked, now);
        var faults = (before ?? []).Concat(verdict.Faults).Concat(SchemaFaults(form, verdict))
            .DistinctBy(fault => fault.Path).Take(FormLimits.FaultCountMax).ToList();
        var dropped = answers.EnumerateObject().Select(answer => answer.Name)
            .Where(name => !verdict.Answers.TryGetProperty(name, out _)).Distinct().Take(FormLimits.FieldCountMax).ToList();
        return new(verdict.Answers, dropped, faults.Count == 0 ? null : FormRefusals.Invalid(faults));
    }

    // Nobody can know such a text, and none may be passed off as sealed. Where letters are written as escapes it is looked
    // for in what would be kept.
    private static bool HoldsSealedText(JsonElement answers)
    {
        var sealedText = "sealed.v1."u8;
        var sent = JsonMarshal.GetRawUtf8Value(answers);
        return sent.IndexOf(sealedText) >= 0 || (sent.Contains((byte)'\\')
            && JsonMarshal.GetRawUtf8Value(JsonValues.Write(answers.WriteTo)).IndexOf(sealedText) >= 0);
    }

    private static JsonElement WithoutUnasked(FormLogic logic, JsonElement answers) =>
        logic.Answerable is not { } known || answers.EnumerateObject().All(answer => known.Contains(answer.Name))
            ? answers
            : JsonShape.ObjectOf(answers.EnumerateObject().Where(answer => known.Contains(answer.Name))
                .DistinctBy(answer => answer.Name).Select(answer => KeyValuePair.Create(answer.Name, answer.Value)));

    // What nobody is asked for cannot be missing.
    private static IEnumerable<Fault> SchemaFaults(CompiledForm form, LogicVerdict verdict)
    {
        var result = form.Schema.Validate(verdict.Answers);
        if (result.IsValid) return [];
        var hidden = verdict.Hidden.Select(LogicJudgement.PathOf).ToList();
        return result.Errors
            .Where(error => !hidden.Exists(path => error.InstanceLocation == path
                || error.InstanceLocation.StartsWith(path + "/", StringComparison.Ordinal)))
            .Select(error => new Fault(error.InstanceLocation, error.Keyword, error.Message));
    }
}
