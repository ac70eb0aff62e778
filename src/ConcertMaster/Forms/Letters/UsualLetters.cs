namespace ConcertMaster.Forms.Letters;

/// <summary>The letters that come with the product, in the languages that the words around a form are there in.</summary>
internal static class UsualLetters
{
    private sealed record Phrases(string Reminder, string Dear, string Asks, string By, string Yours);

    private static readonly Dictionary<string, Phrases> ByLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = new("Reminder: ", "Dear {{recipient}},", "{{organisation}} asks you to fill in “{{form}}”", " by {{deadline}}",
            "The link is yours alone; please do not pass it on."),
        ["de"] = new("Erinnerung: ", "Guten Tag {{recipient}},", "{{organisation}} bittet Sie, „{{form}}“ auszufüllen",
            ", und zwar bis {{deadline}}", "Der Link ist nur für Sie; bitte geben Sie ihn nicht weiter."),
        ["fr"] = new("Rappel : ", "Bonjour {{recipient}},", "{{organisation}} vous invite à remplir « {{form}} »",
            " avant le {{deadline}}", "Ce lien n’est que pour vous ; merci de ne pas le transmettre."),
        ["es"] = new("Recordatorio: ", "Hola, {{recipient}}:", "{{organisation}} le pide que rellene «{{form}}»",
            " antes del {{deadline}}", "El enlace es solo para usted; por favor, no lo comparta."),
        ["ar"] = new("تذكير: ", "{{recipient}}، تحية طيبة،", "تطلب منك {{organisation}} تعبئة «{{form}}»", " قبل {{deadline}}",
            "هذا الرابط خاص بك وحدك؛ يُرجى عدم مشاركته."),
    };

    public static IEnumerable<string> Languages => ByLanguage.Keys;

    /// <param name="language">English where there is no such letter.</param>
    public static LetterTemplate Of(LetterKind kind, string language = "en")
    {
        var say = LetterLanguages.NearestFirst(language).Select(one => ByLanguage.GetValueOrDefault(one))
            .FirstOrDefault(one => one is not null) ?? ByLanguage["en"];
        const string Subject = "{{form}} ({{organisation}})";
        var asks = $"{say.Asks}{{{{#if deadline}}}}{say.By}{{{{/if}}}}";
        return kind switch
        {
            LetterKind.Invitation => new(Subject, Body(say, asks)),
            LetterKind.Reminder => new($"{say.Reminder}{Subject}", Body(say, asks)),
            _ => new("", $"{{{{#if number}}}}{say.Reminder}{{{{/if}}}}{asks}: {{{{link}}}}"),
        };
    }

    private static string Body(Phrases say, string asks) => $$$"""
        {{{say.Dear}}}

        {{{asks}}}.
        {{#if message}}

        {{message}}
        {{/if}}

        {{link}}

        {{{say.Yours}}}
        """;

    /// <summary>As people call it.</summary>
    public static string NameOf(LetterKind kind) => kind switch
    {
        LetterKind.Invitation => "invitation",
        LetterKind.Reminder => "reminder",
        _ => "text message",
    };
}
