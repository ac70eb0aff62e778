using System.Security.Cryptography;
using System.Text;

namespace ConcertMaster.Shared;

/// <summary>
/// Ids derived from what they stand for (RFC 9562 version 8), so that doing a thing twice names the same stream and the
/// second attempt is recognised.
/// </summary>
public static class StableId
{
    public static Guid From(params ReadOnlySpan<string> parts)
    {
        // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part.Length).Append(':').Append(part);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
