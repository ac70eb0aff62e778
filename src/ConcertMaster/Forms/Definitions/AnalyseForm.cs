using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

internal sealed record AnalyseFormBody(JsonElement? Definition);

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

    public static FormAnalysis Of(FormDefinition definition)
    {
        var analysis = LogicAnalysis.Of(definition);
        return analysis with
        {
            Errors =
            [
                .. DefinitionReading.PublishingFaults(definition)
                    .Select(fault => new Finding(fault.Path, fault.Code, null, fault.Message)),
                .. analysis.Errors,
            ],
        };
    }

    private static IResult Sent(AnalyseFormBody body)
    {
        var (definition, refusal) = DefinitionReading.Read(body.Definition ?? default);
        return definition is null ? refusal!.ToProblem() : Results.Json(Of(definition), AppJson.Options);
    }

    private static async Task<IResult> Kept(Guid id, EventSession session, CancellationToken ct)
    {
        var (form, _) = await session.Load(Form.Stream(new(id)), ct: ct);
        return form switch
        {
            Form.Draft draft => Results.Json(Of(draft.Definition), AppJson.Options),
            Form.Published published => Results.Json(Of(published.Definition), AppJson.Options),
            _ => FormRefusals.NotFound.ToProblem(),
        };
    }
}
