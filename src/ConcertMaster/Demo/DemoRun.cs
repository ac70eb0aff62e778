using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Reviews;
using ConcertMaster.Runs;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Workflows;

namespace ConcertMaster.Demo;

/// <summary>
/// One finished run with its history: really run, answered by the suppliers and decided by the reviewer through the same
/// decisions as theirs. Interrupted, the next start goes on where it was.
/// </summary>
internal sealed class DemoRun(
    IEventStore store, Database database, IRunStarter runs, PublishedForms forms, TimeProvider time)
{
    // It takes two seconds, and many times that where everything else starts at once; given up on, it waits for the next start.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <returns>False when the run has not ended in time.</returns>
    public async Task<bool> Finish(TenantId tenant, WorkflowId workflow, DemoPeople people, CancellationToken ct)
    {
        var run = await runs.Start(
            tenant, workflow, new("manual", "manual", "demo"), JsonValues.EmptyObject, people.Builder.ToString(), ct: ct);
        // Real time, whatever clock the application is given: this waits for work, not for dates.
        for (var began = TimeProvider.System.GetTimestamp();
             TimeProvider.System.GetElapsedTime(began) < Patience;
             await Task.Delay(Pause, ct))
        {
            if (await HasEnded(tenant, run!.Value, ct)) return true;
            foreach (var invitation in await OpenInvitations(tenant, ct)) await Answer(tenant, invitation, ct);
            foreach (var review in await OpenReviews(tenant, ct)) await Decide(tenant, review, people, ct);
        }
        return false;
    }

    private async Task Answer(TenantId tenant, InvitationId id, CancellationToken ct)
    {
        var session = new EventSession(store, tenant, new EventMetadata { UserName = SystemActors.PublicForm }, time);
        var (invitation, _) = await session.Load(Invitation.Stream(id), ct: ct);
        if (invitation is not Invitation.Issued issued) return;
        var supplier = DemoData.Suppliers.First(one => one.Reference == issued.Letter.Recipient.Reference);
        // Who is asked a second time has got the reviewer's message and corrects the figure.
        var isFirst = issued.Letter.Prefill?.Find("total") is null;
        var answers = supplier.AnswersWith(isFirst ? supplier.Total : supplier.CorrectedTotal ?? supplier.Total);
        var form = await forms.Load(tenant, issued.Letter.FormId, ct);
        var now = time.GetUtcNow();
        await session.Transact(Invitation.Stream(id),
            state => InvitationDecider.Decide(new NoteInvitationOpened(now), state), ct: ct);
        var version = form.Versions[issued.Letter.FormVersion];
        var command = new SubmitResponse(
            invitation, version.Form, false, AnswerValidation.Judge(version, answers, now), now);
        await session.Transact(Response.Stream(Response.IdFor(id)),
            response => ResponseDecider.Decide(command, response), ct: ct);
    }

    private async Task Decide(TenantId tenant, ReviewId id, DemoPeople people, CancellationToken ct)
    {
        var session = new EventSession(
            store, tenant, new EventMetadata { UserName = people.Reviewer.ToString() }, time);
        var reviewer = new Reviewer(people.Reviewer, "Rita Reviewer", DemoPeople.ReviewerEmail);
        var (review, _) = await session.Load(Review.Stream(id), ct: ct);
        if (Review.FileOf(review) is not { } file) return;
        var now = time.GetUtcNow();
        await session.Transact(Review.Stream(id), state => ReviewDecider.Decide(new ClaimReview(reviewer, now), state), ct: ct);
        var isOutlier = file.Request.Fields.Any(field => field.Flag is not null);
        await session.Transact(Review.Stream(id), state => isOutlier
            ? ReviewDecider.Decide(new RequestChanges(reviewer,
                "This is ten times the figure of the year before. Please look at the unit and the digits again.",
                ["total"], now), state)
            : ReviewDecider.Decide(new ApproveReview(reviewer, "Fits the years before.", now), state), ct: ct);
    }

    private async Task<bool> HasEnded(TenantId tenant, RunId run, CancellationToken ct) => (await database.For(tenant).Query(
        "select 1 from read.runs where tenant_id = $1 and run_id = $2 and ended_at is not null",
        row => row.GetInt32(0), ct, tenant.Value, run.Value)).Count > 0;

    private Task<List<InvitationId>> OpenInvitations(TenantId tenant, CancellationToken ct) => database.For(tenant).Query(
        "select invitation_id from read.invitations where tenant_id = $1 and submitted_at is null and reference = any($2)",
        row => new InvitationId(row.GetGuid(0)), ct, tenant.Value, DemoData.Suppliers.Select(one => one.Reference).ToArray());

    private Task<List<ReviewId>> OpenReviews(TenantId tenant, CancellationToken ct) => database.For(tenant).Query(
        "select review_id from read.review_inbox where tenant_id = $1 and state in ('open', 'claimed')",
        row => new ReviewId(row.GetGuid(0)), ct, tenant.Value);
}
