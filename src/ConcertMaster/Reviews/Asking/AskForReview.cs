using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews.Asking;

/// <param name="SubmittedBy">Who made the data beside the caller, by e-mail address or id.</param>
internal sealed record AskForReviewBody(
    string? Title, string? Queue, string? Reason, JsonElement? Data, JsonElement? Fields, JsonElement? History,
    ReviewSubject? Subject, IReadOnlyList<string>? SubmittedBy, DateTimeOffset? DueAt, JsonElement? Stages,
    string? Template, bool? AsksSender, string? DueIn, string? Calendar, IReadOnlyList<string>? Reminders,
    JsonElement? Escalations, ReviewPriority? Priority);

/// <summary>New data for something that is under review.</summary>
internal sealed record ChangeSubjectBody(JsonElement? Data);

/// <summary>Reviews asked for by hand or by a program, without a run.</summary>
internal static class AskForReviewEndpoints
{
    private static readonly Refusal Incomplete = CommonRefusals.Invalid("review.request-invalid",
        "Give the review a title of at most 200 characters and the data to decide on.");

    public static void MapAskForReview(this RouteGroupBuilder group)
    {
        group.MapPost("/", Ask).RequirePermission(Permission.StartRuns).WithSummary("Ask for a review");
        group.MapPut("/{id:guid}/data", Change).RequirePermission(Permission.AmendResponses)
            .WithSummary("Change what is under review; approvals of the changed fields lapse");
    }

    private static async Task<IResult> Ask(
        AskForReviewBody body, Actor actor, ReviewRequests requests, Makers makers, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(body.Title) || body.Title.Length > Limits.NameLengthMax || body.Data is not { } data)
            return Incomplete.ToProblem();
        var config = AppJson.ToElement(new
        {
            body.Stages, body.Template, body.Fields, body.History, body.Calendar, body.Reminders, body.Escalations,
        });
        var (stages, refusal) = await requests.StagesOf(session.Tenant, config, data, ct);
        if (refusal is not null) return refusal.ToProblem();
        var timing = await requests.TimingOf(session.Tenant, config, ct);
        if (timing.Refusal is not null) return timing.Refusal.ToProblem();
        var now = time.GetUtcNow();
        var dueAt = body.DueIn is null ? body.DueAt : DueDates.From(now, body.DueIn, timing.Calendar);
        if (body.DueIn is not null && dueAt is null) return ReviewRefusals.TimingInvalid.ToProblem();
        var id = new ReviewId(Guid.CreateVersion7(now));
        var submittedBy = await makers.Known(session.Tenant,
            // The caller first: whoever names many others beside himself stays among them.
            [.. (body.SubmittedBy ?? []).Prepend(actor.UserId.ToString()).Distinct().Take(ReviewLimits.AssigneeCountMax)], ct);
        var request = new ReviewRequest(
            body.Title.Trim(), WholeText.First(body.Queue ?? "default", Limits.NameLengthMax), [], 1, dueAt, body.Reason,
            body.Subject ?? new("data", id.ToString(), body.Title.Trim()), submittedBy, data,
            ReviewFields.From(data, config, default), null)
        {
            Priority = body.Priority ?? ReviewPriority.Normal,
            AsksSender = body.AsksSender ?? false,
            Calendar = timing.Calendar,
            RemindBefore = timing.RemindBefore,
            Escalations = timing.Escalations,
        };
        var outcome = await requests.Ask(session, id, request, stages, now, ct);
        return outcome.ToHttpResult(_ => new { id }, StatusCodes.Status201Created, $"/api/reviews/{id}");
    }

    private static async Task<IResult> Change(
        Guid id, ChangeSubjectBody body, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (body.Data is not { } data) return Incomplete.ToProblem();
        var outcome = await session.Transact(Review.Stream(new(id)), review => ReviewDecider.Decide(
            new ChangeSubject(data, actor.UserId.ToString(),
                StageConditions.PassedOver(Review.FileOf(review)?.Stages ?? [], data), time.GetUtcNow()), review), ct: ct);
        return outcome.ToHttpResult();
    }
}
