using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Filling;

/// <summary>What the builder does with tests: make a link, look at what was sent by it, forget it all.</summary>
internal static class TestForm
{
    public static void MapTestForm(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/tests", Make).RequirePermission(Permission.EditForms)
            .WithSummary("A link that shows the form as it is edited now; what is sent by it is no response");
        group.MapGet("/{id:guid}/tests/answers", List).RequirePermission(Permission.EditForms)
            .WithSummary("What was sent in tests of this form, newest first");
        group.MapDelete("/{id:guid}/tests", Forget).RequirePermission(Permission.EditForms)
            .WithSummary("Forget the test links and test answers of this form");
    }

    private static async Task<IResult> Make(
        Guid id, EventSession session, TenantDatabase db, TestFillings tests, CancellationToken ct)
    {
        var (form, _) = await session.Load(Form.Stream(new(id)), ct: ct);
        (string Name, FormDefinition Definition)? edited = form switch
        {
            Form.Draft draft => (draft.Name, draft.Definition),
            Form.Published published => (published.Name, published.Definition),
            _ => null,
        };
        if (edited is not var (name, definition)) return FormRefusals.NotFound.ToProblem();
        var errors = AnalyseForm.Of(definition).Errors;
        if (errors.Count > 0)
            return FormRefusals.Unpublishable([.. errors.Take(FormLimits.FaultCountMax).Select(error => error.ToFault())])
                .ToProblem();
        return Results.Json(await tests.Make(db.Tenant, new(id), name, definition, ct), AppJson.Options,
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(
        Guid id, TenantDatabase db, PublishedForms forms, TestFillings tests, CancellationToken ct) =>
        (await forms.Load(db.Tenant, new(id), ct)).State is Form.None ? FormRefusals.NotFound.ToProblem()
            : Results.Json(new { items = await tests.Answers(db.Tenant, new(id), ct) }, AppJson.Options);

    private static async Task<IResult> Forget(
        Guid id, TenantDatabase db, PublishedForms forms, TestFillings tests, CancellationToken ct)
    {
        if ((await forms.Load(db.Tenant, new(id), ct)).State is Form.None) return FormRefusals.NotFound.ToProblem();
        await tests.Forget(db.Tenant, new(id), ct);
        return Results.NoContent();
    }
}
