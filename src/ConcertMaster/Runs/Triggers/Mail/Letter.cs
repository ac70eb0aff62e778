using System.Globalization;
using System.Text;

namespace ConcertMaster.Runs.Triggers.Mail;

internal static class MailLimits
{
    /// <summary>Largest letter that is taken in, with its attachments, in bytes.</summary>
    public const int LetterBytesMax = 25 * 1024 * 1024;

    /// <summary>Longest text of a letter, and longest HTML, in characters.</summary>
    public const int TextLengthMax = 500_000;

    /// <summary>Parts of one letter.</summary>
    public const int PartCountMax = 100;

    /// <summary>How deep parts of a letter may lie in each other.</summary>
    public const int DepthMax = 10;

    /// <summary>Header fields of a letter, or of one of its parts.</summary>
    public const int HeaderCountMax = 500;
}

internal sealed record LetterAddress(string? Name, string Address);

internal sealed record LetterAttachment(string Name, string ContentType, byte[] Content);

/// <summary>A letter that came in.</summary>
/// <param name="Headers">By lower-case name; of several of one name the first.</param>
internal sealed record Letter(
    string? MessageId, LetterAddress? From, IReadOnlyList<LetterAddress> To, IReadOnlyList<LetterAddress> Cc,
    string Subject, DateTimeOffset? Date, string? Text, string? Html, IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<LetterAttachment> Attachments);

/// <summary>Reads a letter as it travels (RFC 5322 with MIME). Lenient as mail readers are, but within its limits.</summary>
internal static class LetterReading
{
    private sealed class Content
    {
        public string? Text { get; set; }
        public string? Html { get; set; }
        public int PartCount { get; set; }
        public List<LetterAttachment> Attachments { get; } = [];
    }

    /// <exception cref="FormatException">It has no head, or goes beyond a limit; the message says which.</exception>
    public static Letter Read(ReadOnlySpan<byte> message)
    {
        var (head, body) = Split(message);
        var headers = MimeHeaders.Parse(head);
        if (headers.Fields.Count == 0) throw new FormatException("There is no header field. Send the letter as it travels.");
        var content = new Content();
        Part(headers, body, content, 0);
        return new(
            headers.Raw("Message-ID")?.Trim('<', '>', ' '), Addresses(headers.Text("From")).FirstOrDefault(),
            Addresses(headers.Text("To")), Addresses(headers.Text("Cc")), headers.Text("Subject") ?? "",
            DateOf(headers.Raw("Date")), content.Text, content.Html,
            headers.Fields.GroupBy(field => field.Name.ToLowerInvariant())
                .ToDictionary(group => group.Key, group => MimeHeaders.DecodeWords(group.First().Value), StringComparer.Ordinal),
            content.Attachments);
    }

    private static void Part(MimeHeaders headers, ReadOnlySpan<byte> body, Content content, int depth)
    {
        if (++content.PartCount > MailLimits.PartCountMax)
            throw new FormatException($"A letter has at most {MailLimits.PartCountMax} parts.");
        if (depth > MailLimits.DepthMax) throw new FormatException($"Parts lie at most {MailLimits.DepthMax} deep in each other.");
        var (type, parameters) = headers.Structured("Content-Type", "text/plain");
        if (type.StartsWith("multipart/", StringComparison.Ordinal) && parameters.TryGetValue("boundary", out var boundary))
        {
            Parts(boundary, body, content, depth);
            return;
        }
        var (disposition, named) = headers.Structured("Content-Disposition", "inline");
        var name = named.GetValueOrDefault("filename") ?? parameters.GetValueOrDefault("name");
        var bytes = Decoded(headers.Raw("Content-Transfer-Encoding"), body);
        var isText = disposition != "attachment" && name is null;
        if (isText && type == "text/plain" && content.Text is null) content.Text = TextOf(bytes, parameters);
        else if (isText && type == "text/html" && content.Html is null) content.Html = TextOf(bytes, parameters);
        else content.Attachments.Add(new(name ?? $"part-{content.PartCount}{ExtensionOf(type)}", type, bytes));
    }

