using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Output.Erp;

/// <summary>Token-based authentication: OAuth 1.0a (RFC 5849) with HMAC-SHA256.</summary>
internal sealed record OAuthToken(
    string Realm, string ConsumerKey, string ConsumerSecret, string TokenId, string TokenSecret)
{
    /// <summary>
    /// The secret of the connection is <c>{consumerKey, consumerSecret, tokenId, tokenSecret}</c> as JSON. The account
    /// is in its settings, or else what its address begins with.
    /// </summary>
    public static OAuthToken Read(OpenConnection connection)
    {
        var secret = Parsed(connection);
        string Part(string name) => secret.Text(name) is { Length: > 0 } part ? part
            : throw Invalid(connection, $"its secret lacks `{name}`.");
        var account = connection.Settings.Text("account") is { Length: > 0 } named ? named
            : Uri.TryCreate(connection.Settings.Text("baseUrl"), UriKind.Absolute, out var address)
                ? address.Host.Split('.')[0]
            : "";
        return new(account.Replace('-', '_').ToUpperInvariant(),
            Part("consumerKey"), Part("consumerSecret"), Part("tokenId"), Part("tokenSecret"));
    }

    public string HeaderFor(string method, Uri address, DateTimeOffset now, string nonce)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = ConsumerKey,
            ["oauth_nonce"] = nonce,
            ["oauth_signature_method"] = "HMAC-SHA256",
            ["oauth_timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_token"] = TokenId,
            ["oauth_version"] = "1.0",
        };
        var pairs = string.Join('&', parameters.Select(pair => $"{Escape(pair.Key)}={Escape(pair.Value)}"));
        var signed = $"{method}&{Escape(address.GetLeftPart(UriPartial.Path))}&{Escape(pairs)}";
        var key = Encoding.UTF8.GetBytes($"{Escape(ConsumerSecret)}&{Escape(TokenSecret)}");
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed));
        parameters["oauth_signature"] = Convert.ToBase64String(signature);
        var fields = parameters.Select(pair => $"{pair.Key}=\"{Escape(pair.Value)}\"");
        return $"OAuth realm=\"{Escape(Realm)}\", {string.Join(", ", fields)}";
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static JsonElement Parsed(OpenConnection connection)
    {
        try
        {
            return JsonValues.Parse(connection.Secret ?? "");
        }
        catch (JsonException)
        {
            throw Invalid(connection,
                "its secret must be JSON with consumerKey, consumerSecret, tokenId and tokenSecret.");
        }
    }

    private static NodeException Invalid(OpenConnection connection, string why) =>
        new("connection.settings-invalid", $"The connection '{connection.Name}': {why}");
}
