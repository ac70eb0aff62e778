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

/// <summary>The sender's answer to what he was asked; it may leave everything as it was.</summary>
/// <param name="By">The sender's address, sealed for him.</param>
[EventName("response.corrected.v1")]
internal sealed record ResponseCorrected(
    ResponseId ResponseId, JsonElement Answers, IReadOnlyList<AnswerChange> Changes, string ContentHash, string By,
    DateTimeOffset At) : ResponseEvent, IReviewedSubjectChanged
{
    public override string Describe() => Changes.Count == 0
        ? "looked again and changed nothing"
        : $"corrected {string.Join(", ", Changes.Select(change => change.Field))}";

    [JsonIgnore]
    public string SubjectKind => "response";

    [JsonIgnore]
    public string SubjectId => ResponseId.ToString();

    [JsonIgnore]
    public JsonElement SubjectData => Answers;

    [JsonIgnore]
    public string ChangedBy => By;
}

internal sealed record AskCorrection(IReadOnlyList<string> Fields, string Message, DateTimeOffset At);

internal sealed record RecallCorrection(DateTimeOffset At);

/// <param name="Judged">The whole of the answers, with those that were asked for as the sender has them now.</param>
internal sealed record CorrectResponse(JudgedAnswers Judged, DateTimeOffset At);

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
}
