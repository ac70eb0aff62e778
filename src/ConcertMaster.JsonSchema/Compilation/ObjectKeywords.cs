using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary>The keywords about objects.</summary>
internal static class ObjectKeywords
{
    private static readonly string[] All =
    [
        "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties",
        "maxProperties", "dependencies", "dependentRequired", "dependentSchemas",
    ];

    public static void Read(SchemaSource source, SchemaNode node)
    {
        if (!All.Any(keyword => source.TryFind(keyword, out _))) return;
        var names = new Names();
        var nodes = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        if (source.TryFindObject("properties", out var properties))
        {
            foreach (var (name, _) in properties)
            {
                nodes[name] = source.SchemaBelow("properties", name);
                names.Add(name);
            }
        }

        var required = source.TryFind("required", out var list)
            ? source.Texts("required", list).Select(names.Add).ToList()
            : [];
        var dependents = ReadDependents(source, names).ToArray();
        node.Objects = new ObjectRules
        {
            Names = new NameTable(names.InOrder),
            Known = [.. names.InOrder.Select(name => Known(name, nodes.GetValueOrDefault(name)))],
            Required = ToBits(required),
            Patterns = [.. ReadPatterns(source)],
            Additional = source.Schema("additionalProperties"),
            PropertyNames = source.Schema("propertyNames"),
            Dependents = dependents,
            MinProperties = source.Count("minProperties"),
            MaxProperties = source.Count("maxProperties"),
        };
    }

    private static KnownProperty Known(string name, SchemaNode? node)
    {
        var step = PointerText.Join("", name);
        return new KnownProperty(node, "/properties" + step, step);
    }

    private static IEnumerable<PatternProperty> ReadPatterns(SchemaSource source)
    {
        if (!source.TryFindObject("patternProperties", out var patterns)) yield break;
        foreach (var (pattern, _) in patterns)
        {
            var step = PointerText.Join("/patternProperties", pattern);
            var compiled = ValueKeywords.CompilePattern(source, step[1..], pattern);
            yield return new PatternProperty(compiled, source.SchemaBelow("patternProperties", pattern), step);
        }
    }

    private static IEnumerable<Dependent> ReadDependents(SchemaSource source, Names names)
    {
        foreach (var keyword in (string[])["dependencies", "dependentSchemas", "dependentRequired"])
        {
            if (!source.TryFindObject(keyword, out var members)) continue;
            foreach (var (trigger, value) in members)
            {
                var step = PointerText.Join("/" + keyword, trigger);
                var isList = keyword == "dependentRequired"
                    || (keyword == "dependencies" && value.ValueKind == JsonValueKind.Array);
                var index = names.Add(trigger);
                yield return isList
                    ? new Dependent(index, [.. source.Texts(step[1..], value).Select(names.Add)], null, keyword, step)
                    : new Dependent(index, [], source.SchemaBelow(keyword, trigger), keyword, step);
            }
        }
    }

    private static ulong[] ToBits(List<int> indexes)
    {
        if (indexes.Count == 0) return [];
        var bits = new ulong[(indexes.Max() >> 6) + 1];
        foreach (var index in indexes) bits[index >> 6] |= 1UL << index;
        return bits;
    }

    private sealed class Names
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

        public List<string> InOrder { get; } = [];

        public int Add(string name)
        {
            if (numbers.TryGetValue(name, out var number)) return number;
            InOrder.Add(name);
            return numbers[name] = InOrder.Count - 1;
        }
    }
}
