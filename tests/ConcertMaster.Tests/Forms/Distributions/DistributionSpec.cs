using ConcertMaster.Forms.Distributions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Letters;
using ConcertMaster.Forms.Reminders;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Forms.Distributions;

using static FormSituations;

public sealed class DistributionSpec
{
    private static readonly UserId Ana = new(new Guid("0198b000-0000-7000-8000-0000000000aa"));
    private static readonly PersonId Person = new(new Guid("0198b000-0000-7000-8000-0000000000bb"));

    private static readonly RecipientsTaken Part = new(Sending, 0, [new(Person, new("sealed", null, "S-1"))]);

    private static readonly DistributionAccepted Accepted = new(
        Sending, Id, 1, "Emissions", 1, Channel.Mail, null, null, [], Ana, Noon);

    [Fact]
    public void It_is_finished_or_stopped_once_and_not_before_it_was_accepted()
    {
        Given(Part, Accepted).When(state => DistributionDecider.Decide(new FinishDistribution(1, 0, Later), state))
            .Then(new DistributionFinished(Sending, 1, 0, Later)).AndRepeatingAddsNothing();
        Given(Part, Accepted).When(state => DistributionDecider.Decide(new StopDistribution(Ana, Later), state))
            .Then(new DistributionStopped(Sending, Ana, Later)).AndRepeatingAddsNothing();
        Given(Part).When(state => DistributionDecider.Decide(new StopDistribution(Ana, Later), state))
            .ThenRefused(DistributionRefusals.NotFound);
        Given(Part, Accepted, new DistributionFinished(Sending, 1, 0, Noon))
            .When(state => DistributionDecider.Decide(new StopDistribution(Ana, Later), state))
            .ThenRefused(DistributionRefusals.Finished);
    }

    [Fact]
    public void Who_has_not_answered_is_reminded_by_hand_where_somebody_is_left_and_not_again_within_the_hour()
    {
        var ask = new Guid("0198b000-0000-7000-8000-0000000000cc");
        RemindAll Command(long count, DateTimeOffset at) => new(Sending, Id, ask, count, Ana, at);
        var asked = new RemindersAsked(Sending, Id, ask, Ana, Noon);
        var spec = Spec.For(RemindersByHand.Decider);
        spec.When(state => RemindAllDecider.Decide(Command(3, Noon), state)).Then(asked);
        spec.When(state => RemindAllDecider.Decide(Command(0, Noon), state)).ThenRefused(RemindAllDecider.NobodyLeft);
        spec.Given(asked).When(state => RemindAllDecider.Decide(Command(1, Noon.AddMinutes(59)), state))
            .ThenRefused(RemindAllDecider.RemindedLately);
        spec.Given(asked).When(state => RemindAllDecider.Decide(Command(1, Noon.AddHours(1)), state))
            .Then(asked with { At = Noon.AddHours(1) });
    }

    [Theory]
    [InlineData("""["ana@example.org"]""", "mail", null)]
    [InlineData("""[{ "phone": "+49 (170) 123-4567" }]""", "mail", null)]
    [InlineData("""[{ "email": "ana@example.org" }]""", "sms", "/recipients/0/phone")]
    [InlineData("""[{ "email": "ana@example.org", "phone": "0170 1234567" }]""", "mail", "/recipients/0/phone")]
    [InlineData("""[{ "phone": "+491701234567" }]""", "portal", "/recipients/0/email")]
    [InlineData("""[{ "email": "Ana <ana@example.org>" }]""", "mail", "/recipients/0/email")]
    [InlineData("""[{ "email": "ana@example.org\r\nBcc: all@example.org" }]""", "mail", "/recipients/0/email")]
    [InlineData("""[{ "name": "Ana" }]""", "mail", "/recipients/0/email")]
    [InlineData("""[{ "email": "ana@example.org", "language": "pt-BR" }]""", "mail", null)]
    [InlineData("""[{ "email": "ana@example.org", "language": "Deutsch, bitte" }]""", "mail", "/recipients/0/language")]
    public void Whoever_cannot_be_reached_in_the_way_that_is_wanted_is_named(string recipients, string channel, string? path)
    {
        var (people, refusal) = RecipientReading.Read(Json(recipients), Enum.Parse<Channel>(channel, ignoreCase: true));
        refusal?.Faults[0].Path.ShouldBe(path);
        (refusal is null).ShouldBe(path is null);
        people.Count.ShouldBe(path is null ? 1 : 0);
    }

