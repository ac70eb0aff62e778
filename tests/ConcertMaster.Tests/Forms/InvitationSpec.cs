using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Reminders;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Forms;

using static FormSituations;

public sealed class InvitationSpec
{
    [Fact]
    public void Each_step_of_an_invitation_is_told_once()
    {
        Given().When(state => InvitationDecider.Decide(new IssueInvitation(Letter), state)).Then(Letter).AndRepeatingAddsNothing();
        Given(Letter).When(state => InvitationDecider.Decide(new NoteInvitationSent(Later), state))
            .Then(new InvitationSent(InvitationId, Later)).AndRepeatingAddsNothing();
        Given(Letter).When(state => InvitationDecider.Decide(new NoteInvitationOpened(Later), state))
            .Then(new InvitationOpened(InvitationId, Later)).AndRepeatingAddsNothing();
        Given(Letter).When(state => InvitationDecider.Decide(new NoteInvitationReminded(1, Later), state))
            .Then(new InvitationReminded(InvitationId, 1, Later)).AndRepeatingAddsNothing();
        Given(Letter).When(state => InvitationDecider.Decide(new RevokeInvitation(Later), state))
            .Then(new InvitationRevoked(InvitationId, Later)).AndRepeatingAddsNothing();
    }

    [Fact]
    public void What_was_revoked_with_its_run_can_be_reinstated_and_what_a_person_revoked_cannot()
    {
        Given(Letter, new InvitationOpened(InvitationId, Noon), new InvitationRevoked(InvitationId, Noon, WithRun: true))
            .When(state => InvitationDecider.Decide(new ReinstateInvitation(Later), state))
            .Then(new InvitationReinstated(InvitationId, Later)).AndRepeatingAddsNothing()
            .ThenState(new Invitation.Issued(Letter, null, Noon, 0));
        Given(Letter, new InvitationRevoked(InvitationId, Noon))
            .When(state => InvitationDecider.Decide(new ReinstateInvitation(Later), state)).ThenNothing();
    }

    [Fact]
    public void A_bounced_letter_can_be_sent_again() =>
        Given(Letter, new InvitationSent(InvitationId, Noon), new InvitationBounced(InvitationId, "No such box", Noon))
            .When(state => InvitationDecider.Decide(new NoteInvitationSent(Later), state))
            .Then(new InvitationSent(InvitationId, Later));

    [Fact]
    public void Reminders_are_due_until_they_are_sent_or_answered()
    {
        var letter = Letter with { Reminders = [Noon.AddDays(7), Noon.AddDays(10)] };
        var projection = ProjectionSpec.For(PendingReminders.Projection);
        projection.Given(History.Empty.In(InvitationId.Value, [letter, new InvitationReminded(InvitationId, 1, Later)]));
        projection.ThenNoRow(new(InvitationId.Value, 1)).Then(new(InvitationId.Value, 2), new(Noon.AddDays(10)));
        var answered = (ResponseSubmitted)((ConcertMaster.EventStore.Decisions.Decision<ResponseEvent>.Accepted)
            ResponseDecider.Decide(Submit("""{ "total": 1 }"""), new Response.NotSubmitted())).Events.Single();
        projection.Given(History.Empty.In(answered.ResponseId.Value, [answered]));
        projection.ThenRows();
    }

    [Fact]
    public void What_is_reinstated_is_reminded_of_again_but_not_of_what_fell_into_the_time_between()
    {
        var letter = Letter with { Reminders = [Noon.AddDays(1), Noon.AddDays(2), Noon.AddDays(3)] };
        var reinstated = new InvitationReinstated(InvitationId, Noon.AddDays(2), letter.Reminders, 2);
        InvitationEvent[] before =
        [
            letter, new InvitationReminded(InvitationId, 1, Noon.AddDays(1)),
            new InvitationRevoked(InvitationId, Noon.AddDays(1), WithRun: true),
        ];
        Given(before).When(state => InvitationDecider.Decide(new ReinstateInvitation(Noon.AddDays(2)), state)).Then(reinstated);
        var projection = ProjectionSpec.For(PendingReminders.Projection).Given(History.Empty.In(InvitationId.Value, before));
        projection.ThenRows();
        projection.Given(History.Empty.In(InvitationId.Value, [reinstated]));
        projection.ThenRows(new ReminderRow(Noon.AddDays(3)));
    }

