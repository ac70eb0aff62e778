using System.Runtime.InteropServices;
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
        string token, SaveDraftBody body, HttpContext http, PublicForms forms, Drafts drafts, SavingDrafts saving,
        CancellationToken ct)
    {
        if (!AnswerText.CanBeKept(body.Answers)) return CommonRefusals.TextUnstorable.ToProblem();
        var (found, refusal) = await forms.Open(token, ct);
        if (found is null) return refusal!.ToProblem();
        if (body.Answers is not { ValueKind: JsonValueKind.Object } answers) return FormRefusals.AnswersMissing.ToProblem();
        var (saved, refused) = await saving.Save(
            found, answers, Math.Max(0, body.Page ?? 0), body.Version, body.Revision, http, ct);
        return refused == FillingRefusals.DraftConflict
            ? Conflict((await drafts.Find(found.Tenant, found.Letter.InvitationId, ct))!)
            : refused?.ToProblem() ?? Results.Json(saved, AppJson.Options);
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

/// <param name="Revision">To be named by the next saving.</param>
/// <param name="KeptUntil">When it goes if nobody comes back to it.</param>
internal sealed record SavedDraft(int Revision, DateTimeOffset SavedAt, DateTimeOffset KeptUntil);

/// <summary>The one way in for drafts, whatever page they were written on.</summary>
internal sealed class SavingDrafts(Drafts drafts, PublicForms forms, Retention retention, IEventStore store, TimeProvider time)
{
    /// <param name="version">That was shown; null for the newest.</param>
    /// <param name="revision">That the writer has seen, 0 for none; null writes over whatever is there.</param>
    public async Task<(SavedDraft? Saved, Refusal? Refusal)> Save(
        FoundForm found, JsonElement answers, int page, int? version, int? revision, HttpContext http, CancellationToken ct)
    {
        if (JsonMarshal.GetRawUtf8Value(answers).Length > FormLimits.DraftBytesMax) return (null, FillingRefusals.DraftTooLarge);
        var (id, now) = (found.Letter.InvitationId, time.GetUtcNow());
        // What somebody asks to have looked at again is written in the version that was sent, and by no deadline.
        var response = await forms.ResponseOf(found, ct);
        var of = response?.Receipt.FormVersion ?? found.VersionOf(version)?.Form.Version ?? found.Form.Form.Version;
        if (await drafts.Save(found.Tenant, id, answers, page, of, revision, now, ct) is not { } saved)
            return (null, FillingRefusals.DraftConflict);
        if (found.Invitation is Invitation.Issued { StartedAt: null })
            await new EventSession(store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time).Transact(
                Invitation.Stream(id), state => InvitationDecider.Decide(new NoteInvitationStarted(now), state), ct: ct);
        return (new(saved, now, retention.Until(now, response is null ? found.Letter.Deadline : null)), null);
    }
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
    public static readonly Refusal AddressRefused = new("draft.no-address", 409,
        "No mail server takes a letter to the address that is known. Copy the link instead.");
}