    [Fact]
    public void A_telephone_number_is_kept_as_it_is_dialled() =>
        RecipientReading.Read(Json("""[{ "phone": "+49 (170) 123-4567" }]""")).People[0].Recipient.Phone.ShouldBe("+491701234567");

    [Fact]
    public void Reminders_come_in_their_order_and_are_durations_or_times()
    {
        SendingTimes.TryRead(["P7D", "2026-01-06T12:00:00Z"], Noon, out var times).ShouldBeTrue();
        times.ShouldBe([Noon.AddDays(1), Noon.AddDays(7)]);
        SendingTimes.TryRead(["soon"], Noon, out _).ShouldBeFalse();
        SendingTimes.TryRead([.. Enumerable.Repeat("P1D", 11)], Noon, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_letter_is_written_and_given_up_once()
    {
        var own = new LetterTemplate("Hello", "{{link}}");
        Spec.For(FormLetters.Decider)
            .When(state => LetterDecider.Decide(new WriteLetter(Id, LetterKind.Invitation, own, Ana, Noon), state))
            .Then(new FormLetterWritten(Id, LetterKind.Invitation, own, Ana, Noon)).AndRepeatingAddsNothing();
        var german = new LetterTemplate("Hallo", "{{link}}");
        var written = Spec.For(FormLetters.Decider).Given(new FormLetterWritten(Id, LetterKind.Invitation, own, Ana, Noon));
        written.When(state => LetterDecider.Decide(new WriteLetter(Id, LetterKind.Invitation, german, Ana, Noon, "de"), state))
            .Then(new FormLetterWritten(Id, LetterKind.Invitation, german, Ana, Noon, "de")).AndRepeatingAddsNothing();
        var both = written.Given(new FormLetterWritten(Id, LetterKind.Invitation, german, Ana, Noon, "de")).State;
        (both[LetterKind.Invitation, "de-AT"], both[LetterKind.Invitation, "fr"], both[LetterKind.Reminder, "fr"])
            .ShouldBe((german, own, UsualLetters.Of(LetterKind.Reminder, "fr")));
        Spec.For(FormLetters.Decider).Given(new FormLetterWritten(Id, LetterKind.Sms, own, Ana, Noon))
            .When(state => LetterDecider.Decide(new ResetLetter(Id, LetterKind.Sms, Ana, Later), state))
            .Then(new FormLetterReset(Id, LetterKind.Sms, Ana, Later)).AndRepeatingAddsNothing();
    }

    [Fact]
    public void Only_a_letter_that_had_left_and_was_not_opened_can_come_back()
    {
        InvitationEvent[] sent = [Letter, new InvitationSent(InvitationId, Noon)];
        Spec.For(Invitation.Decider).Given(sent)
            .When(state => InvitationDecider.Decide(new NoteInvitationReturned("No such box", Later), state))
            .Then(new InvitationBounced(InvitationId, "No such box", Later)).AndRepeatingAddsNothing();
        Spec.For(Invitation.Decider).Given([.. sent, new InvitationOpened(InvitationId, Noon)])
            .When(state => InvitationDecider.Decide(new NoteInvitationReturned("No such box", Later), state)).ThenNothing();
    }

    private static DeciderSpec<Distribution, DistributionEvent> Given(params DistributionEvent[] events) =>
        Spec.For(Distribution.Decider).Given(events);
}
