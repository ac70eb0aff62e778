using System.Text.Json;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Definitions;

/// <summary>What is wrong with the settings of single fields.</summary>
internal static class DefinitionFindings
{
    public static IEnumerable<Finding> Of(FormDefinition definition) => definition.Fields.SelectMany(field =>
        field.Columns.Select(column => (Field: column, Of: field, Path: $"{PathOf(field)}/fields{LogicJudgement.PathOf(column.Name)}"))
            .Prepend((Field: field, Of: field, Path: PathOf(field))))
        .Where(one => one.Field.Ui?.FindText("widget") == "lookup" && !HasChoices(one.Field) && LookupSource.Of(one.Field) is null)
        .Select(one => new Finding($"{one.Path}/lookup", "lookup.incomplete", one.Of.Name,
            $"{FieldWords.Of(definition, one.Field)} has nothing to look in. Name a connection and a query, or write its choices down."))
        .Concat(PersonField(definition)).Concat(ConsentIds(definition));

    private static IEnumerable<Finding> ConsentIds(FormDefinition definition) => ConsentsFromAnswers.ConsentsOf(definition)
        .Where(one => one.Consent.Id.Length > FormLimits.FieldNameLengthMax)
        .Select(one => new Finding($"/ui/fields{LogicJudgement.PathOf(one.Field)}/consent/id", "consent.id-invalid", one.Field,
            $"A consent is known by at most {FormLimits.FieldNameLengthMax} characters. Name it more briefly."));

    // Otherwise nobody would be found behind the answers of an open link, and nobody would notice.
    private static IEnumerable<Finding> PersonField(FormDefinition definition) =>
        definition.Ui.FindText("personField") is { } name
        && definition.Fields.FirstOrDefault(field => field.Name == name)?.Schema.FindText("format") != "email"
            ? [new("/ui/personField", "form.person-field-invalid", null,
                $"“{name}” is to say whom the answers are about, and is no field for an e-mail address. Choose one that is, or none.")]
            : [];

    private static string PathOf(FormField field) => $"/ui/fields{LogicJudgement.PathOf(field.Name)}";

    /// <summary>
    /// Who has agreed has agreed to a wording: under the same version it may not change from one publication to the next.
    /// </summary>
    public static IEnumerable<Finding> Consents(FormDefinition before, FormDefinition after)
    {
        var known = ConsentsFromAnswers.ConsentsOf(before).Select(one => one.Consent).DistinctBy(one => (one.Id, one.Version))
            .ToDictionary(one => (one.Id, one.Version), one => one.TextSha256);
        return ConsentsFromAnswers.ConsentsOf(after)
            .Where(one => known.TryGetValue((one.Consent.Id, one.Consent.Version), out var text)
                && text != one.Consent.TextSha256)
            .Select(one => new Finding(
                $"/ui/fields{LogicJudgement.PathOf(one.Field)}/consent/version", "consent.same-version", one.Field,
                $"The wording of the consent “{one.Consent.Id}” has changed and its version {one.Consent.Version} has not. "
                + "Count the version up, so that it stays known who has agreed to what."));
    }

    /// <summary>What a question asks of a person by its kind, and is kept where erasing that person would not reach it.</summary>
    public static IEnumerable<Finding> NotPersonal(FormDefinition definition) => definition.Fields
        .Where(field => !ProtectedFields.IsMarked(field))
        .SelectMany(field => field.Columns.Prepend(field).Where(one => PersonalKindOf(one) is not null).Take(1)
            .Where(one => field.Ui?.FindText("widget") != "signature" || field.Ui?.FindText("classification") is not null)
            .Select(one => new Finding($"{PathOf(field)}/classification", "field.not-personal", field.Name,
                $"{FieldWords.Of(definition, field)} asks for {PersonalKindOf(one)} and is not marked as personal: everybody who "
                + "sees responses reads it, and erasing a person may leave it. Mark it, unless it is about no person.")));

    private static string? PersonalKindOf(FormField field) => (field.Ui?.FindText("widget"), field.Schema.FindText("format")) switch
    {
        ("email", _) or (null, "email") => "an e-mail address",
        ("address", _) => "an address",
        ("signature", _) => "a signature",
        _ => null,
    };

    private static bool HasChoices(FormField field) =>
        field.Schema.Find("enum") is { ValueKind: JsonValueKind.Array }
        || field.Schema.Find("oneOf") is { ValueKind: JsonValueKind.Array };
}
