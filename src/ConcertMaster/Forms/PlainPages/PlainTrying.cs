using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.Uploads;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>A test link without script: judged as a real one is, and kept apart.</summary>
internal sealed class PlainTrying(TestFillings tests, LookupAnswers lookups, PlainUploads uploads, IDirectory directory)
{
    public async Task<PlainPage> Show(FoundTest found, HttpContext http, CancellationToken ct) =>
        (await PageOf(found, http, ct)).Write(Begun(found), []);

    public async Task<PlainPage> Send(FoundTest found, IFormCollection sent, HttpContext http, CancellationToken ct)
    {
        var page = await PageOf(found, http, ct);
        var (files, refused) = await uploads.Receive(UploadOwner.Of(found), sent, ct);
        var answers = PlainAnswers.Read(PlainField.ListOf(page.Form.Definition), sent, Begun(found), files);
        if (refused.Count > 0) return page.Write(answers, refused);
        answers = await lookups.ByLabel(found.Tenant, found.Form, answers, ct);
        var (taken, _, refusal) = await tests.Take(found, answers, ct);
        return taken is not null ? new PlainNotices(page.Language).Tried(page.Form, taken)
            : refusal!.Faults.Count > 0 ? page.Write(answers, refusal.Faults)
            : new PlainNotices(page.Language).Refused(page.Form.Name, refusal);
    }

    private static JsonElement Begun(FoundTest found) => PlainAnswers.Begun(found.Form.Form.Definition, null);

    private async Task<PlainFormPage> PageOf(FoundTest found, HttpContext http, CancellationToken ct)
    {
        var form = found.Form.Form;
        return new(form, (await directory.Organisation(found.Tenant, ct))?.Name ?? "", null, null, PlainPages.LanguageOf(http, form))
        {
            IsTest = true,
        };
    }
}
