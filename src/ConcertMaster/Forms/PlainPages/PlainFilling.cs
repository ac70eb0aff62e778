using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.PlainPages.After;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Forms.Uploads;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>A personal link without script: the form, what somebody asks to look at again, or what became of it.</summary>
internal sealed class PlainFilling(
    Submitting submitting, Correcting.Correcting correcting, PlainReading reading, PlainAmending amending, PlainStatus status,
    PublicForms forms, Drafts drafts, PlainSaving saving, Retention retention, IDirectory directory,
    TimeProvider time)
{
    /// <param name="Form">With the questions that are asked now.</param>
    /// <param name="Compiled">The whole of it.</param>
    /// <param name="Answers">That are there before anything is typed.</param>
    /// <param name="Locked">Those of them that cannot be changed.</param>
    private sealed record Sheet(
        PublishedForm Form, CompiledForm Compiled, JsonElement Answers, string? Message, DateTimeOffset? Deadline,
        IReadOnlyDictionary<string, JsonElement?> Locked);

    public async Task<PlainPage> Show(FoundForm found, HttpContext http, CancellationToken ct)
    {
        var response = await forms.ResponseOf(found, ct);
        var sheet = await SheetOf(found, response, ct);
        var language = PlainPages.LanguageOf(http, sheet.Form, found.Letter.Recipient.Language);
        if (response is not null && await forms.ErasedAt(found, response, ct) is { } erased)
            return new PlainNotices(language).Erased(sheet.Form.Name, erased);
        if (response is { Asked: null })
            return PlainAmending.IsAskedFor(http) && amending.IsOpen(found, response)
                ? await amending.Show(found, response, language, ct) : await status.Show(found, response, language, ct);
        if (response is null && ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, time.GetUtcNow()) is { } closed)
            return new PlainNotices(language).Refused(sheet.Form.Name, closed);
        var page = await PageOf(found, sheet, language, ct);
        var draft = await drafts.Current(found, response, ct);
        return (page with { Draft = PlainDraft.Of(draft, sheet.Deadline, retention) }).Write(draft?.Draft.Answers ?? sheet.Answers, []);
    }

    public async Task<PlainPage> Send(FoundForm found, IFormCollection sent, HttpContext http, CancellationToken ct)
    {
        var response = await forms.ResponseOf(found, ct);
        var sheet = await SheetOf(found, response, ct);
        var language = PlainPages.LanguageOf(http, sheet.Form, found.Letter.Recipient.Language);
        if (response is not null && await forms.ErasedAt(found, response, ct) is { } erased)
            return new PlainNotices(language).Erased(sheet.Form.Name, erased);
        if (PlainAmending.IsAskedFor(http) && response is not null && amending.IsOpen(found, response))
            return await amending.Send(found, response, sent, language, http, ct);
        if (response is not null && PlainStatus.IsActedOn(http)) return await status.Act(found, response, sent, language, http, ct);
        var page = await PageOf(found, sheet, language, ct);
        var mayBeSaved = response is null or { Asked: not null };
        if (mayBeSaved)
        {
            page = page with { Draft = PlainDraft.Of(await drafts.Current(found, response, ct), sheet.Deadline, retention) };
            // Answers that come too late are refused by whoever takes them; a draft is taken by nobody else.
            if ((PlainSaving.IsAskedFor(http) || PlainSaving.IsMailAskedFor(http))
                && response is null && ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, time.GetUtcNow()) is { } closed)
                return new PlainNotices(language).Refused(sheet.Form.Name, closed);
            if (PlainSaving.IsMailAskedFor(http)) return await saving.Mail(found, page, ct);
        }
        var owner = UploadOwner.Of(found, sheet.Form.Definition);
        (var answers, page, var again) = await reading.Read(page, owner, sent, sheet.Answers, http, ct);
        if (again is not null) return again;
        if (mayBeSaved && PlainSaving.IsAskedFor(http))
            return await saving.Save(found, page, answers, sheet.Form.Version, http, ct);
        answers = await reading.Looked(owner, sheet.Compiled, answers, ct);
        var outcome = await submitting.Submit(found, answers, sheet.Form.Version, language, http, ct);
        return outcome switch
        {
            { Refusal: null, State: Response.Submitted taken } => new PlainNotices(language).Received(sheet.Form, taken),
            { Refusal: { Faults.Count: > 0 } refusal } => page.Write(answers, refusal.Faults),
            { Refusal: { } refusal } => new PlainNotices(language).Refused(sheet.Form.Name, refusal),
            _ => throw new InvalidOperationException("Answers were neither taken nor refused."),
        };
    }

    private async Task<Sheet> SheetOf(FoundForm found, Response.Submitted? response, CancellationToken ct)
    {
        if (response is not { Asked: { } asked })
            return new(found.Form.Form, found.Form, PlainAnswers.Begun(found.Form.Form.Definition, found.Shown.Prefill),
                found.Shown.Message, found.Letter.Deadline, LockedOf(found, found.Shown.Prefill));
        var whole = found.Known.Versions[response.Receipt.FormVersion];
        var correction = await correcting.Shown(found, response, ct);
        var form = whole.Form with { Definition = AskedQuestions.Of(whole.Form.Definition, correction.Fields) };
        // What somebody asks to have looked at again can be written whatever it was.
        return new(form, whole, correction.Answers, asked.Message, null, NothingLocked);
    }

    private static readonly IReadOnlyDictionary<string, JsonElement?> NothingLocked = LockedOf([], null);

    /// <summary>The answers that whoever sent the form has locked.</summary>
    public static IReadOnlyDictionary<string, JsonElement?> LockedOf(FoundForm found, JsonElement? answers) =>
        LockedOf(found.Locked, answers);

    private static Dictionary<string, JsonElement?> LockedOf(IReadOnlyList<string> names, JsonElement? answers) => names
        .Distinct(StringComparer.Ordinal).ToDictionary(name => name, name =>
            answers is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(name, out var own) ? own : (JsonElement?)null,
            StringComparer.Ordinal);

    private async Task<PlainFormPage> PageOf(FoundForm found, Sheet sheet, string language, CancellationToken ct) => new(
        sheet.Form, (await directory.Organisation(found.Tenant, ct))?.Name ?? "", sheet.Message, sheet.Deadline, language)
    {
        Locked = sheet.Locked,
    };
}
