using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.References;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary>The keywords that apply schemas to the same value.</summary>
internal static class CombinationKeywords
{
    public static void Read(SchemaSource source, SchemaNode node, List<Keyword> others)
    {
        if (ReadBranches(source, "allOf") is { } all)
        {
            foreach (var branch in all) source.Compiler.ApplyAlways(node, branch.Node);
            others.Add(new AllOf(all));
        }

        if (ReadBranches(source, "anyOf") is { } any) others.Add(new AnyOf(any));
        if (ReadBranches(source, "oneOf") is { } one) others.Add(new OneOf(one));
        if (source.Schema("not") is { } not) others.Add(new Not(not));
        var (then, otherwise) = (source.Schema("then"), source.Schema("else"));
        if (source.Schema("if") is { } test) others.Add(new Condition(test, then, otherwise));
        var (properties, items) = (source.Schema("unevaluatedProperties"), source.Schema("unevaluatedItems"));
        if (properties is not null || items is not null) node.Unevaluated = new UnevaluatedRules(properties, items);
    }

    private static Branch[]? ReadBranches(SchemaSource source, string keyword)
    {
        if (!source.TryFind(keyword, out var list)) return null;
        if (!SchemaSource.IsNonEmptyList(list)) throw source.Invalid(keyword, "must be a list of schemas, not empty.");
        return [.. source.SchemaList(keyword, list)
            .Select(entry => new Branch(entry.Node, PointerText.Join("/" + keyword, entry.Index)))];
    }
}
