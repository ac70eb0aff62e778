using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Shared;

/// <summary>
/// The master key: from <c>Secrets:MasterKey</c> (base64 of 32 bytes), which every node of a cluster must share, or
/// else from a file in the data directory that is made at first use.
/// </summary>
internal sealed class Keys(IConfiguration configuration) : IKeys
{
    public const string Setting = "Secrets:MasterKey";
    private const int KeyBytes = 32;
    private readonly Lazy<byte[]> _master = new(() => Read(configuration));

    public byte[] Derive(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, _master.Value, KeyBytes, info: Encoding.UTF8.GetBytes($"concertmaster/{purpose}"));

    private static byte[] Read(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } configured) return Parse(configured, Setting);
        var directory = configuration["data"] ?? throw new InvalidOperationException(
            $"Set {Setting} to 32 random bytes in base64 (openssl rand -base64 32): connections and personal links need it.");
        var file = Path.Combine(directory, "master.key");
        if (!File.Exists(file)) Create(file);
        return Parse(File.ReadAllText(file), file);
    }

    // Written beside and moved into place without overwriting, so that of two processes that start together both read
    // the one key that stayed.
    private static void Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = $"{file}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
            stream.Flush(flushToDisk: true); // what is sealed with a key that a power cut took is lost
        }
        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }

    private static byte[] Parse(string text, string source)
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(text.Trim(), key, out var written) && written == KeyBytes
            ? key
            : throw new InvalidOperationException($"{source} does not hold {KeyBytes} bytes in base64.");
    }
}