    [Fact]
    public void A_letter_that_was_sent_again_after_it_bounced_is_reminded_of_again()
    {
        var letter = Letter with { Reminders = [Noon.AddDays(1), Noon.AddDays(2), Noon.AddDays(3)] };
        InvitationEvent[] bounced =
        [
            letter, new InvitationSent(InvitationId, Noon), new InvitationReminded(InvitationId, 1, Noon.AddDays(1)),
            new InvitationBounced(InvitationId, "Mailbox full", Noon.AddDays(1)),
        ];
        var sent = new InvitationSent(InvitationId, Noon.AddDays(2), letter.Reminders, 2);
        Given(bounced).When(state => InvitationDecider.Decide(new NoteInvitationResent(Noon.AddDays(2)), state)).Then(sent)
            .ThenState(new Invitation.Issued(letter, Noon.AddDays(2), null, 1));
        Given(bounced).When(state => InvitationDecider.Decide(new NoteInvitationSent(Noon.AddDays(2)), state)).Then(sent);
        Given(bounced).When(state => InvitationDecider.Decide(new NoteInvitationResent(Noon.AddDays(3)), state))
            .Then(new InvitationSent(InvitationId, Noon.AddDays(3)));
        // What did not bounce has its reminders still.
        Given([letter, new InvitationSent(InvitationId, Noon)])
            .When(state => InvitationDecider.Decide(new NoteInvitationResent(Later), state))
            .Then(new InvitationSent(InvitationId, Later));
        Given([.. bounced, new InvitationRevoked(InvitationId, Noon.AddDays(1), WithRun: true)])
            .When(state => InvitationDecider.Decide(new ReinstateInvitation(Noon.AddDays(2)), state))
            .Then(new InvitationReinstated(InvitationId, Noon.AddDays(2)));

        var projection = ProjectionSpec.For(PendingReminders.Projection).Given(History.Empty.In(InvitationId.Value, bounced));
        projection.ThenRows();
        projection.Given(History.Empty.In(InvitationId.Value, [sent]));
        projection.ThenRows(new ReminderRow(Noon.AddDays(3)));
    }

    [Fact]
    public void A_reminder_by_hand_is_noted_once_and_leaves_the_schedule_as_it_is()
    {
        var (ask, later) = (new Guid("0198b000-0000-7000-8000-0000000000cc"), new Guid("0198b000-0000-7000-8000-0000000000dd"));
        Given(Letter).When(state => InvitationDecider.Decide(new NoteInvitationReminded(0, Later, ask), state))
            .Then(new InvitationReminded(InvitationId, 0, Later, ask)).AndRepeatingAddsNothing()
            .ThenState(new Invitation.Issued(Letter, null, null, 0, LastAsk: ask));
        Given(Letter, new InvitationReminded(InvitationId, 0, Noon, ask))
            .When(state => InvitationDecider.Decide(new NoteInvitationReminded(1, Later), state))
            .Then(new InvitationReminded(InvitationId, 1, Later));
        Given(Letter, new InvitationReminded(InvitationId, 0, Noon, ask))
            .When(state => InvitationDecider.Decide(new NoteInvitationReminded(0, Later, later), state))
            .Then(new InvitationReminded(InvitationId, 0, Later, later));
    }

    [Theory]
    [InlineData("""["ana@example.org", {"email": "ben@example.org", "name": "Ben", "reference": 7}]""", 2)]
    [InlineData("\"ana@example.org\"", 1)]
    [InlineData("[]", 0)]
    [InlineData("null", 0)]
    [InlineData("""["Ana <ana@example.org>"]""", 0)]
    [InlineData("""["ana@example.org\r\nBcc: x@example.org"]""", 0)]
    [InlineData("""[{"email": "ana@example.org", "prefill": [1]}]""", 0)]
    public void Recipients_are_addresses_or_objects_with_one(string recipients, int count)
    {
        var (people, refusal) = RecipientReading.Read(Json(recipients));
        people.Count.ShouldBe(count);
        (refusal is null).ShouldBe(count > 0);
    }

    private static DeciderSpec<Invitation, InvitationEvent> Given(params InvitationEvent[] events) =>
        Spec.For(Invitation.Decider).Given(events);
}
