using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Responses;

/// <summary>One entry of a response's history.</summary>
internal sealed record ResponseHistoryEntry(
    long Version, string Type, DateTimeOffset Timestamp, string Actor, string? Reason, IReadOnlyList<AnswerChange> Changes);

/// <summary>What was answered, by whom, on which version, and what was changed since?</summary>
internal static class ResponseDetail
{
    public static void MapResponseDetail(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}", Get).RequirePermission(Permission.ViewResponses)
            .WithSummary("A response with its history");

    private static async Task<IResult> Get(
        Guid id, EventSession session, TenantDatabase db, PublishedForms forms, IDirectory directory, CancellationToken ct)
    {
        var (state, version, history) = await Read(session, new(id), directory, ct);
        if (state is not Response.Submitted response) return ResponseRefusals.NotFound.ToProblem();
        var receipt = response.Receipt;
        var form = await forms.Load(session.Tenant, receipt.FormId, ct);
        var status = await db.QuerySingle(
            "select status from read.responses where tenant_id = $1 and response_id = $2",
            row => row.GetString(0), ct, db.Tenant.Value, id);
        return CommandResults.Versioned(new
        {
            Id = receipt.ResponseId,
            receipt.Number,
            receipt.FormId,
            receipt.FormName,
            receipt.FormVersion,
            receipt.Respondent,
            Status = status ?? "submitted",
            SubmittedAt = receipt.At,
            response.WithdrawnAt,
            response.Answers,
            response.ContentHash,
            receipt.PersonId,
            RunId = receipt.For is { } wait ? WaitToken.Parse(wait)?.RunId : null,
            Dropped = receipt.Dropped ?? [],
            Protected = form.Versions[receipt.FormVersion].Protects.ByName,
            form.Versions[receipt.FormVersion].Form.Definition,
            History = history,
            Version = version,
        }, version);
    }

    private static async Task<(Response State, long Version, List<ResponseHistoryEntry> History)> Read(
        EventSession session, ResponseId id, IDirectory directory, CancellationToken ct)
    {
        var (state, version, history) = (Response.Decider.Initial, 0L, new List<ResponseHistoryEntry>());
        await foreach (var recorded in session.Store.ReadStream(new(session.Tenant, id.Value), ct: ct))
        {
            if (recorded.Data is not ResponseEvent @event) break; // the id of something else
            state = Response.Evolve(state, @event);
            version = recorded.Version;
            var (actor, reason, changes) = recorded.Data switch
            {
                ResponseSubmitted e => (e.Respondent.DisplayName, null, (IReadOnlyList<AnswerChange>)[]),
                ResponseAmended e => (
                    (await directory.Find(session.Tenant, e.By, ct))?.Name ?? "a former member", e.Reason, e.Changes),
                ResponseWithdrawn e => (
                    (await directory.Find(session.Tenant, e.By, ct))?.Name ?? "a former member", e.Reason, []),
                ResponseWithdrawnBySender e => (((Response.Submitted)state).Receipt.Respondent.DisplayName, e.Reason, []),
                ResponseCorrected e => (((Response.Submitted)state).Receipt.Respondent.DisplayName, e.Reason, e.Changes),
                CorrectionAsked e => (
                    await directory.NameOf(session.Tenant, recorded.Metadata.UserName, ct) ?? "", e.Message, []),
                _ => ("", null, []),
            };
            history.Add(new(version, recorded.EventName, recorded.Timestamp, actor, reason, changes));
        }
        return (state, version, history);
    }
}
