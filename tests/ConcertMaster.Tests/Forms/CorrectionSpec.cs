using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Forms;

using static FormSituations;

/// <summary>A reviewer's question to the sender, and the answer by the same link.</summary>
public sealed class CorrectionSpec
{
    private static readonly ResponseId Response1 = Response.IdFor(InvitationId);

    private static readonly ResponseSubmitted Submitted = (ResponseSubmitted)One(Given().When(response =>
        ResponseDecider.Decide(Submit("""{ "total": 12.5, "comment": "as ever" }"""), response)));

    private static readonly CorrectionAsked Asked = new(Response1, ["total"], "Kilograms or tonnes?", Later);

    [Fact]
    public void The_sender_is_asked_once_for_one_request() =>
        Given(Submitted).When(response => CorrectionDecider.Decide(new AskCorrection(["total"], "Kilograms or tonnes?", Later), response))
            .Then(Asked).AndRepeatingAddsNothing();

    [Fact]
    public void The_answer_names_what_changed_and_ends_the_asking()
    {
        var corrected = One(Given(Submitted, Asked).When(response => CorrectionDecider.Decide(Correct(13), response)))
            .ShouldBeOfType<ResponseCorrected>();
        corrected.Changes.Select(change => change.Field).ShouldBe(["total"]);
        corrected.SubjectId.ShouldBe(Response1.ToString());
        corrected.ChangedBy.ShouldBe("kenya@suppliers.test");
        Given(Submitted, Asked, corrected).When(response => CorrectionDecider.Decide(Correct(14), response))
            .ThenRefused(FormRefusals.AlreadySubmitted);
    }

    [Fact]
    public void An_answer_that_changes_nothing_is_an_answer() =>
        One(Given(Submitted, Asked).When(response => CorrectionDecider.Decide(Correct(12.5), response)))
            .ShouldBeOfType<ResponseCorrected>().Changes.ShouldBeEmpty();

    [Fact]
    public void Nobody_corrects_what_is_not_asked_recalled_amended_or_withdrawn()
    {
        Given(Submitted).When(response => CorrectionDecider.Decide(Correct(13), response)).ThenRefused(FormRefusals.AlreadySubmitted);
        Given(Submitted, Asked).When(response => CorrectionDecider.Decide(new RecallCorrection(Later), response))
            .Then(new CorrectionRecalled(Response1, Later)).AndRepeatingAddsNothing();
        Given(Submitted, Asked, new CorrectionRecalled(Response1, Later))
            .When(response => CorrectionDecider.Decide(Correct(13), response)).ThenRefused(FormRefusals.AlreadySubmitted);
        var amended = new ResponseAmended(Response1, Json("""{ "total": 7 }"""), [], "hash", "By telephone", default, Later);
        Given(Submitted, Asked, amended).When(response => CorrectionDecider.Decide(Correct(13), response))
            .ThenRefused(FormRefusals.AlreadySubmitted);
        Given(Submitted, Asked, new ResponseWithdrawn(Response1, "Twice", default, Later))
            .When(response => CorrectionDecider.Decide(Correct(13), response)).ThenRefused(ResponseRefusals.Withdrawn);
    }

    [Fact]
    public void A_sender_who_changes_answers_unasked_says_why()
    {
        AmendOwnResponse Amend(double total, string? reason) => new(Correct(total).Judged, reason, Later);
        var changed = One(Given(Submitted).When(response => CorrectionDecider.Decide(Amend(13, "Misread the meter"), response)))
            .ShouldBeOfType<ResponseCorrected>();
        (changed.Changes.Single().Field, changed.Reason).ShouldBe(("total", "Misread the meter"));
        Given(Submitted, changed).When(response => CorrectionDecider.Decide(Amend(13, "Again"), response)).ThenNothing();
        Given(Submitted).When(response => CorrectionDecider.Decide(Amend(13, null), response))
            .ThenRefused(ResponseRefusals.ReasonRequired);
        Given(Submitted, new ResponseWithdrawn(Response1, "Twice", default, Later))
            .When(response => CorrectionDecider.Decide(Amend(13, "Late"), response)).ThenRefused(ResponseRefusals.Withdrawn);
    }

    [Fact]
    public void A_sender_takes_answers_back_once_and_says_why()
    {
        var withdrawn = new ResponseWithdrawnBySender(Response1, "Sent by mistake", "kenya@suppliers.test", Later);
        Given(Submitted, Asked).When(response => WithdrawOwnDecider.Decide(new WithdrawOwnResponse("Sent by mistake", Later), response))
            .Then(withdrawn).AndRepeatingAddsNothing();
        Given(Submitted).When(response => WithdrawOwnDecider.Decide(new WithdrawOwnResponse(null, Later), response))
            .ThenRefused(ResponseRefusals.ReasonRequired);
        Given().When(response => WithdrawOwnDecider.Decide(new WithdrawOwnResponse("Early", Later), response))
            .ThenRefused(ResponseRefusals.NotFound);
        Given(Submitted, Asked, withdrawn).When(response => CorrectionDecider.Decide(Correct(13), response))
            .ThenRefused(ResponseRefusals.Withdrawn);
    }

    [Fact]
    public void What_cannot_be_taken_from_a_sender_cannot_be_taken_as_a_correction() =>
        Given(Submitted, Asked).When(response => CorrectionDecider.Decide(
            new CorrectResponse(Judge("""{ "total": -1 }"""), Later), response)).ThenRefused("form.invalid");

    private static CorrectResponse Correct(double total) => new(
        AnswerValidation.Judge(Compiled, AppJson.ToElement(new { total, comment = "as ever" }), Later), Later);

    private static ResponseEvent One(DecisionSpec<Response, ResponseEvent> asked) =>
        ((Decision<ResponseEvent>.Accepted)asked.Decision).Events.Single();

    private static DeciderSpec<Response, ResponseEvent> Given(params ResponseEvent[] events) =>
        Spec.For(Response.Decider).Given(events);
}
