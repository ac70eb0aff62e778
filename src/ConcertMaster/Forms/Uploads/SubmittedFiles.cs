using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Uploads;

/// <summary>
/// Puts what is known of uploaded files in the place of what the sender says of them, so that the event holds name, size,
/// type and SHA-256 as evidence.
/// </summary>
internal sealed class SubmittedFiles(UploadStore uploads)
{
    public async Task<(JsonElement Answers, IReadOnlyList<Guid> Uploads, IReadOnlyList<Fault> Faults)> Resolve(
        UploadOwner owner, JsonElement answers, CancellationToken ct)
    {
        var places = FileField.All(owner.Definition).Where(field => field.Place.In(answers).Any()).ToList();
        if (places.Count == 0) return (answers, [], []);
        var known = (await uploads.Of(owner, ct)).ToDictionary(upload => upload.Id);
        var (attached, faults) = (new List<Guid>(), new List<Fault>());
        foreach (var field in places)
        {
            var described = field.Place.In(answers).ToDictionary(
                one => one.Path, one => Described(field, one.Path, one.Value, known, attached, faults), StringComparer.Ordinal);
            answers = field.Place.With(answers, path => described.TryGetValue(path, out var files) ? files : null);
        }
        return (answers, attached, faults);
    }

    private static JsonElement Described(
        FileField field, string path, JsonElement sent, Dictionary<Guid, Upload> known, List<Guid> attached, List<Fault> faults)
    {
        var described = new List<JsonElement>();
        foreach (var item in JsonShape.Items(sent))
        {
            var upload = Guid.TryParse(item.FindText("id"), out var id) ? known.GetValueOrDefault(id) : null;
            if (Why(upload, field) is { } because) faults.Add(new(path, because.Code, because.Message));
            else attached.Add(id);
            if (upload is not null)
                described.Add(AppJson.ToElement(new { upload.Id, upload.Name, upload.Size, upload.Type, upload.Sha256 }));
        }
        if (described.Count > field.CountMax) faults.Add(new(path, "maxItems", $"At most {field.CountMax} files."));
        return JsonShape.ArrayOf(described);
    }

    private static (string Code, string Message)? Why(Upload? upload, FileField field) => upload switch
    {
        null => ("upload.not-found", "This file did not arrive. Choose it again."),
        _ when upload.Place != field.Place => ("upload.not-found", "This file was sent for another question. Choose it again."),
        { State: UploadState.Receiving } => ("upload.incomplete", $"“{upload.Name}” has not arrived as a whole yet."),
        { State: UploadState.Rejected } => ("upload.rejected", upload.Because ?? $"“{upload.Name}” was refused."),
        _ => null,
    };
}
