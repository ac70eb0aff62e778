namespace ConcertMaster.Forms.Letters;

/// <summary>The letters that come with the product.</summary>
internal static class UsualLetters
{
    private const string Body = """
        Dear {{recipient}},

        {{organisation}} asks you to fill in “{{form}}”{{#if deadline}} by {{deadline}}{{/if}}.
        {{#if message}}

        {{message}}
        {{/if}}

        {{link}}

        The link is yours alone; please do not pass it on.
        """;

    private const string Sms =
        "{{#if number}}Reminder: {{/if}}{{organisation}} asks you to fill in “{{form}}”" +
        "{{#if deadline}} by {{deadline}}{{/if}}: {{link}}";

    public static LetterTemplate Of(LetterKind kind) => kind switch
    {
        LetterKind.Invitation => new("{{form}} ({{organisation}})", Body),
        LetterKind.Reminder => new("Reminder: {{form}} ({{organisation}})", Body),
        _ => new("", Sms),
    };

    /// <summary>As people call it.</summary>
    public static string NameOf(LetterKind kind) => kind switch
    {
        LetterKind.Invitation => "invitation",
        LetterKind.Reminder => "reminder",
        _ => "text message",
    };
}
