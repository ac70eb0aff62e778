using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>The words around a form in one language: those of the page with script, from which their files are written.</summary>
internal sealed class Words
{
    private const string Folder = "ConcertMaster.Forms.PlainPages.Words.";

    private static readonly FrozenDictionary<string, Words> Known = typeof(Words).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..^".json".Length])
        .ToFrozenDictionary(language => language, language => new Words(language), StringComparer.OrdinalIgnoreCase);

    public static readonly Words English = Known["en"];

    private readonly FrozenDictionary<string, JsonElement> _texts;

    private Words(string language)
    {
        Language = language;
        using var stream = typeof(Words).Assembly.GetManifestResourceStream($"{Folder}{language}.json")!;
        _texts = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Language { get; }

    public static IEnumerable<string> Languages => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>Of a language such as <c>de</c> or <c>de-AT</c>; English where a form speaks another.</summary>
    public static Words Of(string? language) => Known.GetValueOrDefault(language?.Split('-')[0] ?? "", English);

    public string this[string name] => Say(name);

    public string Say(string name, params ReadOnlySpan<string> told)
    {
        var word = _texts[name];
        var text = word.ValueKind == JsonValueKind.String ? word.GetString()!
            : word.GetProperty(told is ["1", ..] ? "one" : "many").GetString()!;
        for (var at = 0; at < told.Length; at++)
            text = text.Replace($"{{{at}}}", told[at], StringComparison.Ordinal);
        return text;
    }

    public string Say(string name, int count) => Say(name, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>With its zone: who reads it may be anywhere.</summary>
    public string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString(
        Language == "en" ? "d MMM yyyy, HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Of the languages of a form the one that a reader prefers; the form's own where it speaks none of theirs.</summary>
    /// <param name="asked">Asked for by name; what the form does not speak is no answer.</param>
    public static string Preferred(JsonElement ui, string? asked, string acceptLanguage)
    {
        var spoken = LanguagesOf(ui);
        var wanted = acceptLanguage.Split(',').Select(one => one.Split(';')[0].Trim());
        foreach (var one in wanted.Prepend(asked ?? "").Where(one => one.Length > 0))
        {
            var found = spoken.FirstOrDefault(language => language.Equals(one, StringComparison.OrdinalIgnoreCase))
                ?? spoken.FirstOrDefault(language => Short(language) == Short(one));
            if (found is not null) return found;
        }
        return spoken.FirstOrDefault() ?? "en";
    }

    public static IReadOnlyList<string> LanguagesOf(JsonElement ui) =>
        ui.Find("languages") is { ValueKind: JsonValueKind.Array } languages
            ? [.. languages.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)]
            : [];

    private static string Short(string language) => language.Split('-')[0].ToUpperInvariant();
}
