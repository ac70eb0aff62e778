using System.Text.Json;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

internal readonly record struct ReviewInboxKey(Guid ReviewId);

internal sealed record ReviewInboxRow(
    string Title, string Queue, string State, DateTimeOffset RequestedAt, DateTimeOffset? DueAt,
    Guid? ClaimedById, string? ClaimedByName, string[] Assignees, int RequiredApprovals, int Approvals,
    string? Reason, string SubjectKind, string SubjectId, string SubjectLabel, DateTimeOffset? DecidedAt,
    string Stage, JsonElement Waiting, string[] OpenTo, string[] AssignedIds, string[] DelegatedTo, string[] SpokenBy,
    DateTimeOffset? ClaimedUntil, int OpenQueries, int Revisions, Guid? RunId,
    string[] Reasons, int Priority, JsonElement Labels, string? Label, bool Disputed, JsonElement Blind);

/// <summary>What one reader chose, as it is kept in a row of the inbox.</summary>
internal sealed record GivenLabel(string Stage, UserId By, string Name, string Label, bool Adjudicates);

/// <summary>Which reviews wait, for whom, and which are done?</summary>
internal static class ReviewInbox
{
    public static readonly RowProjection<ReviewInboxKey, ReviewInboxRow> Projection = new(
        "review-inbox", "read.review_inbox", [typeof(ReviewEvent)],
        recorded => [new ReviewInboxKey(recorded.StreamId)], Project, version: 5);

    private static ReviewInboxRow? Project(ReviewInboxKey key, ReviewInboxRow? row, RecordedEvent recorded) =>
        recorded.Data switch
        {
            ReviewRequested e => Requested(e),
            ReviewClaimed e => row! with
            {
                State = "claimed", ClaimedById = e.By.Id.Value, ClaimedByName = e.By.Name, ClaimedUntil = e.Until,
            },
            ReviewReleased or ReviewClaimLapsed => Freed(row!),
            ReviewApproved e => BlindStages.Approved(Spoke(Freed(row!), e.By, e.Standing), e.By, e.Standing),
            ReviewRejected e => Spoke(Freed(row!), e.By, e.Standing),
            ReviewLabelled e => Labelled(Spoke(Freed(row!), e.By, e.Standing), e) with { Approvals = row!.Approvals + 1 },
            ReviewDisputed e => BlindStages.Disputed(WaitingFor(row!, e.Open) with { Disputed = true, AssignedIds = [] }, e.Stage),
            ReviewAbstained e => Spoke(Freed(row!), e.By, e.Standing),
            ReviewChangesRequested e => Spoke(Freed(row!), e.By, e.Standing) with { State = e.AsksSender ? "returned" : "open" },
            ReviewChangesRecalled e => row! with { State = "open", DueAt = e.DueAt },
            ReviewStagePassed e => BlindStages.Opened(WaitingFor(row!, e.Open) with { AssignedIds = [], DelegatedTo = [] }),
            ReviewSubjectChanged e => BlindStages.Lapsed(WaitingFor(Freed(row!), e.Open), e.Lapsed) with
            {
                Labels = Kept(row!, e.Lapsed), Disputed = row!.Disputed && e.Lapsed.Count == 0,
                Revisions = row.Revisions + 1, DueAt = e.DueAt,
                // It waits for them again, in their own lists too.
                SpokenBy = [.. row.SpokenBy.Except(e.Lapsed.Select(one => one.Id.ToString()))],
            },
            ReviewAssigned e => WaitingFor(Freed(row!), Opened(row!, e.Stage, _ => e.OpenTo)) with
            {
                AssignedIds = [.. e.To.Select(one => one.Id.ToString())],
            },
            ReviewEscalated e => WaitingFor(row!, e.Open) with { AssignedIds = [] },
            ReviewDelegated e => WaitingFor(Freed(row!), Opened(row!, e.Stage, open => Widened(open, e.To))) with
            {
                DelegatedTo = [.. row!.DelegatedTo.Append(e.To.Id.ToString()).Distinct()],
            },
            ReviewCommented { IsQuery: true } => row! with { OpenQueries = row.OpenQueries + 1 },
            ReviewCommentResolved { IsQuery: true } => row! with { OpenQueries = Math.Max(0, row.OpenQueries - 1) },
            ReviewCommentReopened { IsQuery: true } => row! with { OpenQueries = row.OpenQueries + 1 },
            ReviewDecided e => BlindStages.Opened(Freed(row!), all: true) with
            {
                State = NameOf(e.Verdict), DecidedAt = e.At, Label = e.Labels?.Values.LastOrDefault(),
            },
            ReviewWithdrawn e => Freed(row!) with { State = "withdrawn", DecidedAt = e.At },
            ReviewReopened => row! with { State = "open", DecidedAt = null },
            _ => row,
        };

