using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Runs.Again;

/// <summary>What a reviewer decides on before steps are done a second time: which, and what of it is felt outside.</summary>
internal sealed class RedriveUnderReview(IReviewGate gate, RunStore store)
{
    /// <returns>Null: go ahead.</returns>
    public Task<Refusal?> Pass(Guid id, IReadOnlyList<StepKey> steps, Actor actor, HttpContext http) =>
        gate.Pass(http.RequestServices.GetRequiredService<EventSession>(), actor, GatedActs.RedriveRun,
            () => Of(id, steps, actor, http.RequestAborted), http.RequestAborted);

    private async Task<GatedAct?> Of(Guid id, IReadOnlyList<StepKey> steps, Actor actor, CancellationToken ct)
    {
        if (await store.Load(actor.Tenant, id, null, ct) is not { } loaded || loaded.State.Started is not { } started) return null;
        var chosen = steps.Count > 0 ? steps : Redrive.FailedSteps(loaded.State);
        return new(GatedActs.RedriveRun, id.ToString(), $"Redrive a run of {started.WorkflowName}", AppJson.ToElement(new
        {
            workflow = started.WorkflowName,
            run = id,
            steps = chosen.Select(key => key.ToString()).Order(StringComparer.Ordinal),
            doneAgain = Redrive.StepsDoneAgain(loaded.State, chosen).Select(key => key.ToString()).Order(StringComparer.Ordinal),
            repeatedEffects = Redrive.RepeatedEffects(loaded.State, chosen)
                .Select(key => loaded.State.Plan.Node(key.NodeId).Definition.Name).Distinct(),
            // Used up by the redrive that it allowed: the run has come further then.
            version = loaded.Version,
        }), []);
    }
}
