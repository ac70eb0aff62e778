using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary>Reads the keywords of one schema, and refuses what does not make sense.</summary>
internal sealed class SchemaSource(SchemaSite site, SchemaCompiler compiler)
{
    public SchemaSite Site => site;

    public SchemaCompiler Compiler => compiler;

    public Dialect Dialect => site.Resource.Dialect;

    public SchemaOptions Options => compiler.Options;

    public bool TryFind(string keyword, out JsonElement value)
    {
        if (site.Members.TryGetValue(keyword, out value)) return Dialect.Knows(keyword);
        return false;
    }

    public SchemaNode? Schema(string keyword) =>
        TryFind(keyword, out _) ? compiler.NodeAt(site, "/" + keyword) : null;

    public SchemaNode SchemaBelow(string keyword, string token) =>
        compiler.NodeAt(site, $"/{keyword}/{PointerText.Escape(token)}");

    public IEnumerable<(int Index, SchemaNode Node)> SchemaList(string keyword, JsonElement list)
    {
        for (var index = 0; index < list.GetArrayLength(); index++)
            yield return (index, compiler.NodeAt(site, PointerText.Join("/" + keyword, index)));
    }

    /// <summary>A count, such as of <c>minLength</c>; one beyond any sense becomes the largest there is.</summary>
    public long? Count(string keyword)
    {
        if (!TryFind(keyword, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Number) throw Invalid(keyword, "must be a whole number from 0 up.");
        var number = JsonNumber.Read(value);
        if (!number.IsInteger || (!number.IsPositive && !number.IsZero))
            throw Invalid(keyword, "must be a whole number from 0 up.");
        return number.ToSaturatedInt64();
    }

    public bool Flag(string keyword)
    {
        if (!TryFind(keyword, out var value)) return false;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Invalid(keyword, "must be true or false."),
        };
    }

    public string? Text(string keyword)
    {
        if (!TryFind(keyword, out var value)) return null;
        return value.ValueKind == JsonValueKind.String
            ? JsonText.Read(value)
            : throw Invalid(keyword, "must be a text.");
    }

    public bool TryFindObject(string keyword, out IReadOnlyList<(string Name, JsonElement Value)> members)
    {
        members = [];
        if (!TryFind(keyword, out var value)) return false;
        if (value.ValueKind != JsonValueKind.Object) throw Invalid(keyword, "must be an object.");
        var byName = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject()) byName[JsonText.Name(property)] = property.Value;
        members = [.. byName.Select(pair => (pair.Key, pair.Value))];
        return true;
    }

    public IReadOnlyList<string> Texts(string keyword, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array
            || list.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.String))
            throw Invalid(keyword, "must be a list of texts.");
        return [.. list.EnumerateArray().Select(JsonText.Read)];
    }

    public SchemaException Invalid(string keyword, string complaint) => new(
        SchemaErrorCodes.InvalidKeyword, PointerText.Join(site.Location, keyword), $"{keyword} {complaint}");

    public static bool IsNonEmptyList([NotNullWhen(true)] JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0;

    public static string Show(JsonElement number) => Encoding.UTF8.GetString(
        System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(number));
}