    private static ReviewInboxRow Requested(ReviewRequested e) => WaitingFor(
        new(e.Request.Title, e.Request.Queue, "open", e.RequestedAt, e.Request.DueAt, null, null,
            [.. e.Request.Assignees], e.Request.RequiredApprovals, 0, e.Request.Reason,
            e.Subject.Kind, e.Subject.Id, e.Subject.Label, null, "", default, [], [], [], [], null, 0, 0,
            e.Request.For is { } token ? WaitToken.Parse(token)?.RunId : null, [],
            (int)e.Request.Priority, NoLabels,
            null, false, BlindStages.Of(ReviewFile.From(e))),
        Table.Waiting(ReviewFile.From(e)));

    private static readonly JsonElement NoLabels = AppJson.ToElement(Array.Empty<GivenLabel>());

    private static ReviewInboxRow Labelled(ReviewInboxRow row, ReviewLabelled e) => row with
    {
        Labels = AppJson.ToElement(
            LabelsOf(row).Append(new(e.Standing.Stage, e.By.Id, e.By.Name, e.Label, e.Adjudicates)).ToList()),
    };

    private static JsonElement Kept(ReviewInboxRow row, IReadOnlyList<ReviewPerson> lapsed) =>
        AppJson.ToElement(LabelsOf(row).Where(one => lapsed.All(person => person.Id != one.By)).ToList());

    private static List<GivenLabel> LabelsOf(ReviewInboxRow row) =>
        row.Labels.Deserialize<List<GivenLabel>>(AppJson.Options)!;

    private static ReviewInboxRow WaitingFor(ReviewInboxRow row, IReadOnlyList<WaitingStage> open) => row with
    {
        Stage = string.Join(", ", open.Select(stage => stage.Name)),
        Waiting = AppJson.ToElement(open),
        // A stage that is open to everybody makes the review so.
        OpenTo = open.Any(stage => stage.OpenTo.Count == 0) ? [] : [.. open.SelectMany(stage => stage.OpenTo).Distinct()],
    };

    private static IReadOnlyList<WaitingStage> Opened(
        ReviewInboxRow row, string stage, Func<IReadOnlyList<string>, IReadOnlyList<string>> change) =>
    [
        .. row.Waiting.Deserialize<List<WaitingStage>>(AppJson.Options)!
            .Select(one => one.Id == stage ? one with { OpenTo = change(one.OpenTo) } : one),
    ];

    private static IReadOnlyList<string> Widened(IReadOnlyList<string> open, ReviewPerson to) =>
        open.Count == 0 ? open : [.. open, StageSeat.KeyOf(SeatKind.Person, to.Id.ToString())];

    private static ReviewInboxRow Spoke(ReviewInboxRow row, ReviewPerson by, ReviewStanding? standing) =>
        BlindStages.Gave(row, standing) with { SpokenBy = [.. row.SpokenBy.Append(by.Id.ToString()).Distinct()] };

    private static ReviewInboxRow Freed(ReviewInboxRow row) =>
        row with { State = "open", ClaimedById = null, ClaimedByName = null, ClaimedUntil = null };

    /// <summary>As JSON writes it: <c>changesRequested</c>.</summary>
    public static string NameOf(Verdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());
}
