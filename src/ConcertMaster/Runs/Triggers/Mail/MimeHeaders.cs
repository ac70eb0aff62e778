using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ConcertMaster.Runs.Triggers.Mail;

/// <summary>
/// The head of a letter or of one of its parts: fields unfolded (RFC 5322), encoded words read (RFC 2047), parameters
/// with their continuations and character sets (RFC 2231).
/// </summary>
internal sealed partial class MimeHeaders
{
    private readonly List<(string Name, string Value)> _fields;

    private MimeHeaders(List<(string, string)> fields) => _fields = fields;

    public IReadOnlyList<(string Name, string Value)> Fields => _fields;

    /// <summary>As written, unfolded; null when there is none.</summary>
    public string? Raw(string name) =>
        _fields.Find(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>As people read it.</summary>
    public string? Text(string name) => Raw(name) is { } raw ? DecodeWords(raw) : null;

    /// <exception cref="FormatException">More fields than a letter may have.</exception>
    public static MimeHeaders Parse(string head)
    {
        var fields = new List<(string, string)>();
        foreach (var line in Fold().Replace(head, " ").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.IndexOf(':') is not (> 0 and var colon)) continue;
            if (fields.Count >= MailLimits.HeaderCountMax)
                throw new FormatException($"A part of a letter has at most {MailLimits.HeaderCountMax} header fields.");
            fields.Add((line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }
        return new(fields);
    }

    /// <summary><c>text/plain; charset=utf-8</c> → the value, and its parameters by lower-case name.</summary>
    public (string Value, IReadOnlyDictionary<string, string> Parameters) Structured(string name, string byDefault)
    {
        var raw = Raw(name) ?? byDefault;
        var pieces = new SortedDictionary<string, (string Text, bool IsEncoded)>(StringComparer.Ordinal);
        foreach (Match match in Parameter().Matches(raw))
        {
            var key = match.Groups["name"].Value.ToLowerInvariant();
            var value = match.Groups["quoted"] is { Success: true } quoted
                ? quoted.Value.Replace("\\\"", "\"").Replace("\\\\", "\\") : match.Groups["token"].Value;
            pieces[key] = (value, key.EndsWith('*'));
        }
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in pieces.GroupBy(piece => piece.Key.Split('*')[0]))
            parameters[group.Key] = Joined([.. group.OrderBy(piece => Order(piece.Key)).Select(piece => piece.Value)]);
        return (raw.Split(';')[0].Trim().ToLowerInvariant(), parameters);
    }

    public static Encoding EncodingOf(string? charset)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset ?? "utf-8") ?? Encoding.GetEncoding(charset ?? "utf-8");
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    /// <summary><c>=?utf-8?Q?Gr=C3=BC=C3=9Fe?=</c> → Grüße. What cannot be read stays as it is.</summary>
    public static string DecodeWords(string text) =>
        EncodedWord().Replace(BetweenWords().Replace(text, "$1"), match =>
        {
            try
            {
                var content = match.Groups["text"].Value;
                var bytes = match.Groups["kind"].Value is "B" or "b"
                    ? Convert.FromBase64String(content)
                    : QuotedPrintable.Decode(Encoding.ASCII.GetBytes(content.Replace('_', ' ')));
                return EncodingOf(match.Groups["charset"].Value.Split('*')[0]).GetString(bytes);
            }
            catch (FormatException)
            {
                return match.Value;
            }
        });

    // name*0*=utf-8''a%20 name*1*=b: the character set stands in the first piece.
    private static string Joined(List<(string Text, bool IsEncoded)> pieces)
    {
        var encoding = Encoding.UTF8;
        var text = new StringBuilder();
        for (var i = 0; i < pieces.Count; i++)
        {
            var (piece, isEncoded) = pieces[i];
            if (!isEncoded)
            {
                text.Append(DecodeWords(piece));
                continue;
            }
            if (i == 0 && piece.Split('\'', 3) is [var charset, _, var rest]) (encoding, piece) = (EncodingOf(charset), rest);
            text.Append(encoding.GetString(Percent(piece)));
        }
        return text.ToString();
    }

    private static byte[] Percent(string text)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                bytes.WriteByte(value);
                i += 2;
            }
            else bytes.WriteByte((byte)text[i]);
        }
        return bytes.ToArray();
    }

    private static int Order(string key) =>
        key.Split('*') is [_, var number, ..] && int.TryParse(number, out var order) ? order : 0;

    [GeneratedRegex(@"\r?\n[ \t]+|\r(?=\n)")]
    private static partial Regex Fold();

    [GeneratedRegex(@";\s*(?<name>[^\s=;]+)\s*=\s*(?:""(?<quoted>(?:[^""\\]|\\.)*)""|(?<token>[^\s;]*))")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"=\?(?<charset>[^?\s]+)\?(?<kind>[BbQq])\?(?<text>[^?]*)\?=")]
    private static partial Regex EncodedWord();

    // Blanks between two encoded words are no part of the text.
    [GeneratedRegex(@"(=\?[^?\s]+\?[BbQq]\?[^?]*\?=)\s+(?==\?[^?\s]+\?[BbQq]\?)")]
    private static partial Regex BetweenWords();
}

internal static class QuotedPrintable
{
    /// <summary>What is not well formed is taken as it stands, as mail readers do.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add(text[i]);
                continue;
            }
            var rest = text[(i + 1)..];
            if (rest.StartsWith("\r\n"u8)) i += 2;
            else if (rest.StartsWith("\n"u8)) i++;
            else if (rest.Length >= 2 && char.IsAsciiHexDigit((char)rest[0]) && char.IsAsciiHexDigit((char)rest[1]))
            {
                bytes.Add((byte)((Convert.FromHexString([(char)rest[0], (char)rest[1]]))[0]));
                i += 2;
            }
            else bytes.Add(text[i]);
        }
        return [.. bytes];
    }
}
