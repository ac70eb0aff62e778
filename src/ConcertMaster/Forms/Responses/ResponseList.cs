using System.Text.Json;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Responses;

internal readonly record struct ResponseKey(Guid ResponseId);

internal sealed record ResponseRow(
    string Number, Guid FormId, string FormName, int FormVersion, Guid DistributionId, string Email, string? Name,
    string? Reference, string Status, DateTimeOffset SubmittedAt, DateTimeOffset? AmendedAt, string ContentHash,
    JsonElement Answers, Guid? PersonId);

/// <summary>What was answered, and where does each answer stand in its reviews?</summary>
internal static class ResponseList
{
    public static readonly RowProjection<ResponseKey, ResponseRow> Projection = new(
        "responses", "read.responses", [typeof(ResponseSubmitted), typeof(ResponseAmended),
            typeof(ResponseCorrected), typeof(ResponseWithdrawn), typeof(ResponseWithdrawnBySender), .. ReviewFacts.Types],
        KeysOf, Project, startsRow: recorded => recorded.Data is ResponseSubmitted);

    private static IEnumerable<ResponseKey> KeysOf(RecordedEvent recorded) => recorded.Data switch
    {
        IReviewAskedFor e => Subject(e.Subject),
        IReviewConcluded e => Subject(e.Subject),
        _ => [new(recorded.StreamId)],
    };

    private static IEnumerable<ResponseKey> Subject(ReviewSubject subject) =>
        subject.Kind == "response" && Guid.TryParse(subject.Id, out var id) ? [new(id)] : [];

    private static ResponseRow? Project(ResponseKey key, ResponseRow? row, RecordedEvent recorded) =>
        recorded.Data switch
        {
            ResponseSubmitted e => new(e.Number, e.FormId.Value, e.FormName, e.FormVersion, e.DistributionId,
                e.Respondent.Email, e.Respondent.Name, e.Respondent.Reference, "submitted", e.At, null, e.ContentHash,
                e.Answers, e.PersonId?.Value),
            ResponseAmended e => row! with { AmendedAt = e.At, ContentHash = e.ContentHash, Answers = e.Answers },
            ResponseCorrected e => row! with { AmendedAt = e.At, ContentHash = e.ContentHash, Answers = e.Answers },
            ResponseWithdrawn or ResponseWithdrawnBySender => row! with { Status = "withdrawn" },
            // A review may name a response that is not there: it is no row of ours.
            IReviewAskedFor or IReviewConcluded when row is { Status: "withdrawn" } => row,
            IReviewAskedFor => row is null ? null : row with { Status = "inReview" },
            IReviewConcluded e => row is null ? null : row with
            {
                Status = JsonNamingPolicy.CamelCase.ConvertName(e.Verdict.ToString()),
            },
            _ => row,
        };

    public static void MapResponseList(this RouteGroupBuilder group) =>
        group.MapGet("/", List).RequirePermission(Permission.ViewResponses).WithSummary("Responses, newest first");

    private static async Task<IResult> List(
        [AsParameters] ResponseFilter filter, int? limit, string? cursor, TenantDatabase db, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var (before, last) = CursorOf(Page.Decode(cursor));
        var rows = await db.Query($"""
            select response_id, number, form_id, form_name, form_version, email, name, reference, status, submitted_at,
                   amended_at, answers, person_id
              from read.responses
             where tenant_id = $1 and {ResponseFilter.Sql}
               and ($13::timestamptz is null or (submitted_at, response_id) < ($13, $14::uuid))
             order by submitted_at desc, response_id desc
             limit $15
            """, row => new
        {
            Id = row.GetGuid(0),
            Number = row.GetString(1),
            FormId = row.GetGuid(2),
            FormName = row.GetString(3),
            FormVersion = row.GetInt32(4),
            Respondent = new
            {
                Name = row.IsDBNull(6) ? null : row.GetString(6),
                Email = row.GetString(5),
                Reference = row.IsDBNull(7) ? null : row.GetString(7),
            },
            Status = row.GetString(8),
            SubmittedAt = row.GetFieldValue<DateTimeOffset>(9),
            AmendedAt = row.IsDBNull(10) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(10),
            Answers = JsonSerializer.Deserialize<JsonElement>(row.GetString(11)),
            PersonId = row.IsDBNull(12) ? (Guid?)null : row.GetGuid(12),
        }, ct, [db.Tenant.Value, .. filter.Parameters, before, last, size + 1]);
        return Results.Json(Page.From(rows, size, row => $"{row.SubmittedAt:O}|{row.Id}"), AppJson.Options);
    }

    private static (DateTimeOffset? Before, Guid Last) CursorOf(string? text) =>
        text?.Split('|') is [var at, var id] && DateTimeOffset.TryParse(at, out var time) && Guid.TryParse(id, out var last)
            ? (time.ToUniversalTime(), last) : (null, Guid.Empty);
}
