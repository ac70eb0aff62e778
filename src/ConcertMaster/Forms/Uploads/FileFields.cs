using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Uploads;

/// <summary>A question that is answered with files, or one that is asked in each row of a question.</summary>
/// <param name="BytesMax">Largest file.</param>
internal sealed record FileField(AnswerPlace Place, string Label, IReadOnlyList<string> Accept, long BytesMax, int CountMax)
{
    public static FileField? Find(FormDefinition definition, AnswerPlace place) =>
        All(definition).FirstOrDefault(field => field.Place == place);

    public static IEnumerable<FileField> All(FormDefinition definition) =>
        AnswerPlace.All(definition).Select(one => Of(one.Place, one.Field)).OfType<FileField>();

    /// <summary>Null for a question that is answered otherwise.</summary>
    public static FileField? Of(AnswerPlace place, FormField field) => field.Ui?.FindText("widget") switch
    {
        "signature" => new(place, field.Label, ["image/png"], FormLimits.SignatureBytesMax, 1),
        "file" => new(place, field.Label, Accepted(field.Ui!.Value),
            Math.Min(Number(field.Ui!.Value.Find("maxBytes")) ?? FormLimits.FileBytesMax, FormLimits.FileBytesMax),
            (int)Math.Min(Number(field.Ui!.Value.Find("maxFiles")) ?? Number(field.Schema.Find("maxItems")) ?? FormLimits.FileCountMax,
                FormLimits.FileCountMax)),
        _ => null,
    };

    private static IReadOnlyList<string> Accepted(JsonElement ui) => ui.Find("accept") switch
    {
        { ValueKind: JsonValueKind.Array } list =>
            [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        { ValueKind: JsonValueKind.String } text => text.GetString()!
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    private static long? Number(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) && whole > 0 ? whole : null;
}
