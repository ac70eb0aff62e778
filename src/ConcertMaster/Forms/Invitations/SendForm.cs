using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Invitations;

internal sealed record SendFormBody(JsonElement? Recipients, string? Message, DateTimeOffset? Deadline);

/// <summary>Sends a form by hand; the SendForm step of a workflow does the same from a run.</summary>
internal static class SendFormEndpoint
{
    public static void MapSendForm(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/send", Handle).RequirePermission(Permission.SendForms)
            .WithSummary("Send the published form to recipients, each by a personal link");

    private static async Task<IResult> Handle(
        Guid id, SendFormBody body, EventSession session, PublishedForms forms, Inviting inviting, TimeProvider time,
        CancellationToken ct)
    {
        var known = await forms.Load(session.Tenant, new(id), ct);
        if (known.State is Form.None) return FormRefusals.NotFound.ToProblem();
        if (known.State is not Form.Published form) return FormRefusals.NotPublished.ToProblem();
        if (form.IsClosed) return FormRefusals.Closed.ToProblem();
        var (people, refusal) = RecipientReading.Read(body.Recipients ?? default);
        if (refusal is not null) return refusal.ToProblem();
        var now = time.GetUtcNow();
        var sending = new Sending(Guid.CreateVersion7(now), form.Latest, people, body.Message, body.Deadline, [], null, now);
        var sent = await inviting.Send(session, sending, ct);
        var invitations = sent.Select(one => new { one.Id, one.Token, one.Url, one.Recipient.Email, one.Bounced });
        return Results.Json(new { distributionId = sending.Id, invitations }, AppJson.Options,
            statusCode: StatusCodes.Status202Accepted);
    }
}
