using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Definitions;

/// <summary>What a form asks (JSON Schema 2020-12 of an object) and how it looks. Immutable.</summary>
internal sealed record FormDefinition(JsonElement Schema, JsonElement Ui)
{
    public static readonly FormDefinition Empty = new(
        AppJson.ToElement(new { type = "object" }), AppJson.ToElement(new { }));

    [JsonIgnore]
    public IReadOnlyList<FormField> Fields { get; } = FormField.ListOf(Schema, Ui);

    /// <summary>SHA-256 of the canonical JSON, in hex: the same definition has the same hash however it was written.</summary>
    public string Hash() => CanonicalJson.Sha256(AppJson.ToElement(new { schema = Schema, ui = Ui }));

    public bool Equals(FormDefinition? other) =>
        other is not null && JsonElement.DeepEquals(Schema, other.Schema) && JsonElement.DeepEquals(Ui, other.Ui);

    public override int GetHashCode() => Fields.Count;
}

/// <summary>One field, taken from both halves of the definition.</summary>
internal sealed record FormField(string Name, JsonElement Schema, bool Required, JsonElement? Ui)
{
    /// <summary>What is asked, in the words of whoever built the form; null where nothing was written yet.</summary>
    public string? Question => Written(Ui?.FindText("label")) ?? Written(Schema.FindText("title"));

    public string Label => Question ?? Name;

    /// <summary>What is asked in each of its rows.</summary>
    public IReadOnlyList<FormField> Columns =>
        Schema.Find("items") is { ValueKind: JsonValueKind.Object } row ? ListOf(row, Ui ?? JsonValues.EmptyObject) : [];

    public bool IsSameAs(FormField other) =>
        Required == other.Required && JsonElement.DeepEquals(Schema, other.Schema)
        && (Ui is { } ui ? other.Ui is { } others && JsonElement.DeepEquals(ui, others) : other.Ui is null);

    private static string? Written(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    public static IReadOnlyList<FormField> ListOf(JsonElement schema, JsonElement ui)
    {
        if (schema.Find("properties") is not { ValueKind: JsonValueKind.Object } properties) return [];
        var required = schema.Find("required") is { ValueKind: JsonValueKind.Array } names
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String)
                .Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        var shown = ui.Find("fields") is { ValueKind: JsonValueKind.Object } fields ? fields : (JsonElement?)null;
        return
        [
            .. properties.EnumerateObject().Select(field => new FormField(
                field.Name, field.Value, required.Contains(field.Name),
                shown is { } all && all.TryGetProperty(field.Name, out var own) ? own : null)),
        ];
    }
}