    private static void Parts(string boundary, ReadOnlySpan<byte> body, Content content, int depth)
    {
        var mark = Encoding.ASCII.GetBytes($"--{boundary}");
        var start = -1;
        for (var at = 0; at < body.Length;)
        {
            var length = body[at..].IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : body.Length - at;
            var line = body.Slice(at, length);
            if (line.StartsWith(mark) && line[mark.Length..].Trim(" \t\r\n"u8) is var rest
                && (rest.IsEmpty || rest.SequenceEqual("--"u8)))
            {
                if (start >= 0) One(body[start..WithoutLineEnd(body, start, at)], content, depth);
                start = at + length;
                if (!rest.IsEmpty) return;
            }
            at += length;
        }
        // A letter that was cut off ends without its last mark; what has come counts.
        if (start >= 0) One(body[start..], content, depth);
    }

    private static void One(ReadOnlySpan<byte> part, Content content, int depth)
    {
        var (head, body) = Split(part);
        Part(MimeHeaders.Parse(head), body, content, depth + 1);
    }

    // The line end before a mark belongs to the mark.
    private static int WithoutLineEnd(ReadOnlySpan<byte> body, int start, int end)
    {
        if (end > start && body[end - 1] == '\n') end--;
        if (end > start && body[end - 1] == '\r') end--;
        return end;
    }

    private static (string Head, byte[] Body) Split(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("\r\n"u8)) return ("", message[2..].ToArray());
        if (message.StartsWith("\n"u8)) return ("", message[1..].ToArray());
        var (end, skip) = (message.IndexOf("\r\n\r\n"u8), 4);
        if (message.IndexOf("\n\n"u8) is >= 0 and var bare && (end < 0 || bare < end)) (end, skip) = (bare, 2);
        return end < 0
            ? (Encoding.UTF8.GetString(message), [])
            : (Encoding.UTF8.GetString(message[..end]), message[(end + skip)..].ToArray());
    }

    private static byte[] Decoded(string? encoding, ReadOnlySpan<byte> body)
    {
        switch (encoding?.Trim().ToLowerInvariant())
        {
            case "quoted-printable":
                return QuotedPrintable.Decode(body);
            case "base64":
                var text = new string([.. Encoding.ASCII.GetString(body)
                    .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/')]);
                text = text[..(text.Length - (text.Length % 4 == 1 ? 1 : 0))];
                return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
            default:
                return body.ToArray();
        }
    }

    private static string TextOf(byte[] bytes, IReadOnlyDictionary<string, string> parameters)
    {
        var text = MimeHeaders.EncodingOf(parameters.GetValueOrDefault("charset")).GetString(bytes).Replace("\r\n", "\n");
        return text.Length <= MailLimits.TextLengthMax
            ? text
            : throw new FormatException($"The text of a letter has at most {MailLimits.TextLengthMax} characters.");
    }

    /// <summary><c>"Roe, Ann" &lt;ann@example.org&gt;, bob@example.org</c>: commas in quotes and brackets divide nothing.</summary>
    public static IReadOnlyList<LetterAddress> Addresses(string? list)
    {
        var found = new List<LetterAddress>();
        var (start, isQuoted) = (0, false);
        var text = $"{list},";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') isQuoted = !isQuoted;
            if (text[i] is not (',' or ';') || (isQuoted && i < text.Length - 1)) continue;
            var one = text[start..i].Trim();
            start = i + 1;
            var open = one.LastIndexOf('<');
            var address = (open >= 0 ? one[(open + 1)..].TrimEnd('>') : one).Trim();
            if (address.Contains('@')) found.Add(new(open > 0 ? one[..open].Trim().Trim('"') : null, address));
        }
        return found;
    }

    private static DateTimeOffset? DateOf(string? text)
    {
        if (text is null) return null;
        var plain = text.Split('(')[0].Trim();
        string[] formats = ["ddd, d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm zzz", "d MMM yyyy HH:mm zzz"];
        foreach (var (zone, offset) in new[] { ("GMT", "+0000"), ("UTC", "+0000"), ("UT", "+0000") })
            if (plain.EndsWith(zone, StringComparison.Ordinal)) plain = plain[..^zone.Length] + offset;
        return DateTimeOffset.TryParseExact(plain, formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AllowWhiteSpaces, out var date) ? date : null;
    }

    private static string ExtensionOf(string type) => type switch
    {
        "text/plain" => ".txt",
        "text/html" => ".html",
        "message/rfc822" => ".eml",
        "application/pdf" => ".pdf",
        _ => "",
    };
}
