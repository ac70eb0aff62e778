using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.References;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary>Refuses schemas that apply themselves to the same value without any condition: they never end.</summary>
internal static class EndlessReferences
{
    public static void Refuse(
        List<(SchemaSite Site, SchemaNode Node)> made, Dictionary<SchemaNode, List<SchemaNode>> alwaysApplied)
    {
        var done = new HashSet<SchemaNode>();
        foreach (var (site, start) in made)
        {
            if (!done.Contains(start) && LeadsToItself(start, alwaysApplied, done))
            {
                throw new SchemaException(
                    SchemaErrorCodes.EndlessReference, site.Location, "This schema refers to itself without end.");
            }
        }
    }

    // Depth first with a stack of its own, since a chain may be as long as the document.
    private static bool LeadsToItself(
        SchemaNode start, Dictionary<SchemaNode, List<SchemaNode>> alwaysApplied, HashSet<SchemaNode> done)
    {
        var open = new HashSet<SchemaNode> { start };
        var path = new Stack<(SchemaNode Node, int Next)>();
        path.Push((start, 0));
        while (path.TryPop(out var at))
        {
            var inners = alwaysApplied.GetValueOrDefault(at.Node);
            if (inners is null || at.Next == inners.Count)
            {
                open.Remove(at.Node);
                done.Add(at.Node);
                continue;
            }

            path.Push((at.Node, at.Next + 1));
            var inner = inners[at.Next];
            if (open.Contains(inner)) return true;
            if (done.Contains(inner)) continue;
            open.Add(inner);
            path.Push((inner, 0));
        }

        return false;
    }
}
