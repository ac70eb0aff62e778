using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

/// <summary>Which versions were published, and what did each ask?</summary>
internal static class FormVersions
{
    public static void MapFormVersions(this RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}/versions", List).RequirePermission(Permission.ViewForms).WithSummary("Published versions, newest first");
        group.MapGet("/{id:guid}/versions/{number:int}", Get).RequirePermission(Permission.ViewForms)
            .WithSummary("One published version as it was");
    }

    private static async Task<IResult> List(Guid id, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        var form = await forms.Load(db.Tenant, new(id), ct);
        if (form.State is Form.None) return FormRefusals.NotFound.ToProblem();
        var items = form.Versions.Values.Select(version => version.Form).OrderByDescending(version => version.Version)
            .Select(version => new
            {
                version.Version, version.Hash, version.Name, PublishedAt = version.At, PublishedBy = version.By,
                FieldCount = version.Definition.Fields.Count,
            });
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Get(Guid id, int number, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        var form = await forms.Load(db.Tenant, new(id), ct);
        return form.Versions.GetValueOrDefault(number)?.Form is { } version
            ? Results.Json(new { version.Version, version.Hash, version.Name, PublishedAt = version.At,
                version.Definition }, AppJson.Options)
            : FormRefusals.NotFound.ToProblem();
    }
}
