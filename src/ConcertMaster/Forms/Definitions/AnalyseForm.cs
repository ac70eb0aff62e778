using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Importing;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

/// <param name="FormId">Of the form that it is to be published as; null for one that is not there yet.</param>
internal sealed record AnalyseFormBody(JsonElement? Definition, Guid? FormId);

/// <summary>What would stand against publishing, and what will not do what its builder means?</summary>
internal static class AnalyseForm
{
    public static void MapAnalyseForm(this RouteGroupBuilder group)
    {
        group.MapPost("/analysis", Sent).RequirePermission(Permission.ViewForms)
            .WithSummary("Analyse a definition without keeping it");
        group.MapGet("/{id:guid}/analysis", Kept).RequirePermission(Permission.ViewForms)
            .WithSummary("Analyse a form as it is edited: errors refuse its publication, warnings are told");
    }

    /// <param name="published">What is out already; null when nothing is.</param>
    public static FormAnalysis Of(FormDefinition definition, FormDefinition? published = null)
    {
        var analysis = LogicAnalysis.Of(definition);
        return analysis with
        {
            Errors =
            [
                .. DefinitionReading.PublishingFaults(definition)
                    .Select(fault => new Finding(fault.Path, fault.Code, null, fault.Message)),
                .. DefinitionFindings.Of(definition),
                .. published is null ? [] : DefinitionFindings.Consents(published, definition),
                .. analysis.Errors,
            ],
            Warnings =
            [
                .. analysis.Warnings,
                .. DefinitionFindings.NotPersonal(definition),
                .. UndrawnParts.Of(definition).Select(part => new Finding(
                    $"/schema{part.Path}", "schema.not-drawn", UndrawnParts.FieldOf(part), part.Message)),
            ],
        };
    }

    private static async Task<IResult> Sent(
        AnalyseFormBody body, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        var (definition, refusal) = DefinitionReading.Read(body.Definition ?? default);
        if (definition is null) return refusal!.ToProblem();
        var published = body.FormId is { } id && (await forms.Load(db.Tenant, new(id), ct)).State is Form.Published form
            ? form.Latest.Definition : null;
        return Results.Json(Of(definition, published), AppJson.Options);
    }

    private static async Task<IResult> Kept(Guid id, EventSession session, CancellationToken ct)
    {
        var (form, _) = await session.Load(Form.Stream(new(id)), ct: ct);
        return form switch
        {
            Form.Draft draft => Results.Json(Of(draft.Definition), AppJson.Options),
            Form.Published published => Results.Json(Of(published.Definition, published.Latest.Definition), AppJson.Options),
            _ => FormRefusals.NotFound.ToProblem(),
        };
    }
}
