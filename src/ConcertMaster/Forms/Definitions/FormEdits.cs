using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Definitions;

/// <summary>
/// The difference of two definitions as edits of single fields, and a definition with an edit applied. Applying the
/// edits from one to another gives the other.
/// </summary>
internal static class FormEdits
{
    public static IReadOnlyList<FormEvent> Between(
        FormId form, FormDefinition before, FormDefinition after, DateTimeOffset at)
    {
        var edits = new List<FormEvent>();
        var (old, @new) = (before.Fields.ToDictionary(field => field.Name), after.Fields.ToDictionary(field => field.Name));
        edits.AddRange(before.Fields.Where(field => !@new.ContainsKey(field.Name))
            .Select(field => new FormFieldRemoved(form, field.Name, at)));
        foreach (var field in after.Fields)
            if (!old.TryGetValue(field.Name, out var former))
                edits.Add(new FormFieldAdded(form, field.Name, field.Schema, field.Required, field.Ui, at));
            else if (!field.IsSameAs(former))
                edits.Add(new FormFieldChanged(form, field.Name, field.Schema, field.Required, field.Ui, at));
        var order = after.Fields.Select(field => field.Name).ToList();
        var grown = before.Fields.Select(field => field.Name).Where(@new.ContainsKey)
            .Concat(order.Where(name => !old.ContainsKey(name)));
        if (!grown.SequenceEqual(order)) edits.Add(new FormFieldsOrdered(form, order, at));
        var (schema, ui) = LayoutOf(after);
        var (oldSchema, oldUi) = LayoutOf(before);
        if (!JsonElement.DeepEquals(schema, oldSchema) || !JsonElement.DeepEquals(ui, oldUi))
            edits.Add(new FormLayoutChanged(form, schema, ui, at));
        return edits;
    }

    public static FormDefinition Apply(FormDefinition definition, FormEvent edit) => edit switch
    {
        FormFieldAdded e => Rebuild(definition,
            [.. definition.Fields, new(e.Name, e.Schema, e.Required, e.Ui)]),
        FormFieldChanged e => Rebuild(definition,
            [.. definition.Fields.Select(field =>
                field.Name == e.Name ? new FormField(e.Name, e.Schema, e.Required, e.Ui) : field)]),
        FormFieldRemoved e => Rebuild(definition, [.. definition.Fields.Where(field => field.Name != e.Name)]),
        FormFieldsOrdered e => Rebuild(definition,
            [.. e.Order.Select(name => definition.Fields.Single(field => field.Name == name))]),
        FormLayoutChanged e => Combine(e.Schema, e.Ui, definition.Fields),
        _ => throw new ArgumentOutOfRangeException(nameof(edit)),
    };

    private static FormDefinition Rebuild(FormDefinition definition, IReadOnlyList<FormField> fields)
    {
        var (schema, ui) = LayoutOf(definition);
        return Combine(schema, ui, fields);
    }

    private static (JsonElement Schema, JsonElement Ui) LayoutOf(FormDefinition definition)
    {
        var schema = JsonObject.Create(definition.Schema)!;
        schema.Remove("properties");
        schema.Remove("required");
        var ui = JsonObject.Create(definition.Ui)!;
        ui.Remove("fields");
        return (AppJson.ToElement(schema), AppJson.ToElement(ui));
    }

    private static FormDefinition Combine(JsonElement schema, JsonElement ui, IReadOnlyList<FormField> fields)
    {
        var (whole, shown) = (JsonObject.Create(schema)!, JsonObject.Create(ui)!);
        if (fields.Count > 0)
            whole["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, Node(field.Schema))));
        if (fields.Any(field => field.Required))
            whole["required"] = new JsonArray([.. fields.Where(field => field.Required)
                .Select(field => (JsonNode?)JsonValue.Create(field.Name))]);
        if (fields.Any(field => field.Ui is not null))
            shown["fields"] = new JsonObject(fields.Where(field => field.Ui is not null)
                .Select(field => KeyValuePair.Create(field.Name, Node(field.Ui!.Value))));
        return new(AppJson.ToElement(whole), AppJson.ToElement(shown));
    }

    private static JsonNode? Node(JsonElement json) => JsonNode.Parse(json.GetRawText());
}
