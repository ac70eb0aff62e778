using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.References;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary>
/// Turns schemas into nodes. A node is made empty when it is first referred to and filled in later, from a queue:
/// so cycles are no trouble, and a long chain of references does not deepen the stack.
/// </summary>
internal sealed class SchemaCompiler(SchemaOptions options)
{
    private readonly SchemaRegistry registry = new(options);
    private readonly Queue<SchemaSite> queue = new();
    private readonly List<(SchemaSite Site, SchemaNode Node)> made = [];
    private readonly HashSet<SchemaResource> entered = [];
    private readonly HashSet<string> dynamicAnchors = [];
    private readonly Dictionary<SchemaNode, List<SchemaNode>> alwaysApplied = [];

    public SchemaOptions Options => options;

    public static SchemaNode Compile(JsonElement schema, SchemaOptions options)
    {
        var compiler = new SchemaCompiler(options);
        var root = compiler.NodeOf(compiler.registry.LoadRoot(schema));
        do
        {
            compiler.FillQueued();
            compiler.CompileDynamicTargets();
        }
        while (compiler.queue.Count > 0);
        EndlessReferences.Refuse(compiler.made, compiler.alwaysApplied);
        if (compiler.dynamicAnchors.Count > 0)
        {
            foreach (var (_, node) in compiler.made) node.TracksScope = true;
        }

        return root;
    }

    /// <summary>The node of a schema inside another, by the rest of its pointer.</summary>
    public SchemaNode NodeAt(SchemaSite parent, string rest) =>
        NodeOf(parent.Resource.Document.Sites[parent.Pointer + rest]);

    /// <summary>The node that a reference means.</summary>
    public (SchemaNode Node, SchemaResource Resource, string Fragment) NodeFor(
        SchemaSite from, string keyword, string reference)
    {
        var found = registry.Find(from, reference) ?? throw new SchemaException(
            SchemaErrorCodes.UnknownReference, $"{from.Location}/{keyword}", $"“{reference}” leads to nothing known.");
        return (NodeOf(found.Site), found.Resource, found.Fragment);
    }

    /// <summary>Takes note that some reference asks for an anchor by dynamic scope.</summary>
    public void UseDynamicAnchor(string anchor) => dynamicAnchors.Add(anchor);

    /// <summary>Takes note that wherever one schema is applied, the other one is too, to the same value.</summary>
    public void ApplyAlways(SchemaNode outer, SchemaNode inner)
    {
        if (!alwaysApplied.TryGetValue(outer, out var inners)) alwaysApplied[outer] = inners = [];
        inners.Add(inner);
    }

    private SchemaNode NodeOf(SchemaSite site)
    {
        if (site.Node is { } known) return known;
        var node = site.Node = new SchemaNode(site.Resource);
        made.Add((site, node));
        entered.Add(site.Resource);
        queue.Enqueue(site);
        return node;
    }

    private void FillQueued()
    {
        while (queue.TryDequeue(out var site)) Fill(site, site.Node!);
    }

    // A resource takes part in the dynamic scope only if something in it is applied.
    private void CompileDynamicTargets()
    {
        foreach (var resource in entered.ToList())
        {
            foreach (var anchor in dynamicAnchors)
            {
                if (!resource.DynamicAnchors.Contains(anchor) || resource.DynamicNodes.ContainsKey(anchor)) continue;
                resource.DynamicNodes[anchor] = NodeOf(SchemaRegistry.SiteOf(resource, anchor)!);
            }
        }
    }

    private void Fill(SchemaSite site, SchemaNode node)
    {
        switch (site.Element.ValueKind)
        {
            case JsonValueKind.True:
                node.Constant = true;
                return;
            case JsonValueKind.False:
                node.Constant = false;
                return;
            case JsonValueKind.Object:
                break;
            default:
                throw new SchemaException(
                    SchemaErrorCodes.InvalidKeyword, site.Location, "A schema must be an object, true or false.");
        }

        var source = new SchemaSource(site, this);
        var others = new List<Keyword>();
        ReferenceKeywords.Read(source, node, others);
        if (others.Count == 0 || !source.Dialect.ReferenceStandsAlone)
        {
            ValueKeywords.Read(source, node, others);
            ObjectKeywords.Read(source, node);
            ArrayKeywords.Read(source, node);
            CombinationKeywords.Read(source, node, others);
        }

        node.Others = [.. others];
        node.Plain = PlainCheck.For(node);
    }
}
