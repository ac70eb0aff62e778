using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Persons;

/// <summary>
/// The text that a sealed value travels as: <c>sealed.v1.p.{person}_{nonce, tag and ciphertext}.</c> It has no letter
/// that JSON, CSV or HTML would escape, and tells where it ends, so it can be found again in whatever was made of it.
/// </summary>
internal static partial class SealedText
{
    public const string Prefix = "sealed.v1.";
    private const string Classes = "cps";

    public static string Seal(TenantId tenant, PersonId person, byte[] key, JsonElement value, Protection protection)
    {
        var whole = SealedBytes.Seal(key, CanonicalJson.Write(value), Binding(tenant, person, protection));
        return $"{Prefix}{Classes[(int)protection]}.{person.Value:N}_{Base64Url.EncodeToString(whole)}.";
    }

    /// <summary>Null when it was not sealed with this key, for this tenant, person and class.</summary>
    public static JsonElement? Unseal(TenantId tenant, Found found, byte[] key)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(SealedBytes.Unseal(
                key, Base64Url.DecodeFromChars(found.Data), Binding(tenant, found.Person, found.Protection)));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>One sealed value in a text.</summary>
    public readonly record struct Found(Protection Protection, PersonId Person, string Data)
    {
        public static Found From(Match match) => new(
            (Protection)Classes.IndexOf(match.Groups["class"].Value, StringComparison.Ordinal),
            new(Guid.ParseExact(match.Groups["person"].Value, "N")), match.Groups["data"].Value);
    }

    // Those that were sealed before there was an end have a point before their data; one ends where the next begins. An
    // end may have been cut off.
    [GeneratedRegex(@"sealed\.v1\.(?<class>[cps])\.(?<person>[0-9a-f]{32})
        (?:_(?<data>[A-Za-z0-9_-]{38,})\.? | \.(?<data>[A-Za-z0-9_-]{38,}?)(?=sealed\.v1\.|[^A-Za-z0-9_-]|$))",
        RegexOptions.IgnorePatternWhitespace)]
    public static partial Regex Pattern();

    private static byte[] Binding(TenantId tenant, PersonId person, Protection protection) =>
        Encoding.UTF8.GetBytes($"{tenant.Value}/{person}/{protection}");
}
