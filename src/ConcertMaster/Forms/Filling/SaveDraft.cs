using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Filling;

/// <param name="Version">The version that the browser shows.</param>
internal sealed record SaveDraftBody(JsonElement? Answers, int? Page, int? Revision, int? Version);

/// <summary>Keeps what was typed so far. Nothing is judged: a draft may be as wrong as it likes.</summary>
internal static class SaveDraft
{
    public static void MapDrafts(this RouteGroupBuilder group)
    {
        group.MapPut("/{token}/draft", Save).WithSummary("Keep answers that are not to be sent yet");
        group.MapDelete("/{token}/draft", Drop).WithSummary("Forget the draft");
    }

    private static async Task<IResult> Save(
        string token, SaveDraftBody body, HttpContext http, PublicForms forms, Drafts drafts, IEventStore store,
        TimeProvider time, CancellationToken ct)
    {
        var (found, refusal) = await forms.Open(token, ct);
        if (found is null) return refusal!.ToProblem();
        if (body.Answers is not { ValueKind: JsonValueKind.Object } answers) return FormRefusals.AnswersMissing.ToProblem();
        if (answers.GetRawText().Length > FormLimits.DraftBytesMax) return FillingRefusals.DraftTooLarge.ToProblem();
        var now = time.GetUtcNow();
        var version = found.VersionOf(body.Version)?.Form.Version ?? found.Form.Form.Version;
        var id = found.Letter.InvitationId;
        if (await drafts.Save(found.Tenant, id, answers, Math.Max(0, body.Page ?? 0), version, body.Revision, now, ct) is not { } revision)
            return Conflict((await drafts.Find(found.Tenant, id, ct))!);
        if (found.Invitation is Invitation.Issued { StartedAt: null })
            await new EventSession(store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time).Transact(
                Invitation.Stream(id), state => InvitationDecider.Decide(new NoteInvitationStarted(now), state), ct: ct);
        return Results.Json(new { revision, savedAt = now }, AppJson.Options);
    }

    private static async Task<IResult> Drop(string token, PublicForms forms, Drafts drafts, CancellationToken ct)
    {
        var (found, refusal) = await forms.Open(token, ct);
        if (found is null) return refusal!.ToProblem();
        await drafts.Drop(found.Tenant, found.Letter.InvitationId, ct);
        return Results.NoContent();
    }

    private static IResult Conflict(Draft current) => Results.Json(new
    {
        type = $"urn:concertmaster:problem:{FillingRefusals.DraftConflict.Code}", title = "Conflict",
        status = FillingRefusals.DraftConflict.Status, detail = FillingRefusals.DraftConflict.Message,
        code = FillingRefusals.DraftConflict.Code, current,
    }, AppJson.Options, "application/problem+json", FillingRefusals.DraftConflict.Status);
}

internal static class FillingRefusals
{
    public static readonly Refusal DraftConflict = new("draft.conflict", 409,
        "This form was filled in further on another device. Go on with what is there, or save over it.");
    public static readonly Refusal DraftTooLarge = new("draft.too-large", 413,
        $"A draft has at most {FormLimits.DraftBytesMax / 1024} kB. Send files as files.");
    public static readonly Refusal NoDraft = new("draft.not-found", 404,
        "Nothing was saved on this form yet. Save it first, then take it to another device.");
    public static readonly Refusal LinkUsed = new("draft.link-used", 410,
        "This link was used already, or is too old. Ask for a new one where you began, or open the link of the invitation.");
    public static readonly Refusal NoAddress = new("draft.no-address", 409,
        "No address is known to mail the link to. Copy it instead.");
}
