using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>
/// Files that came with a form as a whole. They become uploads as those that come in pieces do, looked at and scanned; what
/// arrived stays when other answers have to be mended, since a browser does not choose a file twice.
/// </summary>
internal sealed class PlainUploads(UploadStore uploads, UploadScanning scanning, TimeProvider time)
{
    /// <returns>For each question the files that are its answer, those of before that stayed ticked among them.</returns>
    public async Task<(IReadOnlyDictionary<string, JsonElement> Files, IReadOnlyList<Fault> Faults)> Receive(
        UploadOwner owner, IFormCollection sent, CancellationToken ct)
    {
        var (files, faults) = (new Dictionary<string, JsonElement>(StringComparer.Ordinal), new List<Fault>());
        var fields = FileField.All(owner.Definition).ToList();
        if (fields.Count == 0) return (files, faults);
        var known = await uploads.Of(owner, ct);
        foreach (var field in fields)
        {
            var own = known.Where(one => one.Field == field.Name && sent[field.Name].Contains(one.Id.ToString())).ToList();
            foreach (var file in sent.Files.GetFiles(field.Name).Where(file => file.FileName.Length > 0))
            {
                var refused = UploadRefusals.WhyNot(field, known, file.Length);
                var upload = refused is null ? await Take(owner, field, file, ct) : null;
                if (upload is not null) known.Add(upload);
                if (upload is { State: UploadState.Rejected }) refused = UploadRefusals.TypeRefused(upload);
                if (refused is not null) faults.Add(new(LogicJudgement.PathOf(field.Name), refused.Code, refused.Message));
                else own.Add(upload!);
            }
            if (own.Count > 0)
                files[field.Name] = JsonShape.ArrayOf([.. own.Select(one => AppJson.ToElement(new { one.Id, one.Name, one.Size }))]);
        }
        return (files, faults);
    }

    private async Task<Upload> Take(UploadOwner owner, FileField field, IFormFile file, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var upload = Upload.Begun(owner, field, file.FileName, file.Length, now);
        await uploads.Begin(owner.Tenant, upload, now, ct);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        await uploads.Add(owner.Tenant, upload.Id, 0, content.ToArray(), ct);
        return await scanning.Complete(owner.Tenant, upload, field, ct);
    }
}
