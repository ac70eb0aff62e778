using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Runs.Triggers;

/// <summary>
/// The scheme of Standard Webhooks: an HMAC-SHA256 over <c>id.timestamp.body</c> with a key that both sides know, in
/// <c>webhook-signature: v1,…</c>; several signatures, apart by blanks, while a key is changed.
/// </summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string VersionPrefix = "v1,";

    public static readonly Refusal Missing = new("webhook.signature-missing", 401,
        "This webhook takes signed requests only. Send webhook-id, webhook-timestamp and webhook-signature.");
    public static readonly Refusal Invalid = new("webhook.signature-invalid", 401,
        "The signature does not fit. Sign id.timestamp.body, byte by byte as sent, with the secret of this webhook.");
    public static readonly Refusal Stale = new("webhook.timestamp-stale", 401,
        "The request was signed too long ago, or in the future. Sign it again, and check both clocks.");

    /// <summary>The key of a secret such as <c>whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw</c>; null when it is none.</summary>
    public static byte[]? KeyOf(string? secret)
    {
        if (secret is null) return null;
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length > 0 ? key[..length] : null;
    }

    /// <returns>Null when the request is what the holder of the key has signed, and lately.</returns>
    public static Refusal? Check(
        byte[] key, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now,
        TimeSpan tolerance)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures)) return Missing;
        if (id.Length > HookLimits.IdLengthMax
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return Invalid;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > (long)tolerance.TotalSeconds) return Stale;
        var expected = Sign(key, id, seconds, body);
        foreach (var signature in signatures.Split(' ', HookLimits.SignatureCountMax + 1).Take(HookLimits.SignatureCountMax))
        {
            var given = new byte[signature.Length];
            if (signature.StartsWith(VersionPrefix, StringComparison.Ordinal)
                && Convert.TryFromBase64String(signature[VersionPrefix.Length..], given, out var length)
                && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), expected)) return null;
        }
        return Invalid;
    }

    public static byte[] Sign(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
