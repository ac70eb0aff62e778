using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Reviews;

namespace ConcertMaster.Forms.Correcting;

using static Decision<ResponseEvent>;

/// <summary>The sender is asked to look at some of his answers again, by the link that he has.</summary>
/// <param name="Fields">Empty: all.</param>
[EventName("response.correction-asked.v1")]
internal sealed record CorrectionAsked(ResponseId ResponseId, IReadOnlyList<string> Fields, string Message, DateTimeOffset At)
    : ResponseEvent
{
    public override string Describe() =>
        $"asked the sender to look again at {(Fields.Count == 0 ? "everything" : string.Join(", ", Fields))}: {Message}";
}

[EventName("response.correction-recalled.v1")]
internal sealed record CorrectionRecalled(ResponseId ResponseId, DateTimeOffset At) : ResponseEvent
{
    public override string Describe() => "took back what the sender was asked";
}

/// <summary>The sender's answer to what he was asked, which may leave everything as it was, or a change of his own accord.</summary>
/// <param name="By">The sender's address, sealed for him.</param>
/// <param name="Reason">Why he changes what nobody asked about, sealed for him; null in an answer.</param>
[EventName("response.corrected.v1")]
internal sealed record ResponseCorrected(
    ResponseId ResponseId, JsonElement Answers, IReadOnlyList<AnswerChange> Changes, string ContentHash, string By,
    DateTimeOffset At, string? Reason = null) : ResponseEvent, IReviewedSubjectChanged
{
    public override string Describe() => Changes.Count == 0
        ? "looked again and changed nothing"
        : $"corrected {string.Join(", ", Changes.Select(change => change.Field))}{(Reason is null ? "" : $": {Reason}")}";

    [JsonIgnore]
    public string SubjectKind => "response";

    [JsonIgnore]
    public string SubjectId => ResponseId.ToString();

    [JsonIgnore]
    public JsonElement SubjectData => Answers;

    [JsonIgnore]
    public IReadOnlyList<string> FieldsGone => AnswerChange.Gone(Changes);

    [JsonIgnore]
    public string ChangedBy => By;
}

internal sealed record AskCorrection(IReadOnlyList<string> Fields, string Message, DateTimeOffset At);

internal sealed record RecallCorrection(DateTimeOffset At);

/// <param name="Judged">The whole of the answers, with those that were asked for as the sender has them now.</param>
internal sealed record CorrectResponse(JudgedAnswers Judged, DateTimeOffset At);

/// <summary>The sender changes what he has sent, unasked.</summary>
/// <param name="Reason">Sealed where there is a person to seal it for; null where none was given.</param>
internal sealed record AmendOwnResponse(JudgedAnswers Judged, string? Reason, DateTimeOffset At);

/// <summary>A question to the sender, and his answer, without another form or another link.</summary>
internal static class CorrectionDecider
{
    public static Decision<ResponseEvent> Decide(AskCorrection command, Response state) => state switch
    {
        Response.Submitted { WithdrawnAt: not null } => Refuse(ResponseRefusals.Withdrawn),
        Response.Submitted { Asked: { } asked } when asked.At == command.At => Nothing,
        Response.Submitted response => Accept(new CorrectionAsked(
            response.Receipt.ResponseId, command.Fields, command.Message, command.At)),
        _ => Refuse(ResponseRefusals.NotFound),
    };

    public static Decision<ResponseEvent> Decide(RecallCorrection command, Response state) => state switch
    {
        Response.Submitted { Asked: not null } response =>
            Accept(new CorrectionRecalled(response.Receipt.ResponseId, command.At)),
        Response.Submitted => Nothing,
        _ => Refuse(ResponseRefusals.NotFound),
    };

    public static Decision<ResponseEvent> Decide(CorrectResponse command, Response state) => state switch
    {
        Response.Submitted { WithdrawnAt: not null } => Refuse(ResponseRefusals.Withdrawn),
        // Answered already, or no longer asked.
        Response.Submitted { Asked: null } => Refuse(FormRefusals.AlreadySubmitted),
        Response.Submitted when command.Judged.Refusal is { } refusal => Refuse(refusal),
        Response.Submitted response => Accept(new ResponseCorrected(
            response.Receipt.ResponseId, command.Judged.Answers,
            ResponseDecider.Difference(response.Answers, command.Judged.Answers),
            Shared.CanonicalJson.Sha256(command.Judged.Answers), response.Receipt.Respondent.Email, command.At)),
        _ => Refuse(ResponseRefusals.NotFound),
    };

    public static Decision<ResponseEvent> Decide(AmendOwnResponse command, Response state)
    {
        if (state is not Response.Submitted response) return Refuse(ResponseRefusals.NotFound);
        if (response.WithdrawnAt is not null) return Refuse(ResponseRefusals.Withdrawn);
        if (command.Reason is null) return Refuse(ResponseRefusals.ReasonRequired);
        if (command.Judged.Refusal is { } refusal) return Refuse(refusal);
        var answers = command.Judged.Answers;
        var changes = ResponseDecider.Difference(response.Answers, answers);
        return changes.Count == 0 ? Nothing : Accept(new ResponseCorrected(
            response.Receipt.ResponseId, answers, changes, Shared.CanonicalJson.Sha256(answers),
            response.Receipt.Respondent.Email, command.At, command.Reason));
    }
}
