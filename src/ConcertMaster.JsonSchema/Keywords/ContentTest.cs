using System.Text;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary><c>contentEncoding</c> and <c>contentMediaType</c>, where they decide on validity.</summary>
internal sealed class ContentTest(bool isBase64, bool isJson)
{
    public string Keyword => isBase64 ? "contentEncoding" : "contentMediaType";

    public bool IsValid(ReadOnlySpan<char> text)
    {
        byte[] content;
        if (isBase64)
        {
            content = new byte[text.Length];
            if (!Convert.TryFromBase64Chars(text, content, out var length)) return false;
            if (text.ContainsAny(" \t\r\n")) return false;
            content = content[..length];
        }
        else
        {
            content = Encoding.UTF8.GetBytes(text.ToArray());
        }

        return !isJson || IsJson(content);
    }

    private static bool IsJson(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = 1_000 });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
