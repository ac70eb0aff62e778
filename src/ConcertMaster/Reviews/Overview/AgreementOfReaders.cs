using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <summary>Do those who label the same items see the same in them?</summary>
internal static class AgreementOfReaders
{
    private const int ItemCountMax = 20_000;

    public static void MapAgreement(this RouteGroupBuilder group) =>
        group.MapGet("/agreement", Show).RequirePermission(Permission.ViewReviews)
            .WithSummary("How well blind readers agree: Krippendorff's alpha over all, Cohen's kappa for each pair, what they confuse");

    private static async Task<IResult> Show(
        string? queue, int? days, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        var since = time.GetUtcNow().AddDays(-Math.Clamp(days ?? 90, 1, ReviewDashboard.DayCountMax));
        var rows = await db.Query("""
            select labels, disputed, label is not null, blind, waiting from read.review_inbox
             where tenant_id = $1 and requested_at > $2 and ($3::text is null or queue = $3) and labels <> '[]'
             order by requested_at desc limit $4
            """, row => (
                Labels: Told(row.GetString(0), row.GetString(3), row.GetString(4), row.GetBoolean(2)),
                Disputed: row.GetBoolean(1), Settled: row.GetBoolean(2)),
            ct, db.Tenant.Value, since, queue, ItemCountMax);
        // An item may be read in several stages: each is a reading of its own.
        var items = rows.SelectMany(row => row.Labels.Where(label => !label.Adjudicates).GroupBy(label => label.Stage))
            .Select(stage => (IReadOnlyList<Reading>)[.. stage.Select(label => new Reading(label.By.ToString(), label.Label))]);
        var names = rows.SelectMany(row => row.Labels).DistinctBy(label => label.By)
            .ToDictionary(label => label.By.ToString(), label => label.Name);
        var figures = Agreement.Of(items);
        return Results.Json(new
        {
            Since = since,
            figures.Items,
            figures.Agreed,
            figures.Alpha,
            figures.Together,
            Pairs = figures.Pairs.Select(pair => new
            {
                One = new { Id = pair.One, Name = names[pair.One] }, Other = new { Id = pair.Other, Name = names[pair.Other] },
                pair.Items, pair.Agreed, pair.Kappa,
            }),
            Disputed = rows.Count(row => row.Disputed),
            Settled = rows.Count(row => row is { Disputed: true, Settled: true }),
        }, AppJson.Options);
    }

    // Of a stage that is still read blind nothing is told: in a queue of one item the figures would name its labels.
    private static List<GivenLabel> Told(string labels, string blind, string waiting, bool isSettled)
    {
        var given = JsonSerializer.Deserialize<List<GivenLabel>>(labels, AppJson.Options)!;
        if (isSettled) return given;
        var (stages, open) = (Parse(blind), Parse(waiting));
        return [.. given.Where(label => !BlindStages.IsClosed(stages, open, label.Stage))];
    }

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
