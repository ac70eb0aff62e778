using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.PlainPages.Drawing;
using ConcertMaster.Forms.Uploads;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>What comes from a form without script, up to where it is judged.</summary>
internal sealed class PlainReading(PlainUploads uploads, LookupAnswers lookups)
{
    /// <param name="page">That it comes from.</param>
    /// <param name="given">What stood there before anything was typed.</param>
    /// <returns>The answers, and the page with them; again where it has to be shown before anything is decided.</returns>
    public async Task<(JsonElement Answers, PlainFormPage Page, PlainPage? Again)> Read(
        PlainFormPage page, UploadOwner owner, IFormCollection sent, JsonElement given, HttpContext http, CancellationToken ct)
    {
        page = page with { Room = PlainRoom.Of(sent, http) };
        var (files, refused) = await uploads.Receive(owner, sent, ct);
        var answers = new PlainAnswers(sent, files, page.Room).Read(page.Fields, given, page.Locked);
        var isShownAgain = refused.Count > 0 || page.Room.Added is not null;
        return (answers, page, isShownAgain ? page.Write(answers, refused) : null);
    }

    /// <summary>Where nothing can be picked, what was typed may be the words of a choice.</summary>
    public Task<JsonElement> Looked(UploadOwner owner, CompiledForm form, JsonElement answers, CancellationToken ct) =>
        lookups.ByLabel(owner.Tenant, form, answers, ct);
}
