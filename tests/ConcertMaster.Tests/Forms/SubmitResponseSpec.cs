using ConcertMaster.Forms;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Forms;

using static FormSituations;

public sealed class SubmitResponseSpec
{
    private static readonly UserId Ana = new(new Guid("0198b000-0000-7000-8000-00000000000a"));

    [Fact]
    public void Valid_answers_are_taken_with_a_receipt()
    {
        var submitted = Submitted();
        submitted.ContentHash.ShouldBe(CanonicalJson.Sha256(Json("""{ "total": 12.5 }""")));
        submitted.Number.ShouldMatch("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$");
        submitted.For.ShouldBe("run:1:ask:");
        submitted.SignalKey.ShouldBe(InvitationId.ToString());
        submitted.SignalData.GetProperty("answers").GetProperty("total").GetDouble().ShouldBe(12.5);
    }

    [Fact]
    public void A_second_submission_is_refused_even_when_it_says_the_same() =>
        Given(Submitted()).When(response => ResponseDecider.Decide(Submit("""{ "total": 12.5 }"""), response))
            .ThenRefused(FormRefusals.AlreadySubmitted);

    [Fact]
    public void Faults_name_their_field_once()
    {
        var refusal = Given().When(response => ResponseDecider.Decide(
                Submit("""{ "total": -1, "comment": "far too long a comment" }"""), response))
            .ThenRefused("form.invalid").Decision;
        var faults = ((ConcertMaster.EventStore.Decisions.Decision<ResponseEvent>.Refused)refusal).Refusal.Faults;
        faults.Select(fault => fault.Path).ShouldBe(["/total", "/comment"], ignoreOrder: true);
        faults.ShouldAllBe(fault => fault.Message.Length > 0 && fault.Code.Length > 0);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"total\"")]
    public void Answers_are_an_object(string answers) =>
        Given().When(response => ResponseDecider.Decide(Submit(answers), response)).ThenRefused("form.invalid");

    [Fact]
    public void After_the_deadline_nothing_is_taken()
    {
        Given().When(response => ResponseDecider.Decide(Submit("""{ "total": 1 }""", Noon.AddDays(14)), response))
            .Decision.ShouldNotBeNull();
        Given().When(response => ResponseDecider.Decide(Submit("""{ "total": 1 }""", Noon.AddDays(14).AddSeconds(1)), response))
            .ThenRefused(FormRefusals.DeadlinePassed);
    }

    [Fact]
    public void A_revoked_invitation_and_a_closed_form_take_nothing()
    {
        var revoked = new Invitation.Revoked(Letter, new Invitation.Issued(Letter, null, null, 0), WithRun: false);
        Given().When(response => ResponseDecider.Decide(Submit("""{ "total": 1 }""", invitation: revoked), response))
            .ThenRefused(FormRefusals.Revoked);
        Given().When(response => ResponseDecider.Decide(
            Submit("""{ "total": 1 }""") with { FormIsClosed = true }, response)).ThenRefused(FormRefusals.Closed);
    }

    [Fact]
    public void An_amendment_keeps_what_was_before_and_why() =>
        Given(Submitted()).When(response => ResponseDecider.Decide(Amend("""{ "total": 13, "comment": "typo" }""", "Typo"), response))
            .Then(new ResponseAmended(Response.IdFor(InvitationId), Json("""{ "total": 13, "comment": "typo" }"""),
                [new("total", Json("12.5"), Json("13")), new("comment", null, Json("\"typo\""))],
                CanonicalJson.Sha256(Json("""{ "total": 13, "comment": "typo" }""")), "Typo", Ana, Later));

    [Fact]
    public void An_amendment_that_changes_nothing_is_refused() =>
        Given(Submitted()).When(response => ResponseDecider.Decide(Amend("""{ "total": 12.50 }""", "Typo"), response))
            .ThenRefused(ResponseRefusals.Unchanged);

    [Fact]
    public void An_amendment_needs_a_reason_and_valid_answers()
    {
        Given(Submitted()).When(response => ResponseDecider.Decide(Amend("""{ "total": 13 }""", " "), response))
            .ThenRefused(ResponseRefusals.ReasonRequired);
        Given(Submitted()).When(response => ResponseDecider.Decide(Amend("""{ "total": -13 }""", "Why not"), response))
            .ThenRefused("form.invalid");
        Given().When(response => ResponseDecider.Decide(Amend("""{ "total": 13 }""", "Typo"), response))
            .ThenRefused(ResponseRefusals.NotFound);
    }

    private static AmendResponse Amend(string answers, string reason) => new(Judge(answers), reason, Ana, Later);

    private static ResponseSubmitted Submitted() =>
        (ResponseSubmitted)((ConcertMaster.EventStore.Decisions.Decision<ResponseEvent>.Accepted)ResponseDecider.Decide(
            Submit("""{ "total": 12.5 }"""), new Response.NotSubmitted())).Events.Single();

    private static DeciderSpec<Response, ResponseEvent> Given(params ResponseEvent[] events) =>
        Spec.For(Response.Decider).Given(events);
}
