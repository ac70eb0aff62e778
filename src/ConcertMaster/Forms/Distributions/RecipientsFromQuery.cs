using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Distributions;

internal sealed record RecipientQueryBody(string? Connection, string? Sql);

/// <summary>
/// Recipients out of another database. Columns called email, name, reference, phone, message and language are these; the others fill
/// in answers. Nothing is sent: the rows are shown first.
/// </summary>
internal static class RecipientsFromQuery
{
    private static readonly string[] Known = ["email", "name", "reference", "phone", "message", "language"];

    private static readonly Refusal Incomplete = CommonRefusals.Invalid("form.query-incomplete",
        "Choose a connection and write a select that names at least an email or a phone.");

    public static void MapRecipientsFromQuery(this RouteGroupBuilder group) =>
        group.MapPost("/recipients/query", Handle).RequirePermission(Permission.EditConnections)
            .WithSummary("Recipients out of another database, to look at before sending");

    private static async Task<IResult> Handle(
        RecipientQueryBody body, TenantDatabase db, IDatabaseRows database, CancellationToken ct)
    {
        if (body.Connection is not { Length: > 0 } connection || body.Sql?.Trim() is not { Length: > 0 } sql)
            return Incomplete.ToProblem();
        var (rows, refusal) = await database.Query(db.Tenant, connection, sql, FormLimits.RecipientCountMax, ct);
        return refusal?.ToProblem() ?? Results.Json(new { items = rows.Select(RecipientOf) }, AppJson.Options);
    }

    private static Dictionary<string, JsonElement> RecipientOf(JsonElement row)
    {
        var columns = row.EnumerateObject().Where(column => column.Value.ValueKind != JsonValueKind.Null).ToList();
        var recipient = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var column in columns.Where(column => Known.Contains(column.Name.ToLowerInvariant())))
            recipient[column.Name.ToLowerInvariant()] = AsText(column.Value);
        var prefill = columns.Where(column => !Known.Contains(column.Name.ToLowerInvariant()))
            .ToDictionary(column => column.Name, column => column.Value);
        if (prefill.Count > 0) recipient["prefill"] = AppJson.ToElement(prefill);
        return recipient;
    }

    // A supplier's number is a number in most databases, and a key here.
    private static JsonElement AsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value : AppJson.ToElement(value.ToString());
}
