using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Exporting;

/// <summary>What was ever asked in a form: the newest version's questions, then those that are asked no more.</summary>
internal static class FormQuestions
{
    public static void MapFormQuestions(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/questions", Get).RequirePermission(Permission.ViewForms)
            .WithSummary("The questions of all published versions as one definition, and in which versions each is asked");

    private static async Task<IResult> Get(Guid id, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        var form = await forms.Load(db.Tenant, new(id), ct);
        if (form.State is Form.None) return FormRefusals.NotFound.ToProblem();
        var columns = ResponseTable.ColumnsOf(form, null);
        return Results.Json(new
        {
            definition = new
            {
                schema = new { type = "object", properties = columns.ToDictionary(one => one.Field.Name, one => one.Field.Schema) },
                ui = new
                {
                    order = columns.Select(one => one.Field.Name),
                    fields = columns.Where(one => one.Field.Ui is not null).ToDictionary(one => one.Field.Name, one => one.Field.Ui),
                },
            },
            versions = form.Versions.Keys.OrderDescending(),
            asked = columns.ToDictionary(one => one.Field.Name, one => one.Versions),
        }, AppJson.Options);
    }
}
