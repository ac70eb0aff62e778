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
    /// <returns>For each box the files that are its answer, those of before that stayed ticked among them.</returns>
    public async Task<(IReadOnlyDictionary<string, JsonElement> Files, IReadOnlyList<Fault> Faults)> Receive(
        UploadOwner owner, IFormCollection sent, CancellationToken ct)
    {
        var (files, faults) = (new Dictionary<string, JsonElement>(StringComparer.Ordinal), new List<Fault>());
        var fields = FileField.All(owner.Definition).ToList();
        if (fields.Count == 0) return (files, faults);
        var known = await uploads.Of(owner, ct);
        foreach (var (field, name) in fields.SelectMany(field => BoxesOf(field.Place, sent).Select(name => (field, name))))
        {
            var own = known.Where(one => one.Place == field.Place && sent[name].Contains(one.Id.ToString())).ToList();
            foreach (var file in sent.Files.GetFiles(name).Where(file => file.FileName.Length > 0))
            {
                var refused = UploadRefusals.WhyNot(field, known, file.Length);
                var upload = refused is null ? await Take(owner, field, file, ct) : null;
                if (upload is not null) known.Add(upload);
                if (upload is { State: UploadState.Rejected }) refused = UploadRefusals.TypeRefused(upload);
                if (refused is not null) faults.Add(new($"/{name}", refused.Code, refused.Message));
                else own.Add(upload!);
            }
            if (own.Count > 0)
                files[name] = JsonShape.ArrayOf([.. own.Select(one => AppJson.ToElement(new { one.Id, one.Name, one.Size }))]);
        }
        return (files, faults);
    }

    // In a column, those of all rows that something came from.
    private static IEnumerable<string> BoxesOf(AnswerPlace place, IFormCollection sent) => place.Column is not { } column
        ? [place.Field]
        : sent.Files.Select(file => file.Name).Concat(sent.Keys).Distinct(StringComparer.Ordinal).Where(name =>
            name.StartsWith($"{place.Field}/", StringComparison.Ordinal) && name.EndsWith($"/{column}", StringComparison.Ordinal)
            && name.Length > place.Field.Length + column.Length + 2
            && name[(place.Field.Length + 1)..^(column.Length + 1)].All(char.IsAsciiDigit));

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
