using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Persons;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Responses;

internal abstract record ResponseEvent : IDescribed
{
    public abstract string Describe();
}

/// <summary>Answers that were accepted: valid against the version of the form they name.</summary>
/// <param name="Number">For people; on the receipt.</param>
/// <param name="ContentHash">SHA-256 of the canonical JSON of the answers, in hex.</param>
/// <param name="Answers">Those to protected questions are sealed for the person.</param>
/// <param name="Language">That the form was read in; null where it speaks one only.</param>
/// <param name="Dropped">Names that were answered and not kept: hidden by the logic, or not asked; null for none.</param>
[EventName("response.submitted.v1")]
internal sealed record ResponseSubmitted(
    ResponseId ResponseId, string Number, InvitationId InvitationId, Guid DistributionId, FormId FormId,
    string FormName, int FormVersion, Recipient Respondent, JsonElement Answers, string ContentHash, string? For,
    DateTimeOffset At, IReadOnlyList<string>? Dropped = null,
    PersonId? PersonId = null, string? Language = null) : ResponseEvent, IAnswersWait
{
    public override string Describe() => $"submitted response {Number} to {FormName}";

    [JsonIgnore]
    public string SignalKind => "response.submitted";

    [JsonIgnore]
    public string SignalKey => InvitationId.ToString();

    [JsonIgnore]
    public JsonElement SignalData => AppJson.ToElement(new
    {
        responseId = ResponseId, number = Number, recipient = Respondent, answers = Answers,
        formId = FormId, formVersion = FormVersion, contentHash = ContentHash, submittedAt = At,
    });
}

internal sealed record AnswerChange(string Field, JsonElement? Before, JsonElement? After)
{
    public static IReadOnlyList<string> Gone(IReadOnlyList<AnswerChange> changes) =>
        [.. changes.Where(change => change.After is null).Select(change => change.Field)];
}

[EventName("response.amended.v1")]
internal sealed record ResponseAmended(
    ResponseId ResponseId, JsonElement Answers, IReadOnlyList<AnswerChange> Changes, string ContentHash, string Reason,
    UserId By, DateTimeOffset At) : ResponseEvent, IReviewedSubjectChanged
{
    public override string Describe() => $"amended the response: {Reason}";

    [JsonIgnore]
    public string SubjectKind => "response";

    [JsonIgnore]
    public string SubjectId => ResponseId.ToString();

    [JsonIgnore]
    public JsonElement SubjectData => Answers;

    [JsonIgnore]
    public IReadOnlyList<string> FieldsGone => AnswerChange.Gone(Changes);

    [JsonIgnore]
    public string ChangedBy => By.ToString();
}

/// <summary>The response no longer counts. What was answered stays in the history.</summary>
[EventName("response.withdrawn.v1")]
internal sealed record ResponseWithdrawn(ResponseId ResponseId, string Reason, UserId By, DateTimeOffset At) : ResponseEvent
{
    public override string Describe() => $"withdrew the response: {Reason}";
}

/// <summary>Whoever had sent it has taken it back, by the link that it was sent by: it counts no longer.</summary>
/// <param name="By">The sender's address, sealed for him.</param>
/// <param name="Reason">Sealed for him.</param>
[EventName("response.withdrawn-by-sender.v1")]
internal sealed record ResponseWithdrawnBySender(ResponseId ResponseId, string Reason, string By, DateTimeOffset At) : ResponseEvent
{
    public override string Describe() => $"took back the response: {Reason}";
}
