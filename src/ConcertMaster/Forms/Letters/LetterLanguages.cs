using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.Forms.PlainPages;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Letters;

/// <summary>In which language somebody is written to, and what the form is called in it.</summary>
internal static partial class LetterLanguages
{
    public static bool IsLanguage(string text) => Language().IsMatch(text);

    /// <summary>That of the person, else the one that the form is written in.</summary>
    public static string Of(string? ofPerson, JsonElement ui) => ofPerson ?? Words.LanguagesOf(ui).FirstOrDefault() ?? "en";

    /// <summary>Those that letters can be written in by name: the form's, and those that there are usual letters in.</summary>
    public static IReadOnlyList<string> OfferedFor(JsonElement ui) =>
        [.. Words.LanguagesOf(ui).Concat(UsualLetters.Languages).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary><c>de-AT</c> before <c>de</c>.</summary>
    public static IEnumerable<string> NearestFirst(string language)
    {
        yield return language;
        if (language.Contains('-', StringComparison.Ordinal)) yield return language.Split('-')[0];
    }

    public static string NameIn(string language, string name, JsonElement ui) =>
        NearestFirst(language).Select(one => ui.Find("translations") is { ValueKind: JsonValueKind.Object } all
            && all.TryGetProperty(one, out var said) ? said.FindText("name") : null)
            .FirstOrDefault(one => one is { Length: > 0 }) ?? name;

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$")]
    private static partial Regex Language();
}
