using System.Text.Json;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.References;

/// <summary>Finds out what a value of <c>$schema</c> means.</summary>
internal sealed class DialectReader(SchemaOptions options)
{
    private const int ChainLengthMax = 8;

    private readonly Dictionary<string, Dialect> known = [];

    public Dialect Read(string schemaAddress, string location, int chainLength = 0)
    {
        var (address, _) = UriText.Split(schemaAddress);
        if (known.TryGetValue(address, out var dialect)) return dialect;
        dialect = MetaSchemas.DraftOf(address) is { } draft
            ? Dialect.Of(draft)
            : ReadCustom(address, location, chainLength);
        known[address] = dialect;
        return dialect;
    }

    private Dialect ReadCustom(string address, string location, int chainLength)
    {
        if (chainLength > ChainLengthMax) throw Unknown(location, $"The meta-schemas of “{address}” have no end.");
        if (!TryFind(address, out var meta) || meta.ValueKind != JsonValueKind.Object)
            throw Unknown(location, $"The meta-schema “{address}” is not known.");
        var below = meta.TryGetProperty("$schema", out var parent) && parent.ValueKind == JsonValueKind.String
            && UriText.Split(JsonText.Read(parent)).Address != address
            ? Read(JsonText.Read(parent), location, chainLength + 1)
            : Dialect.Of(options.DefaultDraft);
        if (below.Draft < Draft.Draft201909 || !meta.TryGetProperty("$vocabulary", out var chosen)
            || chosen.ValueKind != JsonValueKind.Object) return below;
        return WithVocabularies(below.Draft, chosen, location);
    }

    private static Dialect WithVocabularies(Draft draft, JsonElement chosen, string location)
    {
        var vocabularies = Vocabularies.None;
        var assertsFormats = false;
        foreach (var entry in chosen.EnumerateObject())
        {
            var name = JsonText.Name(entry);
            var isOurs = name.StartsWith("https://json-schema.org/draft/20", StringComparison.Ordinal);
            switch (isOurs ? name[(name.LastIndexOf('/') + 1)..] : "")
            {
                case "core" or "meta-data": break;
                case "applicator": vocabularies |= Vocabularies.Applicator; break;
                case "validation": vocabularies |= Vocabularies.Validation; break;
                case "unevaluated": vocabularies |= Vocabularies.Unevaluated; break;
                case "content": vocabularies |= Vocabularies.Content; break;
                case "format-annotation": vocabularies |= Vocabularies.Format; break;
                case "format":
                    vocabularies |= Vocabularies.Format;
                    assertsFormats = entry.Value.ValueKind == JsonValueKind.True;
                    break;
                case "format-assertion":
                    vocabularies |= Vocabularies.Format;
                    assertsFormats = true;
                    break;
                default:
                    if (entry.Value.ValueKind != JsonValueKind.True) break;
                    throw Unknown(location, $"The vocabulary “{name}” is required, but not known.");
            }
        }

        // 2019-09 has the unevaluated keywords among the applicators.
        if (draft == Draft.Draft201909 && (vocabularies & Vocabularies.Applicator) != 0)
            vocabularies |= Vocabularies.Unevaluated;
        return new Dialect(draft, vocabularies, assertsFormats);
    }

    private bool TryFind(string address, out JsonElement meta) =>
        options.Documents.TryGetValue(address, out meta)
        || options.Documents.TryGetValue(address + "#", out meta)
        || MetaSchemas.TryFind(address, out meta);

    private static SchemaException Unknown(string location, string message) =>
        new(SchemaErrorCodes.UnknownDialect, location, message);
}
