using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.PlainPages;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.Responses;

using static Decision<ResponseEvent>;

/// <param name="Form">The version that was filled in.</param>
/// <param name="Judged">With protected values sealed.</param>
/// <param name="Person">For whom they are sealed; null for whom the letter says.</param>
/// <param name="Named">Who says so in the form; null where the letter says it.</param>
internal sealed record SubmitResponse(
    Invitation Invitation, PublishedForm Form, bool FormIsClosed, JudgedAnswers Judged, DateTimeOffset At,
    PersonId? Person = null, string? Language = null, Recipient? Named = null);

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
            command.Form.Version, command.Named ?? letter.Recipient, command.Judged.Answers, CanonicalJson.Sha256(command.Judged.Answers),
            letter.For, command.At, command.Judged.Dropped.Count == 0 ? null : command.Judged.Dropped,
            command.Person ?? letter.PersonId, command.Language));
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

/// <param name="Version">The version that was shown; null for the newest.</param>
/// <param name="Language">That it was read in: the receipt is mailed in it.</param>
internal sealed record SubmitResponseBody(JsonElement? Answers, int? Version, string? Language);

internal static class SubmitResponseEndpoint
{
    public static async Task<IResult> Handle(
        string token, SubmitResponseBody body, HttpContext http, PublicForms forms, TestFillings tests,
        Submitting submitting, CancellationToken ct)
    {
        if (!AnswerText.CanBeKept(body.Answers)) return CommonRefusals.TextUnstorable.ToProblem();
        if (await forms.Find(token, ct) is not { } found)
            return await tests.Find(token, ct) is { } test
                ? await tests.Submit(test, body.Answers ?? default, ct) : FormRefusals.UnknownToken.ToProblem();
        var outcome = await submitting.Submit(found, body.Answers ?? default, body.Version, body.Language, http, ct);
        return outcome.ToHttpResult(response =>
        {
            var submitted = (Response.Submitted)response;
            var receipt = submitted.Receipt;
            return new { receipt.ResponseId, Receipt = PublicForms.Describe(submitted), Dropped = receipt.Dropped ?? [] };
        }, StatusCodes.Status201Created);
    }
}

/// <summary>The one way in for answers, whatever page they were written on.</summary>
internal sealed class Submitting(
    SubmittedFiles files, LookupAnswers lookups, UploadStore uploads, Drafts drafts, AnswerPerson about, InvitationLinks links,
    LinkQuotas quotas, Correcting.Correcting correcting, IEventStore store, TimeProvider time)
{
    public async Task<Outcome<Response>> Submit(
        FoundForm found, JsonElement sent, int? version, string? language, HttpContext http, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var id = found.Letter.InvitationId;
        var form = found.VersionOf(version) ?? found.Form;
        var session = new EventSession(store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time);
        var (answers, attached, missing) =
            await files.Resolve(UploadOwner.Of(found, form.Form.Definition), WithLocked(found, sent), ct);
        var (unknown, undecided) = await lookups.Check(found.Tenant, form, answers, found.Shown.Prefill, ct);
        if (undecided is not null) return new(Response.Decider.Initial, 0, 0, undecided);
        var judged = AnswerValidation.Judge(form, answers, now, [.. missing, .. unknown]);
        var person = new AnswerPerson.Found(null, null);
        if (judged.Refusal is null
            && (form.Protects.ByName.Count > 0 || AnswerPerson.NamedIn(found.Letter, form.Form.Definition, judged.Answers) is not null))
        {
            person = await about.Of(found, form, judged.Answers, language, ct);
            if (person.Seal is not { } seal) return new(Response.Decider.Initial, 0, 0, FormRefusals.Revoked);
            judged = judged with { Answers = form.Protects.Seal(judged.Answers, seal) };
        }
        var quota = judged.Refusal is null ? found.Letter.Quota : null;
        if (quota is { } most && !await quotas.Claim(found.Tenant, found.Letter.DistributionId, most, ct))
            // Whoever has answered already is one of those that were taken, and may be asked something.
            return await AskedOf(session, id, ct) is { } again ? await correcting.Correct(found, again, sent, http, ct)
                : new(Response.Decider.Initial, 0, 0, LinkRefusals.QuotaFull);
        var command = new SubmitResponse(found.Invitation, form.Form, found.FormIsClosed, judged, now, person.Seal?.Person,
            Words.LanguagesOf(form.Form.Definition.Ui).Contains(language) ? language : null, person.Named);
        var outcome = await Append(session, Response.Stream(Response.IdFor(id)), command, ct);
        if (outcome.Refusal is not null && quota is not null) await quotas.GiveBack(found.Tenant, found.Letter.DistributionId);
        // Not a second answer but the one to a reviewer's question.
        if (outcome.Refusal == FormRefusals.AlreadySubmitted && outcome.State is Response.Submitted { Asked: not null } asked)
            return await correcting.Correct(found, asked, sent, http, ct);
        if (outcome.Refusal is null)
        {
            // Not to be cancelled: the answers are in.
            if (person is { Named: not null, Seal: { } named })
                await links.Reassign(found.Tenant, id, named.Person, CancellationToken.None);
            if (attached.Count > 0) await uploads.Attach(found.Tenant, Response.IdFor(id), attached, CancellationToken.None);
            if (found.Invitation is Invitation.Issued { StartedAt: not null })
                await drafts.Drop(found.Tenant, id, CancellationToken.None);
        }
        return outcome;
    }

    private static async Task<Response.Submitted?> AskedOf(EventSession session, InvitationId id, CancellationToken ct) =>
        (await session.Load(Response.Stream(Response.IdFor(id)), ct: ct)).State as Response.Submitted is { Asked: not null } asked
            ? asked : null;

    // Nearly every submission is the first of its invitation, so that is taken for granted until the log says otherwise.
    private static async Task<Outcome<Response>> Append(
        EventSession session, EventStream<Response, ResponseEvent> stream, SubmitResponse command, CancellationToken ct)
    {
        try
        {
            if (ResponseDecider.Decide(command, Response.Decider.Initial) is Decision<ResponseEvent>.Accepted { Events: var events }
                && await session.Append(stream, 0, events, ct) is { Outcome: not AppendOutcome.VersionConflict } appended)
                return new(events.Aggregate(Response.Decider.Initial, Response.Evolve), appended.Version, appended.LastSequence, null);
        }
        catch (StreamArchivedException)
        {
            // Which is said below, as of any stream.
        }
        return await session.Transact(stream, response => ResponseDecider.Decide(command, response), ct: ct);
    }

    // What the sender has locked is what the sender has said, whatever comes from a browser.
    private static JsonElement WithLocked(FoundForm found, JsonElement sent)
    {
        if (found.Locked is not { Count: > 0 } locked || sent.ValueKind != JsonValueKind.Object) return sent;
        var own = sent.EnumerateObject().Where(answer => !locked.Contains(answer.Name))
            .Select(answer => KeyValuePair.Create(answer.Name, answer.Value));
        var given = found.Shown.Prefill is { ValueKind: JsonValueKind.Object } prefill
            ? prefill.EnumerateObject().Where(answer => locked.Contains(answer.Name))
                .Select(answer => KeyValuePair.Create(answer.Name, answer.Value))
            : [];
        return JsonShape.ObjectOf(own.Concat(given));
    }
}
