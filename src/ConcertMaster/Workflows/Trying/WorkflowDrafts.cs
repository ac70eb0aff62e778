using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Workflows;

using static Decision<WorkflowEvent>;

/// <summary>Steps of the draft were run once to try them, and touched the outside world.</summary>
internal sealed record NoteTrial(IReadOnlyList<string> NodeIds);

internal static partial class WorkflowDecider
{
    public static Decision<WorkflowEvent> Decide(NoteTrial command, Workflow state) => state switch
    {
        Workflow.Active => Accept(new StepsTried(command.NodeIds)),
        Workflow.Archived => Refuse(WorkflowRefusals.Archived),
        _ => Refuse(WorkflowRefusals.NotFound),
    };
}

/// <summary>Lets drafts be tried by whoever runs them.</summary>
internal sealed class WorkflowDrafts(IEventStore store, DefinitionValidator validator, TimeProvider time) : IWorkflowDrafts
{
    public async Task<DraftWorkflow?> Find(TenantId tenant, WorkflowId workflow, CancellationToken ct = default)
    {
        var (state, _) = await new EventSession(store, tenant, EventMetadata.None, time)
            .Load(WorkflowStream.For(workflow), ct: ct);
        if (state is not Workflow.Active active) return null;
        var definition = active.Draft.Definition;
        return new(new(workflow, active.Name, 0, "", definition), DefinitionStructure.Check(definition, validator.Catalogue));
    }

    public async Task<Refusal?> NoteTrial(
        TenantId tenant, WorkflowId workflow, IReadOnlyList<string> nodeIds, EventMetadata metadata, CancellationToken ct) =>
        (await new EventSession(store, tenant, metadata, time).Transact(
            WorkflowStream.For(workflow), state => WorkflowDecider.Decide(new NoteTrial(nodeIds), state), ct: ct)).Refusal;
}
