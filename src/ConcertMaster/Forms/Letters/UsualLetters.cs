namespace ConcertMaster.Forms.Letters;

/// <summary>The letters that come with the product, in the languages that the words around a form are there in.</summary>
internal static class UsualLetters
{
    /// <param name="Draft">Subject of the letter that a draft is gone on with by, what it says, and what to know of its link.</param>
    /// <param name="Correction">Subject of the letter that asks to look again, what it says, and what becomes of the rest.</param>
    private sealed record Phrases(
        string Reminder, string Dear, string Asks, string By, string Yours,
        (string Subject, string Says, string Link) Draft, (string Subject, string Says, string Left) Correction);

    private static readonly Dictionary<string, Phrases> ByLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = new("Reminder: ", "Dear {{recipient}},", "{{organisation}} asks you to fill in “{{form}}”", " by {{deadline}}",
            "The link is yours alone; please do not pass it on.",
            ("Go on with {{form}}", "You began to fill in “{{form}}” for {{organisation}}. Go on where you left off:",
                "The link works once, within seven days."),
            ("Please look again: {{form}}",
                "{{organisation}} has looked at what you answered in “{{form}}” and asks you to look at some of it again:",
                "Everything else that you sent stays as it is.")),
        ["de"] = new("Erinnerung: ", "Guten Tag {{recipient}},", "{{organisation}} bittet Sie, „{{form}}“ auszufüllen",
            ", und zwar bis {{deadline}}", "Der Link ist nur für Sie; bitte geben Sie ihn nicht weiter.",
            ("Weiter mit {{form}}", "Sie haben begonnen, „{{form}}“ für {{organisation}} auszufüllen. Hier geht es weiter:",
                "Der Link gilt einmal, innerhalb von sieben Tagen."),
            ("Bitte sehen Sie noch einmal nach: {{form}}",
                "{{organisation}} hat Ihre Antworten in „{{form}}“ angesehen und bittet Sie, einige davon noch einmal zu prüfen:",
                "Alles andere, was Sie gesendet haben, bleibt, wie es ist.")),
        ["fr"] = new("Rappel : ", "Bonjour {{recipient}},", "{{organisation}} vous invite à remplir « {{form}} »",
            " avant le {{deadline}}", "Ce lien n’est que pour vous ; merci de ne pas le transmettre.",
            ("Reprendre {{form}}", "Vous avez commencé à remplir « {{form}} » pour {{organisation}}. Reprenez où vous en étiez :",
                "Le lien ne sert qu’une fois, pendant sept jours."),
            ("À revoir : {{form}}",
                "{{organisation}} a lu vos réponses à « {{form}} » et vous demande d’en revoir certaines :",
                "Tout le reste de ce que vous avez envoyé est conservé tel quel.")),
        ["es"] = new("Recordatorio: ", "Hola, {{recipient}}:", "{{organisation}} le pide que rellene «{{form}}»",
            " antes del {{deadline}}", "El enlace es solo para usted; por favor, no lo comparta.",
            ("Continuar con {{form}}", "Usted empezó a rellenar «{{form}}» para {{organisation}}. Continúe donde lo dejó:",
                "El enlace sirve una sola vez, durante siete días."),
            ("Por favor, revise de nuevo: {{form}}",
                "{{organisation}} ha leído sus respuestas a «{{form}}» y le pide que revise algunas:",
                "Todo lo demás que envió queda como está.")),
        ["ar"] = new("تذكير: ", "{{recipient}}، تحية طيبة،", "تطلب منك {{organisation}} تعبئة «{{form}}»", " قبل {{deadline}}",
            "هذا الرابط خاص بك وحدك؛ يُرجى عدم مشاركته.",
            ("متابعة {{form}}", "لقد بدأت تعبئة «{{form}}» لصالح {{organisation}}. تابع من حيث توقفت:",
                "يعمل الرابط مرة واحدة خلال سبعة أيام."),
            ("يُرجى المراجعة مرة أخرى: {{form}}",
                "اطّلعت {{organisation}} على إجاباتك عن «{{form}}» وتطلب منك مراجعة بعضها:",
                "يبقى كل ما عدا ذلك مما أرسلته كما هو.")),
    };

    public static IEnumerable<string> Languages => ByLanguage.Keys;

    /// <param name="language">English where there is no such letter.</param>
    public static LetterTemplate Of(LetterKind kind, string language = "en")
    {
        var say = PhrasesOf(language);
        const string Subject = "{{form}} ({{organisation}})";
        var asks = $"{say.Asks}{{{{#if deadline}}}}{say.By}{{{{/if}}}}";
        return kind switch
        {
            LetterKind.Invitation => new(Subject, Body(say, asks)),
            LetterKind.Reminder => new($"{say.Reminder}{Subject}", Body(say, asks)),
            _ => new("", $"{{{{#if number}}}}{say.Reminder}{{{{/if}}}}{asks}: {{{{link}}}}"),
        };
    }

    /// <summary>Takes a draft to another device.</summary>
    public static LetterTemplate Draft(string language)
    {
        var say = PhrasesOf(language);
        return new($"{say.Draft.Subject} ({{{{organisation}}}})", $$$"""
            {{{say.Dear}}}

            {{{say.Draft.Says}}}

            {{link}}

            {{{say.Draft.Link}}}
            """);
    }

    /// <summary>Asks a sender to look again at some of the answers.</summary>
    public static LetterTemplate Correction(string language)
    {
        var say = PhrasesOf(language);
        return new($"{say.Correction.Subject} ({{{{organisation}}}})", $$$"""
            {{{say.Dear}}}

            {{{say.Correction.Says}}}

            {{message}}

            {{link}}

            {{{say.Correction.Left}}}
            """);
    }

    private static Phrases PhrasesOf(string language) =>
        LetterLanguages.NearestFirst(language).Select(one => ByLanguage.GetValueOrDefault(one))
            .FirstOrDefault(one => one is not null) ?? ByLanguage["en"];

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
