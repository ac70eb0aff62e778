using System.Reflection;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Templates;

internal sealed record FormTemplate(
    string Id, string Name, string Description, int Fields, int Pages, FormDefinition Definition);

/// <summary>What a new form can begin with. Each is a file beside this one; their names give the order.</summary>
internal static class FormTemplates
{
    private static readonly Lazy<IReadOnlyList<FormTemplate>> Read = new(ReadAll);

    public static IReadOnlyList<FormTemplate> All => Read.Value;

    public static void MapFormTemplates(this RouteGroupBuilder group) =>
        group.MapGet("/templates", () => Results.Json(new { items = All }, AppJson.Options))
            .RequirePermission(Permission.ViewForms).WithSummary("Definitions that a new form can begin with");

    private static IReadOnlyList<FormTemplate> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. from name in assembly.GetManifestResourceNames()
               where name.Contains(".Forms.Templates.", StringComparison.Ordinal)
                   && name.EndsWith(".json", StringComparison.Ordinal)
               orderby name.ToUpperInvariant()
               select ReadOne(assembly, name),
        ];
    }

    private static FormTemplate ReadOne(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement.Clone();
        var (definition, refusal) = DefinitionReading.Read(root.GetProperty("definition"));
        if (definition is null) throw new InvalidDataException($"{resource}: {refusal!.Code}");
        return new(root.FindText("id")!, root.FindText("name")!, root.FindText("description")!,
            definition.Fields.Count, FormPages.Of(definition).Count, definition);
    }
}
