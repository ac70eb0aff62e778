using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Persons;

/// <summary>Finds sealed values in text and puts in their place what the reader may see.</summary>
internal sealed class ProtectedValues(PersonKeys keys) : IProtectedValues
{
    public ValueTask<string> Open(TenantId tenant, string text, Func<Protection, bool> may, CancellationToken ct) =>
        Replace(tenant, text, may, value => value, ct);

    public ValueTask<string> OpenHtml(TenantId tenant, string html, Func<Protection, bool> may, CancellationToken ct) =>
        Replace(tenant, html, may, WebUtility.HtmlEncode, ct);

    private async ValueTask<string> Replace(
        TenantId tenant, string text, Func<Protection, bool> may, Func<string, string> escape, CancellationToken ct)
    {
        if (!text.Contains(SealedText.Prefix, StringComparison.Ordinal)) return text;
        var known = await KeysIn(tenant, text, ct);
        return SealedText.Pattern().Replace(text, match => escape(TextOf(ValueOf(tenant, match, known, may))));
    }

    public async ValueTask<JsonElement> Open(
        TenantId tenant, JsonElement json, Func<Protection, bool> may, CancellationToken ct)
    {
        if (json.ValueKind == JsonValueKind.Undefined) return json;
        var text = json.GetRawText();
        return text.Contains(SealedText.Prefix, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<JsonElement>(await OpenJson(tenant, text, may, ct), AppJson.Options)
            : json;
    }

    /// <summary>JSON as text: a string that is one sealed value becomes that value, whatever it is.</summary>
    public async ValueTask<string> OpenJson(
        TenantId tenant, string json, Func<Protection, bool> may, CancellationToken ct)
    {
        var known = await KeysIn(tenant, json, ct);
        var opened = new StringBuilder(json.Length);
        var at = 0;
        foreach (Match match in SealedText.Pattern().Matches(json))
        {
            var (begin, end) = (match.Index, match.Index + match.Length);
            var value = ValueOf(tenant, match, known, may);
            var isWhole = begin > 0 && json[begin - 1] == '"' && end < json.Length && json[end] == '"'
                && (begin < 2 || json[begin - 2] != '\\');
            opened.Append(json, at, begin - at - (isWhole ? 1 : 0));
            opened.Append(isWhole ? JsonSerializer.Serialize(value, AppJson.Options) : Escaped(TextOf(value), json, begin));
            at = end + (isWhole ? 1 : 0);
        }
        return opened.Append(json, at, json.Length - at).ToString();
    }

    private async ValueTask<IReadOnlyDictionary<PersonId, KnownPerson>> KeysIn(TenantId tenant, string text, CancellationToken ct) =>
        await keys.Find(tenant, SealedText.Pattern().Matches(text)
            .Select(match => SealedText.Found.From(match).Person).ToHashSet(), ct);

    private static JsonElement ValueOf(
        TenantId tenant, Match match, IReadOnlyDictionary<PersonId, KnownPerson> known, Func<Protection, bool> may)
    {
        var found = SealedText.Found.From(match);
        return known.GetValueOrDefault(found.Person) switch
        {
            { ErasedAt: { } erased } => AppJson.ToElement($"erased on {erased:yyyy-MM-dd}"),
            { Key: { } key } when may(found.Protection) && SealedText.Unseal(tenant, found, key) is { } value => value,
            _ => AppJson.ToElement(IProtectedValues.Mask),
        };
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // Inside of a text that is JSON itself, the letters were escaped twice.
    private static string Escaped(string text, string json, int begin)
    {
        var once = JsonSerializer.Serialize(text, AppJson.Options)[1..^1];
        return begin > 1 && json[begin - 1] == '"' && json[begin - 2] == '\\'
            ? JsonSerializer.Serialize(once, AppJson.Options)[1..^1]
            : once;
    }
}
