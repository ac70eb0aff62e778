using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Distributions;

/// <param name="Reminders">Durations after the sending such as <c>P7D</c>, or times.</param>
/// <param name="OpensAt">When people are told, and can answer from then on; absent: at once.</param>
/// <param name="Background">Do not wait for the letters; many are never waited for.</param>
/// <param name="Locked">Questions whose filled-in answer cannot be changed by whoever gets the form.</param>
internal sealed record SendFormBody(
    JsonElement? Recipients, string? Message, DateTimeOffset? Deadline, IReadOnlyList<string>? Reminders, Channel? Channel,
    bool? Background, DateTimeOffset? OpensAt = null, IReadOnlyList<string>? Locked = null);

/// <summary>Sends a form by hand; the SendForm step of a workflow does the same from a run.</summary>
internal static class SendFormEndpoint
{
    public static void MapSendForm(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/send", Handle).RequirePermission(Permission.SendForms)
            .WithMetadata(new RequestSizeLimitAttribute(FormLimits.RecipientsBytesMax))
            .WithSummary("Send the published form to recipients, each by a personal link");

    private static async Task<IResult> Handle(
        Guid id, SendFormBody body, Actor actor, HttpContext http, EventSession session, PublishedForms forms, Sender sender,
        SendingClaims claims, SendingWorker worker, Inviting inviting, IDirectory directory, TimeProvider time, CancellationToken ct)
    {
        var known = await forms.Load(session.Tenant, new(id), ct);
        if (known.State is Form.None) return FormRefusals.NotFound.ToProblem();
        if (known.State is not Form.Published form) return FormRefusals.NotPublished.ToProblem();
        if (form.IsClosed) return FormRefusals.Closed.ToProblem();
        var now = time.GetUtcNow();
        var (terms, people, refusal) = Read(body, form.Latest, actor, now);
        refusal ??= terms?.Channel == Channel.Portal
            ? RecipientReading.WhyNotMembers(people, await directory.Members(session.Tenant, ct)) : null;
        if (terms is null || refusal is not null) return refusal!.ToProblem();
        var waits = body.Background != true && terms.OpensAt is null && people.Count <= FormLimits.WaitedForCountMax;
        // Claimed first, so that no worker is quicker than this request.
        var claim = waits ? await claims.Take(session.Tenant, terms.DistributionId, ct) : null;
        var protects = known.Versions[terms.FormVersion].Protects;
        var (sequence, addressees) = await sender.Accept(session, terms, people, protects, collect: waits, ct);
        CommandResults.NoteSequence(http, sequence);
        var sent = claim is null ? null : await sender.CarryOut(claim, session.Metadata, collect: true, ct);
        if (sent is null && terms.OpensAt is null) worker.Announce(session.Tenant, terms.DistributionId);
        // Where the letters have to wait, the links are known all the same.
        IEnumerable<SentInvitation> invitations = sent ?? (waits
            ? inviting.LinksOf(session.Tenant, Sender.SendingOf(terms), 0, addressees) : []);
        return Results.Json(new
        {
            distributionId = terms.DistributionId,
            count = people.Count,
            status = sent is not null ? "finished" : terms.OpensAt is null ? "sending" : "scheduled",
            invitations = invitations.Select(one => new
            {
                one.Id, one.Token, one.Url, one.Recipient.Email, one.Recipient.Phone, one.Bounced,
            }),
        }, AppJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static (DistributionAccepted? Terms, IReadOnlyList<InvitedPerson> People, Refusal? Refusal) Read(
        SendFormBody body, PublishedForm form, Actor actor, DateTimeOffset now)
    {
        var (people, refusal) = RecipientReading.Read(body.Recipients ?? default, body.Channel ?? Channel.Mail);
        if (refusal is not null) return (null, [], refusal);
        if (body.Message?.Length > FormLimits.MessageLengthMax) return (null, [], FormRefusals.MessageTooLong);
        var opens = body.OpensAt > now ? body.OpensAt : null;
        if (body.Deadline <= (opens ?? now)) return (null, [], FormRefusals.DeadlineInvalid);
        if (!SendingTimes.TryRead(body.Reminders ?? [], opens ?? now, out var reminders)) return (null, [], FormRefusals.RemindersInvalid);
        return (new(Guid.CreateVersion7(now), form.FormId, form.Version, form.Name, people.Count, body.Channel ?? Channel.Mail,
            body.Message, body.Deadline, reminders, actor.UserId, now, opens, NullIfEmpty(body.Locked)), people, null);
    }

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string>? names) => names is { Count: > 0 } ? names : null;
}
