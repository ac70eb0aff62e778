using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Runs;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Triggering;

/// <summary>
/// Starts a run for each answer that nobody waits for. Told of an answer twice, it names the same run twice. Answers to
/// a SendForm step start nothing: they belong to the run that asked, and a workflow cannot feed itself.
/// </summary>
internal sealed class AnswersStartRuns(Database database, IRunStarter runs, Lazy<ProjectionDaemon> daemon) : ISubscription
{
    private static readonly TimeSpan TableWait = TimeSpan.FromSeconds(10);

    public string Name => "runs for answers";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(ResponseSubmitted)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        // A workflow that was published before the answer came must be in the table before the answer is looked at.
        await daemon.Value.WaitFor(FormTriggers.ProjectionName, events[^1].Sequence, TableWait, ct);
        foreach (var recorded in events)
        {
            if (recorded.Data is not ResponseSubmitted { For: null } answer) continue;
            foreach (var (workflow, node) in await Listening(recorded.Tenant, answer.FormId, ct))
                await runs.Start(recorded.Tenant, new(workflow), new("form", node, answer.ResponseId.ToString()),
                    answer.SignalData, SystemActors.PublicForm, ct: ct);
        }
    }

    private Task<List<(Guid Workflow, string Node)>> Listening(TenantId tenant, FormId form, CancellationToken ct) =>
        database.For(tenant).Query(
            "select workflow_id, node_id from app.form_triggers where tenant_id = $1 and form_id = $2 order by workflow_id",
            row => (row.GetGuid(0), row.GetString(1)), ct, tenant.Value, form.Value);
}
