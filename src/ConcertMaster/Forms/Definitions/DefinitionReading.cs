using System.Runtime.InteropServices;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.JsonSchema;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;

namespace ConcertMaster.Forms.Definitions;

/// <summary>Reads a definition as it was sent, and judges whether it may be published.</summary>
internal static class DefinitionReading
{
    private static readonly SchemaOptions Options = new() { AssertFormats = true };

    /// <summary>How answers are judged: <c>format</c> counts, as it does in the browser.</summary>
    public static Schema Compile(FormDefinition definition) => Schema.Compile(definition.Schema, Options);

    public static (FormDefinition? Definition, Refusal? Refusal) Read(JsonElement json)
    {
        if (!AnswerText.CanBeKept(json)) return (null, CommonRefusals.TextUnstorable);
        var faults = new List<Fault>();
        var schema = json.Find("schema");
        if (schema is not { ValueKind: JsonValueKind.Object })
            faults.Add(new("/definition/schema", "type", "The JSON Schema of the answers, an object."));
        else if (schema.Value.FindText("type") is not "object")
            faults.Add(new("/definition/schema/type", "const", "Answers are an object: \"type\": \"object\"."));
        else if (schema.Value.Find("properties") is { ValueKind: not JsonValueKind.Object })
            faults.Add(new("/definition/schema/properties", "type", "An object with one schema per field."));
        if (json.Find("ui") is { ValueKind: not JsonValueKind.Object })
            faults.Add(new("/definition/ui", "type", "An object; leave it out for the default look."));
        if (json.ValueKind == JsonValueKind.Object && JsonMarshal.GetRawUtf8Value(json).Length > FormLimits.DefinitionBytesMax)
            faults.Add(new("/definition", "maxLength", $"At most {FormLimits.DefinitionBytesMax / 1024} kB of JSON."));
        if (NamedTwice(json) is { } name)
            faults.Add(new("/definition", "duplicate", $"“{name}” is named twice in one object. Leave one of the two out."));
        if (faults.Count > 0) return (null, FormRefusals.DefinitionInvalid(faults));
        var definition = new FormDefinition(schema!.Value, json.Find("ui") ?? FormDefinition.Empty.Ui);
        var wrong = FieldFaults(definition);
        return wrong.Count == 0 ? (definition, null) : (null, FormRefusals.DefinitionInvalid(wrong));
    }

    /// <summary>Everything that stands against sending this out; empty when nothing does.</summary>
    public static IReadOnlyList<Fault> PublishingFaults(FormDefinition definition)
    {
        var faults = new List<Fault>();
        if (definition.Fields.Count == 0)
            faults.Add(new("/schema/properties", "required", "Add at least one field."));
        try
        {
            Compile(definition);
        }
        catch (SchemaException fault)
        {
            faults.Add(new($"/schema{fault.SchemaLocation[(fault.SchemaLocation.IndexOf('#') + 1)..]}", fault.Code, fault.Reason));
        }
        var names = definition.Fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(Unknown(definition.Ui.Find("order"), "/ui/order", names));
        if (definition.Ui.Find("pages") is { ValueKind: JsonValueKind.Array } pages)
            foreach (var (index, page) in pages.EnumerateArray().Index())
                faults.AddRange(Unknown(page.Find("fields"), $"/ui/pages/{index}/fields", names));
        return faults;
    }

    // JSON does not forbid it, and every reader takes another of the two.
    private static string? NamedTwice(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array) return json.EnumerateArray().Select(NamedTwice).FirstOrDefault(name => name is not null);
        if (json.ValueKind != JsonValueKind.Object) return null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
            if (!names.Add(member.Name)) return member.Name;
            else if (NamedTwice(member.Value) is { } inside) return inside;
        return null;
    }

    private static List<Fault> FieldFaults(FormDefinition definition)
    {
        var faults = new List<Fault>();
        if (definition.Fields.Count > FormLimits.FieldCountMax)
            faults.Add(new("/definition/schema/properties", "maxProperties",
                $"At most {FormLimits.FieldCountMax} fields; split the form."));
        faults.AddRange(definition.Fields
            .Where(field => field.Name.Length is 0 or > FormLimits.FieldNameLengthMax)
            .Select(field => new Fault("/definition/schema/properties", "propertyNames",
                $"A field has a name of 1 to {FormLimits.FieldNameLengthMax} characters.")));
        return faults;
    }

    private static IEnumerable<Fault> Unknown(JsonElement? list, string path, HashSet<string> names) =>
        list is not { ValueKind: JsonValueKind.Array } items ? [] : items.EnumerateArray().Index()
            .Where(item => item.Item.ValueKind != JsonValueKind.String || !names.Contains(item.Item.GetString()!))
            .Select(item => new Fault($"{path}/{item.Index}", "form.unknown-field",
                $"There is no field named {item.Item.GetRawText()}. Remove it here, or add the field."));
}
