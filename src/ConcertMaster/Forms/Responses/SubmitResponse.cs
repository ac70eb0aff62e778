using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.Responses;

using static Decision<ResponseEvent>;

/// <param name="Form">The version that the invitation was issued for.</param>
internal sealed record SubmitResponse(
    Invitation Invitation, PublishedForm Form, bool FormIsClosed, JudgedAnswers Judged, DateTimeOffset At);

internal static partial class ResponseDecider
{
    public static Decision<ResponseEvent> Decide(SubmitResponse command, Response state)
    {
        if (state is Response.Submitted) return Refuse(FormRefusals.AlreadySubmitted);
        if (WhyClosed(command.Invitation, command.FormIsClosed, command.At) is { } closed) return Refuse(closed);
        if (command.Judged.Refusal is { } refusal) return Refuse(refusal);
        var letter = ((Invitation.Issued)command.Invitation).Letter;
        var id = Response.IdFor(letter.InvitationId);
        return Accept(new ResponseSubmitted(
            id, NumberOf(id), letter.InvitationId, letter.DistributionId, letter.FormId, command.Form.Name,
            letter.FormVersion, letter.Recipient, command.Judged.Answers, CanonicalJson.Sha256(command.Judged.Answers),
            letter.For, command.At, command.Judged.Dropped.Count == 0 ? null : command.Judged.Dropped));
    }

    /// <summary>Why an invitation can't be answered at this time; null when it can.</summary>
    public static Refusal? WhyClosed(Invitation invitation, bool formIsClosed, DateTimeOffset at) => invitation switch
    {
        Invitation.NotIssued => FormRefusals.UnknownToken,
        Invitation.Revoked => FormRefusals.Revoked,
        Invitation.Issued when formIsClosed => FormRefusals.Closed,
        Invitation.Issued { Letter.Deadline: { } deadline } when at > deadline => FormRefusals.DeadlinePassed,
        _ => null,
    };

    // Eight characters that cannot be misread on the telephone; derived, so that a repeated request has the same.
    private static string NumberOf(ResponseId id)
    {
        const string letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        Span<char> number = stackalloc char[9];
        var bytes = id.Value.ToByteArray();
        for (var at = 0; at < 9; at++) number[at] = at == 4 ? '-' : letters[bytes[at < 4 ? at : at + 6] % 32];
        return new string(number);
    }
}

internal sealed record SubmitResponseBody(JsonElement? Answers);

internal static class SubmitResponseEndpoint
{
    public static async Task<IResult> Handle(
        string token, SubmitResponseBody body, HttpContext http, PublicForms forms, IEventStore store,
        TimeProvider time, CancellationToken ct)
    {
        if (await forms.Find(token, ct) is not { } found) return FormRefusals.UnknownToken.ToProblem();
        var now = time.GetUtcNow();
        var command = new SubmitResponse(found.Invitation, found.Form.Form, found.FormIsClosed,
            AnswerValidation.Judge(found.Form, body.Answers ?? default, now), now);
        var session = new EventSession(
            store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time);
        var outcome = await session.Transact(Response.Stream(Response.IdFor(found.Letter.InvitationId)),
            response => ResponseDecider.Decide(command, response), ct: ct);
        return outcome.ToHttpResult(response =>
        {
            var receipt = ((Response.Submitted)response).Receipt;
            return new { receipt.ResponseId, Receipt = PublicForms.Describe(receipt), Dropped = receipt.Dropped ?? [] };
        }, StatusCodes.Status201Created);
    }
}
