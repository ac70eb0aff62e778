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
}

[EventName("form-letter.written.v1")]
internal sealed record FormLetterWritten(FormId FormId, LetterKind Kind, LetterTemplate Template, UserId By, DateTimeOffset At)
    : FormLetterEvent
{
    public override string Describe() => $"wrote the {UsualLetters.NameOf(Kind)} of the form";
}

/// <summary>From now on the letter is the one that comes with the product.</summary>
[EventName("form-letter.reset.v1")]
internal sealed record FormLetterReset(FormId FormId, LetterKind Kind, UserId By, DateTimeOffset At) : FormLetterEvent
{
    public override string Describe() => $"went back to the usual {UsualLetters.NameOf(Kind)} of the form";
}

/// <summary>The letters of one form that somebody has written; the others are as they come with the product.</summary>
internal sealed record FormLetters(ImmutableDictionary<LetterKind, LetterTemplate> Written)
{
    public static readonly Decider<FormLetters, FormLetterEvent> Decider = new(
        "form-letters", new(ImmutableDictionary<LetterKind, LetterTemplate>.Empty), Evolve);

    public static EventStream<FormLetters, FormLetterEvent> Stream(FormId form) =>
        new(StableId.From("form-letters", form.ToString()), Decider);

    /// <summary>The letter as it goes out now.</summary>
    public LetterTemplate this[LetterKind kind] => Written.GetValueOrDefault(kind) ?? UsualLetters.Of(kind);

    public static FormLetters Evolve(FormLetters letters, FormLetterEvent @event) => @event switch
    {
        FormLetterWritten e => new(letters.Written.SetItem(e.Kind, e.Template)),
        FormLetterReset e => new(letters.Written.Remove(e.Kind)),
        _ => throw new UnexpectedEventException(letters, @event),
    };
}
