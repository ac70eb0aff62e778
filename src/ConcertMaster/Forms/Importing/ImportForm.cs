using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Importing;

/// <param name="Name">None: the title of the schema.</param>
internal sealed record ImportFormBody(string? Name, JsonElement? Schema);

/// <summary>Makes a form of a JSON Schema of any draft from 4 on, and gives a form as one schema that can be read back.</summary>
internal static class ImportForm
{
    private const string Annotations = "x-ui";

    public static void MapImportForm(this RouteGroupBuilder group)
    {
        group.MapPost("/import", Import).RequirePermission(Permission.EditForms)
            .WithSummary("Make a form of a JSON Schema of draft 4 to 2020-12; with dryRun, only tell what would become of it");
        group.MapGet("/{id:guid}/export", Export).RequirePermission(Permission.ViewForms)
            .WithSummary("The form as one JSON Schema 2020-12, its annotations under x-ui");
    }

    private static async Task<IResult> Import(
        ImportFormBody body, bool? dryRun, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (Upgraded(body.Schema) is not var (upgraded, report)) return NamedTwice.ToProblem();
        var (definition, refusal) = Read(upgraded);
        if (definition is null) return refusal!.ToProblem();
        report = report with { Notes = UndrawnParts.Of(definition) };
        if (dryRun is true) return Results.Json(new { definition, report }, AppJson.Options);
        var now = time.GetUtcNow();
        var name = body.Name ?? definition.Schema.FindText("title");
        var command = new CreateForm(new(Guid.CreateVersion7(now)), name, definition, now);
        var outcome = await session.Transact(
            Form.Stream(command.Id), form => FormDecider.Decide(command, form), ct: ct);
        return outcome.ToHttpResult(_ => new { id = command.Id, version = outcome.Version, report },
            StatusCodes.Status201Created, $"/api/forms/{command.Id}");
    }

    private static (FormDefinition? Definition, Refusal? Refusal) Read(JsonObject schema)
    {
        schema.Remove(Annotations, out var ui);
        if (ui is null or JsonObject) FieldOrder.Keep(schema, (JsonObject)(ui ??= new JsonObject()));
        return DefinitionReading.Read(AppJson.ToElement(new { schema, ui }));
    }

    private static Refusal NamedTwice => FormRefusals.DefinitionInvalid(
        new Fault("/schema", "duplicate", "An object of the schema names the same keyword or field twice."));

    // Objects that name something twice are only found out when they are read.
    private static (JsonObject Schema, UpgradeReport Report)? Upgraded(JsonElement? sent)
    {
        try
        {
            var (upgraded, report) =
                SchemaUpgrade.Of(sent is { ValueKind: JsonValueKind.Object } schema ? JsonObject.Create(schema)! : []);
            var (drawable, changes) = DrawableSchema.Of(upgraded);
            return (drawable, report with { Changes = [.. report.Changes, .. changes] });
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static async Task<IResult> Export(
        Guid id, int? version, EventSession session, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        if (version is { } number)
            return (await forms.Load(db.Tenant, new(id), ct)).Versions.GetValueOrDefault(number)?.Form is { } published
                ? Document(published.Name, published.Definition) : FormRefusals.NotFound.ToProblem();
        var (form, _) = await session.Load(Form.Stream(new(id)), ct: ct);
        return form switch
        {
            Form.Draft draft => Document(draft.Name, draft.Definition),
            Form.Published edited => Document(edited.Name, edited.Definition),
            _ => FormRefusals.NotFound.ToProblem(),
        };
    }

    private static IResult Document(string name, FormDefinition definition)
    {
        var schema = JsonObject.Create(definition.Schema)!;
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["title"] ??= name;
        schema[Annotations] = JsonObject.Create(definition.Ui);
        return Results.Json(schema, AppJson.Options, "application/schema+json");
    }
}
