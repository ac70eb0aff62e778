using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Responses;

using static Decision<ResponseEvent>;

/// <param name="Judged">By the version that the response was made with.</param>
internal sealed record AmendResponse(JudgedAnswers Judged, string? Reason, UserId By, DateTimeOffset At);

internal static partial class ResponseDecider
{
    public static Decision<ResponseEvent> Decide(AmendResponse command, Response state)
    {
        if (state is not Response.Submitted response) return Refuse(ResponseRefusals.NotFound);
        if (response.WithdrawnAt is not null) return Refuse(ResponseRefusals.Withdrawn);
        if (command.Reason?.Trim().Length is not (> 0 and <= FormLimits.ReasonLengthMax))
            return Refuse(ResponseRefusals.ReasonRequired);
        if (command.Judged.Refusal is { } refusal) return Refuse(refusal);
        var answers = command.Judged.Answers;
        var changes = Difference(response.Answers, answers);
        // To take it in silence would look as if it had been done.
        return changes.Count == 0 ? Refuse(ResponseRefusals.Unchanged) : Accept(new ResponseAmended(
            response.Receipt.ResponseId, answers, changes, CanonicalJson.Sha256(answers), command.Reason.Trim(),
            command.By, command.At));
    }

    public static List<AnswerChange> Difference(JsonElement before, JsonElement after)
    {
        var names = before.EnumerateObject().Select(field => field.Name)
            .Union(after.EnumerateObject().Select(field => field.Name));
        return
        [
            .. names.Select(name => new AnswerChange(name, Field(before, name), Field(after, name)))
                .Where(change => change.Before is null || change.After is null
                    || !JsonElement.DeepEquals(change.Before.Value, change.After.Value)),
        ];
    }

    private static JsonElement? Field(JsonElement answers, string name) =>
        answers.TryGetProperty(name, out var value) ? value : null;
}

internal static class ResponseRefusals
{
    public static readonly Refusal NotFound = new("response.not-found", 404,
        "There is no such response. It may belong to another organisation; look in the list of responses.");
    public static readonly Refusal Withdrawn = new("response.withdrawn", 409,
        "This response was withdrawn. Nothing can be changed in it.");
    public static readonly Refusal Erased = new("response.erased", 409,
        "The person that this response is about was erased. Nothing can be changed in it.");
    public static readonly Refusal Unchanged = new("response.unchanged", 422,
        "These answers are what they were: nothing was amended. Change an answer first.");
    public static readonly Refusal ReasonRequired = CommonRefusals.Invalid("response.reason-required",
        "Say why the answers are changed; it is kept in the history.",
        new Fault("/reason", "required", $"1 to {FormLimits.ReasonLengthMax} characters."));
}

internal sealed record AmendResponseBody(JsonElement? Answers, string? Reason);

internal static class AmendResponseEndpoint
{
    public static void MapAmendResponse(this RouteGroupBuilder group) =>
        group.MapPut("/{id:guid}", Handle).RequirePermission(Permission.AmendResponses)
            .WithSummary("Change answers after submission, with a reason; what was before stays in the history");

    private static async Task<IResult> Handle(
        Guid id, AmendResponseBody body, HttpRequest request, Actor actor, PublishedForms forms, IPersons persons,
        IProtectedValues values, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var expected)) return CommonRefusals.PreconditionInvalid.ToProblem();
        var stream = Response.Stream(new(id));
        var (response, _) = await session.Load(stream, ct: ct);
        if (response is not Response.Submitted submitted) return ResponseRefusals.NotFound.ToProblem();
        var form = await forms.Load(session.Tenant, submitted.Receipt.FormId, ct);
        var version = form.Versions[submitted.Receipt.FormVersion];
        var seal = submitted.Receipt.PersonId is { } person ? await persons.SealOf(session.Tenant, person, ct) : null;
        if (seal is null && version.Protects.ByName.Count > 0) return ResponseRefusals.Erased.ToProblem();
        var now = time.GetUtcNow();
        var whole = await values.Open(session.Tenant, submitted.Answers, IProtectedValues.All, ct);
        var judged = AnswerValidation.Judge(version, Unmasked(body.Answers ?? default, whole), now);
        if (judged.Refusal is null && seal is not null)
            judged = judged with { Answers = AnswerSealing.Again(judged.Answers, whole, submitted.Answers, version, seal) };
        var command = new AmendResponse(judged, body.Reason, actor.UserId, now);
        var outcome = await session.Transact(stream, state => ResponseDecider.Decide(command, state), expected, ct);
        return outcome.ToHttpResult();
    }

    /// <summary>Who may not see an answer sends its mask back: it stays what it was.</summary>
    private static JsonElement Unmasked(JsonElement sent, JsonElement whole) => sent.ValueKind != JsonValueKind.Object ? sent
        : JsonShape.ObjectOf(sent.EnumerateObject().Select(answer => KeyValuePair.Create(answer.Name,
            answer.Value.ValueKind == JsonValueKind.String && answer.Value.GetString() == IProtectedValues.Mask
                && whole.TryGetProperty(answer.Name, out var before) ? before : answer.Value)));
}
