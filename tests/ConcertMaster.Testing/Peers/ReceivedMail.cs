using System.Text;
using System.Text.RegularExpressions;

namespace ConcertMaster.Testing.Peers;

/// <summary>A mail as it came over the wire, with the parts a test asks for decoded.</summary>
public sealed partial record ReceivedMail(string Sender, IReadOnlyList<string> Recipients, string Source)
{
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>All textual parts, decoded, one after another.</summary>
    public required string Text { get; init; }

    public string Subject => Headers.GetValueOrDefault("subject", "");

    /// <summary>The first web address in the text that contains <paramref name="part"/>.</summary>
    public string LinkWith(string part) => Links().Matches(System.Net.WebUtility.HtmlDecode(Text))
        .Select(match => match.Value).First(link => link.Contains(part, StringComparison.Ordinal));

    public static ReceivedMail Parse(string sender, IReadOnlyList<string> recipients, string source)
    {
        var (headers, body) = Split(source);
        var text = new StringBuilder();
        AppendText(text, headers, body);
        return new(sender, recipients, source) { Headers = headers, Text = text.ToString() };
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string source)
    {
        var end = source.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? source : source[..end];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // A line that begins with a blank goes on with the header above it.
        foreach (var line in Folds().Replace(head, " ").Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon].Trim().ToLowerInvariant()] = DecodeWords(line[(colon + 1)..].Trim());
        }

        return (headers, end < 0 ? "" : source[(end + 4)..]);
    }

    private static void AppendText(StringBuilder text, Dictionary<string, string> headers, string body)
    {
        var type = headers.GetValueOrDefault("content-type", "text/plain");
        if (Boundary().Match(type) is { Success: true } match)
        {
            foreach (var part in body.Split($"--{match.Groups[1].Value}").Skip(1).Where(p => !p.StartsWith("--", StringComparison.Ordinal)))
            {
                var (partHeaders, partBody) = Split(part.TrimStart('\r', '\n'));
                AppendText(text, partHeaders, partBody);
            }
        }
        else if (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            text.AppendLine(Decode(headers.GetValueOrDefault("content-transfer-encoding", "7bit"), body));
        }
    }

    private static string Decode(string encoding, string body) => encoding.Trim().ToLowerInvariant() switch
    {
        "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
        "quoted-printable" => QuotedPrintable(body.Replace("=\r\n", "", StringComparison.Ordinal)),
        _ => body,
    };

    private static string DecodeWords(string header) => EncodedWords().Replace(
        WordGaps().Replace(header, "$1"), match => match.Groups[1].Value.ToUpperInvariant() == "B"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[2].Value))
            : QuotedPrintable(match.Groups[2].Value.Replace('_', ' ')));

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length)
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex("""https?://[^\s"'<>]+""")]
    private static partial Regex Links();

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Folds();

    [GeneratedRegex("boundary=\"?([^\";]+)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?([bq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWords();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex WordGaps();
}
