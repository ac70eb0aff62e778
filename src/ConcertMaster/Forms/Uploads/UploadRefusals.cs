using System.Globalization;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared.Http;

namespace ConcertMaster.Forms.Uploads;

internal static class UploadRefusals
{
    public static readonly Refusal NotFound = new("upload.not-found", 404,
        "There is no such upload at this link. Begin it again.");
    public static readonly Refusal FieldUnknown = CommonRefusals.Invalid("upload.field-unknown",
        "This form has no question of that name that takes a file.");
    public static readonly Refusal Empty = CommonRefusals.Invalid("upload.empty",
        "The file is empty. Choose another.", new Fault("/size", "minimum", "The number of bytes, at least 1."));
    public static readonly Refusal TooMany = new("upload.too-many", 413,
        $"At most {FormLimits.UploadCountMax} files of together {FormLimits.UploadBytesMax / 1024 / 1024} MB go with one form. "
        + "Remove some first.");
    public static readonly Refusal ChunkTooLarge = new("upload.chunk-too-large", 413,
        $"A piece has at most {FormLimits.ChunkBytesMax / 1024} kB. Send the file in more pieces.");
    public static readonly Refusal OffsetConflict = new("upload.offset-conflict", 409,
        "This piece does not begin where the last one ended. Ask by HEAD how much has arrived, and go on from there.");
    public static readonly Refusal MediaType = new("upload.media-type", 415,
        "Send the piece as application/offset+octet-stream.");
    public static readonly Refusal Quarantined = new("upload.quarantined", 409,
        "The scanner has not released this file yet. Try again in a minute.");

    public static readonly Refusal Submitted = new("upload.submitted", 409,
        "This file was sent with answers and stays with their history. Leave it out of the answers to have it there no longer.");

    public static Refusal TooLarge(FileField field) => new("upload.too-large", 413,
        $"A file for “{field.Label}” has at most {Size(field.BytesMax)}.");

    public static Refusal TypeRefused(Upload upload) => CommonRefusals.Invalid("upload.type-refused",
        upload.Because ?? "A file of this type is not accepted here.");

    /// <summary>Why no further file of this size is taken for a question; null when one is.</summary>
    /// <param name="others">Those that were sent before by the same link.</param>
    public static Refusal? WhyNot(FileField field, IReadOnlyList<Upload> others, long size) =>
        size <= 0 ? Empty
        : size > field.BytesMax ? TooLarge(field)
        : others.Count >= FormLimits.UploadCountMax || others.Sum(one => one.Size) + size > FormLimits.UploadBytesMax ? TooMany
        : null;

    public static string Size(long bytes) => bytes >= 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.#} MB") : $"{bytes / 1024} kB";
}
