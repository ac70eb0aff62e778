using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.References;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary><c>$ref</c> and its dynamic relatives.</summary>
internal static class ReferenceKeywords
{
    public static void Read(SchemaSource source, SchemaNode node, List<Keyword> others)
    {
        if (source.Text("$ref") is { } reference)
        {
            var target = source.Compiler.NodeFor(source.Site, "$ref", reference).Node;
            source.Compiler.ApplyAlways(node, target);
            others.Add(new AllOf([new Branch(target, "/$ref")]));
        }

        if (source.Text("$recursiveRef") is { } recursive) others.Add(ReadRecursive(source, recursive));
        if (source.Text("$dynamicRef") is { } dynamic) others.Add(ReadDynamic(source, dynamic));
    }

    private static Keyword ReadRecursive(SchemaSource source, string reference)
    {
        var (target, resource, _) = source.Compiler.NodeFor(source.Site, "$recursiveRef", reference);
        return Bookend(source, "$recursiveRef", SchemaResource.RecursiveAnchor, target, resource);
    }

    private static Keyword ReadDynamic(SchemaSource source, string reference)
    {
        var (target, resource, fragment) = source.Compiler.NodeFor(source.Site, "$dynamicRef", reference);
        return Bookend(source, "$dynamicRef", fragment, target, resource);
    }

    // Only if the place that is named has a dynamic anchor itself, the scope may lead elsewhere.
    private static Keyword Bookend(
        SchemaSource source, string keyword, string anchor, SchemaNode target, SchemaResource resource)
    {
        if (!resource.DynamicAnchors.Contains(anchor)) return new AllOf([new Branch(target, "/" + keyword)]);
        source.Compiler.UseDynamicAnchor(anchor);
        return new DynamicReference(keyword, anchor, target);
    }
}
