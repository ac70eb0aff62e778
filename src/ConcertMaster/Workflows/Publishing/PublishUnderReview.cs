using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

/// <summary>What a reviewer decides on before a workflow is published: the definition, against the one in force.</summary>
internal sealed class PublishUnderReview(DefinitionValidator validator) : IGatedActSource
{
    public string Kind => GatedActs.PublishWorkflow;

    public async Task<GatedAct?> Of(EventSession session, Guid subject, CancellationToken ct)
    {
        var state = (Workflow)new Workflow.NotCreated();
        var editors = new List<string>();
        await foreach (var recorded in session.Store.ReadStream(new(session.Tenant, subject), ct: ct))
        {
            state = Workflow.Evolve(state, (WorkflowEvent)recorded.Data);
            if (recorded.Data is WorkflowPublished) editors.Clear();
            else if (recorded.Metadata.UserName is { } editor) editors.Add(editor);
        }
        if (state is not Workflow.Active active) return null;
        var definition = validator.Pin(active.Draft.Definition);
        var hash = CanonicalDefinition.HashOf(definition);
        if (active.InForce is { } published && published.Hash == hash && published.Name == active.Name) return null;
        return new(Kind, subject.ToString(), $"Publish {active.Name}, version {(active.Published?.Number ?? 0) + 1}", AppJson.ToElement(new
        {
            name = active.Name,
            version = (active.Published?.Number ?? 0) + 1,
            steps = definition.Nodes.Count,
            differences = Differences(active.Published?.Definition, definition),
            hash,
            definition,
        }), [.. editors.Distinct()]);
    }

    private static IReadOnlyList<string> Differences(WorkflowDefinition? before, WorkflowDefinition after)
    {
        var known = before?.Nodes.ToDictionary(node => node.Id) ?? [];
        return
        [
            .. after.Nodes.Where(node => !known.ContainsKey(node.Id)).Select(node => $"added {node.Name}"),
            .. after.Nodes.Where(node => known.TryGetValue(node.Id, out var was)
                && AppJson.ToElement(was with { Position = node.Position }).GetRawText() != AppJson.ToElement(node).GetRawText())
                .Select(node => $"changed {node.Name}"),
            .. known.Values.Where(node => after.Nodes.All(one => one.Id != node.Id)).Select(node => $"removed {node.Name}"),
        ];
    }
}
