using System.Text.Json;
using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

public sealed class SubjectChangesSpec
{
    private static readonly JsonElement Changed = JsonSerializer.SerializeToElement(new { total = 5_210 });

    private static readonly string ChangedHash = ReviewFile.HashOf(Changed);

    [Fact]
    public void Only_the_approvals_of_changed_fields_lapse()
    {
        var stages = Staged(
            Stage("figures", 1, StageRule.Any) with { Fields = ["total"] },
            Stage("words", 1, StageRule.Any) with { Fields = ["remark"] },
            Stage("release", 2, StageRule.Any));
        var after = Given(stages, In("figures", Ana), In("words", Ben))
            .When(review => ReviewDecider.Decide(new ChangeSubject(Changed, "sam@supplier.test", [], Later), review))
            .Then(new ReviewSubjectChanged(Id, Changed, ["total"], ChangedHash, "sam@supplier.test", [Ana.Person], [],
                [new("figures", "figures", [])], null, Later))
            .AndRepeatingAddsNothing();
        after.ShouldNotBeNull();
    }

    [Fact]
    public void A_decision_on_what_was_there_before_is_refused() =>
        Given(Requested(), Changing("editor@acme.test"))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later) { Terms = new(null, Hash) }, review))
            .ThenRefused(ReviewRefusals.ContentChanged);

    [Fact]
    public void Whoever_changed_it_decides_no_more() =>
        Given(Requested(), Changing(Ana.Id.ToString()))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);

    [Fact]
    public void The_same_content_changes_nothing() =>
        Given(Requested()).When(review => ReviewDecider.Decide(new ChangeSubject(Data, "anybody", [], Later), review))
            .ThenNothing();

    [Fact]
    public void Asking_the_sender_rests_the_review_until_the_answer()
    {
        var asking = Requested(request => request with { AsksSender = true });
        var asked = new ReviewChangesRequested(Id, Ana.Person, "Look again", ["total"], Later, Standing(), true, Kenya);
        Given(asking).When(review => ReviewDecider.Decide(new RequestChanges(Ana, "Look again", ["total"], Later), review))
            .Then(asked).AndRepeatingAddsNothing();
        var resting = Given(asking, asked);
        resting.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .ThenRefused(ReviewRefusals.AwaitsSender);
        // Even an answer that changes nothing is an answer.
        resting.When(review => ReviewDecider.Decide(new ChangeSubject(Data, "sam@supplier.test", [], Later), review))
            .Then(new ReviewSubjectChanged(Id, Data, [], Hash, "sam@supplier.test", [], [],
                [new(ReviewStage.Single, "Review", [])], null, Later, Ana.Person));
        Given(asking, asked, Changing("sam@supplier.test"))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .Then(Approved(Ana) with { Standing = Standing() with { ContentHash = ChangedHash } }, Decided(Verdict.Approved, Ana, null));
        resting.When(review => ReviewDecider.Decide(new RecallChanges(Ben, Later), review))
            .Then(new ReviewChangesRecalled(Id, Ben.Person, null, Later, Kenya)).AndRepeatingAddsNothing();
    }

    [Fact]
    public void A_query_blocks_the_decision_until_somebody_else_than_the_sender_resolves_it()
    {
        var query = new Guid("0198a000-0000-7000-8000-0000000000c1");
        var raised = new ReviewCommented(Id, query, Ana.Person, "Which unit?", "total", Noon, null, true);
        Given(Requested()).When(review => ReviewDecider.Decide(
                new CommentOnReview(query, Ana, "Which unit?", "total", Noon) { IsQuery = true }, review))
            .Then(raised).AndRepeatingAddsNothing();
        var queried = Given(Requested(), raised);
        queried.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review)).ThenRefused(ReviewRefusals.QueryOpen);
        queried.When(review => ReviewDecider.Decide(new RejectReview(Ben, "No", Later), review)).ThenRefused(ReviewRefusals.QueryOpen);
        queried.When(review => ReviewDecider.Decide(new ResolveComment(query, Sender, false, Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);
        queried.When(review => ReviewDecider.Decide(new ResolveComment(query, Ben, false, Later), review))
            .Then(new ReviewCommentResolved(Id, query, true, Ben.Person, Later)).AndRepeatingAddsNothing();
        var resolved = Given(Requested(), raised, new ReviewCommentResolved(Id, query, true, Ben.Person, Later));
        resolved.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review)).Then(Approved(Ben),
            Decided(Verdict.Approved, Ben, null));
        resolved.When(review => ReviewDecider.Decide(new ResolveComment(query, Ben, true, Later), review))
            .Then(new ReviewCommentReopened(Id, query, true, Ben.Person, Later)).AndRepeatingAddsNothing();
    }

    [Fact]
    public void An_answer_stands_in_the_thread_of_the_first_comment()
    {
        var first = new Guid("0198a000-0000-7000-8000-0000000000c1");
        var second = new Guid("0198a000-0000-7000-8000-0000000000c2");
        Given(Requested(), new ReviewCommented(Id, first, Ana.Person, "Which unit?", "total", Noon))
            .When(review => ReviewDecider.Decide(
                new CommentOnReview(second, Ben, "Tonnes", null, Later) { ReplyTo = first, Mentions = [Ana.Person] }, review))
            .Then(new ReviewCommented(Id, second, Ben.Person, "Tonnes", "total", Later, first) { Mentions = [Ana.Person] });
    }

    [Fact]
    public void A_review_is_withdrawn_with_its_run_and_opened_again_with_it()
    {
        var withdrawn = new ReviewWithdrawn(Id, "The run was cancelled.", Later);
        Given(Requested()).When(review => ReviewDecider.Decide(new WithdrawReview("The run was cancelled.", Later), review))
            .Then(withdrawn).AndRepeatingAddsNothing();
        Given(Requested(), withdrawn).When(review => ReviewDecider.Decide(new ReopenReview("Taken up again.", Later), review))
            .Then(new ReviewReopened(Id, "Taken up again.", Later)).AndRepeatingAddsNothing();
        // A sender who was asked is told that nobody waits any more.
        var asking = Requested(request => request with { AsksSender = true });
        var asked = new ReviewChangesRequested(Id, Ana.Person, "Look again", [], Noon, Standing(), true, Kenya);
        Given(asking, asked).When(review => ReviewDecider.Decide(new WithdrawReview("The run was cancelled.", Later), review))
            .Then(withdrawn with { About = Kenya });
        Given(asking, asked, withdrawn, new ReviewReopened(Id, "Taken up again.", Later))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .Then(Approved(Ben), Decided(Verdict.Approved, Ben, null));
        Given(Requested(), Approved(Ana), Decided(Verdict.Approved, Ana, null))
            .When(review => ReviewDecider.Decide(new WithdrawReview("Late", Later), review)).ThenNothing();
    }

    [Fact]
    public void A_review_takes_over_the_fields_that_it_shows()
    {
        var part = JsonSerializer.SerializeToElement(new { total = 1, computed = 7 });
        var whole = JsonSerializer.SerializeToElement(new { total = 1 });
        var now = JsonSerializer.SerializeToElement(new { total = 2, note = "new" });
        ReviewedSubjects.Renewed(part, now, []).GetRawText().ShouldBe("""{"total":2,"computed":7}""");
        ReviewedSubjects.Renewed(whole, now, []).GetRawText().ShouldBe("""{"total":2,"note":"new"}""");
        var longer = JsonSerializer.SerializeToElement(new { total = 1, unasked = "gone" });
        ReviewedSubjects.Renewed(longer, now, ["unasked"]).GetRawText().ShouldBe("""{"total":2,"note":"new"}""");
    }

    private static ReviewApproved In(string stage, Reviewer by) => Approved(by) with { Standing = Standing() with { Stage = stage } };

    private static ReviewSubjectChanged Changing(string by) =>
        new(Id, Changed, ["total"], ChangedHash, by, [], [], [new(ReviewStage.Single, "Review", [])], null, Later);
}
