using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Logic;
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
        var fields = answers.ValueKind == JsonValueKind.Object
            ? FileField.All(owner.Definition).Where(field => answers.TryGetProperty(field.Name, out _)).ToList() : [];
        if (fields.Count == 0) return (answers, [], []);
        var known = (await uploads.Of(owner, ct)).ToDictionary(upload => upload.Id);
        var (attached, faults) = (new List<Guid>(), new List<Fault>());
        foreach (var field in fields)
        {
            var described = new List<JsonElement>();
            foreach (var item in JsonShape.Items(answers.GetProperty(field.Name)))
            {
                var upload = Guid.TryParse(item.FindText("id"), out var id) ? known.GetValueOrDefault(id) : null;
                if (Why(upload, field) is { } because) faults.Add(new(LogicJudgement.PathOf(field.Name), because.Code, because.Message));
                else attached.Add(id);
                if (upload is not null)
                    described.Add(AppJson.ToElement(new { upload.Id, upload.Name, upload.Size, upload.Type, upload.Sha256 }));
            }
            if (described.Count > field.CountMax)
                faults.Add(new(LogicJudgement.PathOf(field.Name), "maxItems", $"At most {field.CountMax} files."));
            answers = JsonShape.WithField(answers, field.Name, JsonShape.ArrayOf(described));
        }
        return (answers, attached, faults);
    }

    private static (string Code, string Message)? Why(Upload? upload, FileField field) => upload switch
    {
        null => ("upload.not-found", "This file did not arrive. Choose it again."),
        _ when upload.Field != field.Name => ("upload.not-found", "This file was sent for another question. Choose it again."),
        { State: UploadState.Receiving } => ("upload.incomplete", $"“{upload.Name}” has not arrived as a whole yet."),
        { State: UploadState.Rejected } => ("upload.rejected", upload.Because ?? $"“{upload.Name}” was refused."),
        _ => null,
    };
}
