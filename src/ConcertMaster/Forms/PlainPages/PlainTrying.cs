using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Uploads;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>A test link without script: judged as a real one is, and kept apart.</summary>
internal sealed class PlainTrying(TestFillings tests, PlainReading reading, IDirectory directory)
{
    public async Task<PlainPage> Show(FoundTest found, HttpContext http, CancellationToken ct) =>
        (await PageOf(found, http, ct)).Write(Begun(found), []);

    public async Task<PlainPage> Send(FoundTest found, IFormCollection sent, HttpContext http, CancellationToken ct)
    {
        var owner = UploadOwner.Of(found);
        var (answers, page, again) = await reading.Read(await PageOf(found, http, ct), owner, sent, Begun(found), http, ct);
        if (again is not null) return again;
        answers = await reading.Looked(owner, found.Form, answers, ct);
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
