using System.IO.Compression;
using System.Text;

namespace ConcertMaster.Forms.Uploads;

/// <summary>What a file is, by what is in it; its name decides only between kinds of plain text.</summary>
internal static class FileTypes
{
    public const string Unknown = "application/octet-stream";

    private static readonly (byte[] Magic, int At, string Type)[] Magics =
    [
        ("%PDF-"u8.ToArray(), 0, "application/pdf"), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"), ("GIF87a"u8.ToArray(), 0, "image/gif"), ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"), ("BM"u8.ToArray(), 0, "image/bmp"), ([0x49, 0x49, 0x2A, 0x00], 0, "image/tiff"),
        ([0x4D, 0x4D, 0x00, 0x2A], 0, "image/tiff"), ("ftypheic"u8.ToArray(), 4, "image/heic"),
        ("ftypmif1"u8.ToArray(), 4, "image/heic"), ("ftyp"u8.ToArray(), 4, "video/mp4"), ("ID3"u8.ToArray(), 0, "audio/mpeg"),
        ("WAVE"u8.ToArray(), 8, "audio/wav"), ([0x1A, 0x45, 0xDF, 0xA3], 0, "video/webm"), ("OggS"u8.ToArray(), 0, "audio/ogg"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, "application/x-ole-storage"),
        ([0x1F, 0x8B], 0, "application/gzip"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, "application/x-7z-compressed"),
        ("Rar!"u8.ToArray(), 0, "application/vnd.rar"), ("MZ"u8.ToArray(), 0, "application/x-msdownload"),
        ([0x7F, 0x45, 0x4C, 0x46], 0, "application/x-executable"), ("{\\rtf"u8.ToArray(), 0, "application/rtf"),
    ];

    // What a browser or a computer would run; taken only where a form names it.
    private static readonly HashSet<string> Dangerous =
        ["text/html", "image/svg+xml", "application/x-msdownload", "application/x-executable", "text/x-script"];

    public static string Of(byte[] content, string name)
    {
        foreach (var (magic, at, type) in Magics)
            if (content.Length >= at + magic.Length && content.AsSpan(at, magic.Length).SequenceEqual(magic)) return type;
        if (content.AsSpan().StartsWith("PK\x03\x04"u8) || content.AsSpan().StartsWith("PK\x05\x06"u8)) return OfPackage(content);
        return IsText(content) ? OfText(content, name) : Unknown;
    }

    /// <param name="accept">Types such as <c>image/*</c>, or endings such as <c>.pdf</c>; empty takes what does no harm.</param>
    public static bool IsAccepted(string type, IReadOnlyList<string> accept) => accept.Count == 0
        ? !Dangerous.Contains(type)
        : accept.Any(one => one.EndsWith("/*", StringComparison.Ordinal)
            ? type.StartsWith(one[..^1], StringComparison.OrdinalIgnoreCase) && !Dangerous.Contains(type)
            : string.Equals(type, one.StartsWith('.') ? OfEnding(one) : one, StringComparison.OrdinalIgnoreCase)
                || IsOldOffice(type, one));

    private static bool IsOldOffice(string type, string accepted) => type == "application/x-ole-storage"
        && accepted is "application/msword" or "application/vnd.ms-excel" or "application/vnd.ms-powerpoint" or ".doc" or ".xls" or ".ppt";

    private static string OfPackage(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var names = zip.Entries.Take(2_000).Select(entry => entry.FullName).ToList();
            if (names.Contains("[Content_Types].xml"))
                return names.Exists(name => name.StartsWith("word/", StringComparison.Ordinal)) ? OfEnding(".docx")
                    : names.Exists(name => name.StartsWith("xl/", StringComparison.Ordinal)) ? OfEnding(".xlsx")
                    : names.Exists(name => name.StartsWith("ppt/", StringComparison.Ordinal)) ? OfEnding(".pptx")
                    : OfEnding(".zip");
            return names.Contains("META-INF/manifest.xml") && names.Contains("content.xml") ? OfEnding(".odt") : OfEnding(".zip");
        }
        catch (InvalidDataException)
        {
            return Unknown;
        }
    }

    private static string OfText(byte[] content, string name)
    {
        var start = Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 1_024))).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (start.StartsWith("#!", StringComparison.Ordinal)) return "text/x-script";
        if (start.Contains("<svg", StringComparison.OrdinalIgnoreCase)) return "image/svg+xml";
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<script", StringComparison.OrdinalIgnoreCase)) return "text/html";
        if (start.StartsWith("<?xml", StringComparison.Ordinal)) return "application/xml";
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => "text/csv",
            ".json" => "application/json",
            ".md" => "text/markdown",
            _ => "text/plain",
        };
    }

    private static bool IsText(byte[] content)
    {
        if (content.AsSpan(0, Math.Min(content.Length, 65_536)).Contains((byte)0)) return false;
        // The last letters may be cut in two.
        return System.Text.Unicode.Utf8.IsValid(content) || content.Length > 4
            && Encoding.UTF8.GetString(content).Count(c => c == '\uFFFD') < content.Length / 100;
    }

    private static string OfEnding(string ending) => ending.ToLowerInvariant() switch
    {
        ".pdf" => "application/pdf",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".heic" => "image/heic",
        ".tif" or ".tiff" => "image/tiff",
        ".txt" => "text/plain",
        ".csv" => "text/csv",
        ".json" => "application/json",
        ".xml" => "application/xml",
        ".zip" => "application/zip",
        ".rtf" => "application/rtf",
        ".mp4" => "video/mp4",
        ".odt" => "application/vnd.oasis.opendocument",
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => Unknown,
    };
}
