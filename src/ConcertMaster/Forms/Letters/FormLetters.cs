using System.Collections.Immutable;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Letters;

/// <summary>What is written to people about a form.</summary>
internal enum LetterKind
{
    Invitation,
    Reminder,

    /// <summary>The text message of an invitation or, with a <c>number</c>, of a reminder.</summary>
    Sms,
}

/// <summary>Handlebars over the names of <see cref="LetterModel"/>.</summary>
/// <param name="Subject">Empty for a text message.</param>
/// <param name="Html">Null: made of the text.</param>
internal sealed record LetterTemplate(string Subject, string Text, string? Html = null);

internal abstract record FormLetterEvent : IDescribed
{
    public abstract string Describe();

    protected static string In(string? language) => language is null ? "" : $" in {language}";
}

/// <param name="Language">For those who are written to in it; null for everybody else.</param>
[EventName("form-letter.written.v1")]
internal sealed record FormLetterWritten(
    FormId FormId, LetterKind Kind, LetterTemplate Template, UserId By, DateTimeOffset At, string? Language = null) : FormLetterEvent
{
    public override string Describe() => $"wrote the {UsualLetters.NameOf(Kind)} of the form{In(Language)}";
}

/// <summary>From now on the letter is the one that comes with the product.</summary>
[EventName("form-letter.reset.v1")]
internal sealed record FormLetterReset(
    FormId FormId, LetterKind Kind, UserId By, DateTimeOffset At, string? Language = null) : FormLetterEvent
{
    public override string Describe() => $"went back to the usual {UsualLetters.NameOf(Kind)} of the form{In(Language)}";
}

/// <summary>The letters of one form that somebody has written; the others are as they come with the product.</summary>
/// <param name="Written">By kind, and kind and language.</param>
internal sealed record FormLetters(ImmutableDictionary<string, LetterTemplate> Written)
{
    public static readonly Decider<FormLetters, FormLetterEvent> Decider = new(
        "form-letters", new(ImmutableDictionary<string, LetterTemplate>.Empty), Evolve);

    public static EventStream<FormLetters, FormLetterEvent> Stream(FormId form) =>
        new(StableId.From("form-letters", form.ToString()), Decider);

    /// <summary>The letter as it goes out now. What somebody wrote for everybody comes before what is usual in a language.</summary>
    public LetterTemplate this[LetterKind kind, string? language] =>
        (language is null ? [] : LetterLanguages.NearestFirst(language)).Select(one => Own(kind, one))
            .FirstOrDefault(one => one is not null)
        ?? Own(kind, null) ?? UsualLetters.Of(kind, language ?? "en");

    /// <summary>Null where nobody has written one for exactly this.</summary>
    public LetterTemplate? Own(LetterKind kind, string? language) => Written.GetValueOrDefault(KeyOf(kind, language));

    public static FormLetters Evolve(FormLetters letters, FormLetterEvent @event) => @event switch
    {
        FormLetterWritten e => new(letters.Written.SetItem(KeyOf(e.Kind, e.Language), e.Template)),
        FormLetterReset e => new(letters.Written.Remove(KeyOf(e.Kind, e.Language))),
        _ => throw new UnexpectedEventException(letters, @event),
    };

    private static string KeyOf(LetterKind kind, string? language) =>
        language is null ? $"{kind}" : $"{kind} {language.ToLowerInvariant()}";
}
