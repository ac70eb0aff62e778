using System.Security.Cryptography;

namespace ConcertMaster.Shared;

/// <summary>AES-256-GCM: nonce, tag and ciphertext, one after another.</summary>
internal static class SealedBytes
{
    private static int NonceBytes => AesGcm.NonceByteSizes.MaxSize;

    private static int TagBytes => AesGcm.TagByteSizes.MaxSize;

    /// <param name="binding">What it belongs to: it can be read for nothing else.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> binding)
    {
        var whole = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(whole.AsSpan(0, NonceBytes), plain, whole.AsSpan(NonceBytes + TagBytes),
            whole.AsSpan(NonceBytes, TagBytes), binding);
        return whole;
    }

    /// <exception cref="CryptographicException">It was not sealed with this key for this.</exception>
    public static byte[] Unseal(byte[] key, byte[] whole, ReadOnlySpan<byte> binding)
    {
        if (whole.Length < NonceBytes + TagBytes) throw new CryptographicException("This is too short to be sealed.");
        var plain = new byte[whole.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes + TagBytes),
            whole.AsSpan(NonceBytes, TagBytes), plain, binding);
        return plain;
    }
}
