using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

internal readonly record struct FormListKey(Guid FormId);

internal sealed record FormListRow(
    string Name, string Status, long Version, int? PublishedVersion, int FieldCount, int ResponseCount,
    DateTimeOffset UpdatedAt);

/// <summary>Which forms are there, and how many answers came in?</summary>
internal static class FormList
{
    public static readonly RowProjection<FormListKey, FormListRow> Projection = new(
        "forms", "read.forms",
        [
            typeof(FormCreated), typeof(FormRenamed), typeof(FormFieldAdded), typeof(FormFieldChanged),
            typeof(FormFieldRemoved), typeof(FormFieldsOrdered), typeof(FormLayoutChanged), typeof(FormPublished),
            typeof(FormClosed), typeof(FormReopened), typeof(ResponseSubmitted),
        ],
        recorded => [new FormListKey(recorded.Data is ResponseSubmitted e ? e.FormId.Value : recorded.StreamId)],
        Project);

    private static FormListRow? Project(FormListKey key, FormListRow? row, RecordedEvent recorded) => recorded.Data switch
    {
        FormCreated e => new(e.Name, "draft", recorded.Version, null, 0, 0, e.At),
        ResponseSubmitted => row! with { ResponseCount = row!.ResponseCount + 1 },
        FormRenamed e => Edited(row!, recorded, e.At) with { Name = e.Name },
        FormFieldAdded e => Edited(row!, recorded, e.At) with { FieldCount = row!.FieldCount + 1 },
        FormFieldRemoved e => Edited(row!, recorded, e.At) with { FieldCount = row!.FieldCount - 1 },
        FormFieldChanged e => Edited(row!, recorded, e.At),
        FormFieldsOrdered e => Edited(row!, recorded, e.At),
        FormLayoutChanged e => Edited(row!, recorded, e.At),
        FormPublished e => row! with
        {
            Status = "published", PublishedVersion = e.Version, Version = recorded.Version, UpdatedAt = e.At,
        },
        FormClosed e => row! with { Status = "closed", Version = recorded.Version, UpdatedAt = e.At },
        FormReopened e => row! with { Status = "published", Version = recorded.Version, UpdatedAt = e.At },
        _ => row,
    };

    private static FormListRow Edited(FormListRow row, RecordedEvent recorded, DateTimeOffset at) => row with
    {
        Version = recorded.Version,
        UpdatedAt = at,
        Status = row.Status == "published" ? "changed" : row.Status,
    };

    public static void MapFormList(this RouteGroupBuilder group) =>
        group.MapGet("/", List).RequirePermission(Permission.ViewForms).WithSummary("Forms of the organisation");

    private static async Task<IResult> List(
        string? search, string? status, int? limit, string? cursor, TenantDatabase db, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var rows = await db.Query("""
            select form_id, name, status, version, published_version, field_count, response_count, updated_at
              from read.forms
             where tenant_id = $1
               and ($2::text is null or name ilike $2)
               and ($3::text is null or status = $3)
               and ($4::text is null or (name, form_id::text) > (split_part($4, E'\x1f', 1), split_part($4, E'\x1f', 2)))
             order by name, form_id::text
             limit $5
            """, row => new
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Status = row.GetString(2),
            Version = row.GetInt64(3),
            PublishedVersion = row.IsDBNull(4) ? (int?)null : row.GetInt32(4),
            FieldCount = row.GetInt32(5),
            ResponseCount = row.GetInt32(6),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(7),
        }, ct, db.Tenant.Value, SearchPattern.Containing(search), status, Page.Decode(cursor), size + 1);
        return Results.Json(Page.From(rows, size, row => $"{row.Name}\u001f{row.Id}"), AppJson.Options);
    }
}
