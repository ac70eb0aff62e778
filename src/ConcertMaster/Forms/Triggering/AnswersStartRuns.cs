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
    public string Name => "runs for answers";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(ResponseSubmitted)];

    public bool Concerns(RecordedEvent recorded) => recorded.Data is ResponseSubmitted { For: null };

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        // A workflow that was published before the answer came must be in the table before the answer is looked at.
        await daemon.Value.Await(FormTriggers.ProjectionName, events[^1].Sequence, ct);
        foreach (var ours in events.GroupBy(recorded => recorded.Tenant))
        {
            IReadOnlyList<ResponseSubmitted> answers =
                [.. ours.Select(recorded => (ResponseSubmitted)recorded.Data).Where(answer => answer.For is null)];
            var listening = await Listening(ours.Key, [.. answers.Select(answer => answer.FormId.Value).Distinct()], ct);
            foreach (var answer in answers)
                foreach (var (workflow, node) in listening[answer.FormId.Value])
                    await runs.Start(ours.Key, new(workflow), new("form", node, answer.ResponseId.ToString()),
                        answer.SignalData, SystemActors.PublicForm, ct: ct);
        }
    }

    private async Task<ILookup<Guid, (Guid Workflow, string Node)>> Listening(TenantId tenant, Guid[] forms, CancellationToken ct)
    {
        var triggers = forms.Length == 0 ? [] : await database.For(tenant).Query("""
            select form_id, workflow_id, node_id from app.form_triggers
             where tenant_id = $1 and form_id = any($2) order by workflow_id
            """, row => (Form: row.GetGuid(0), Workflow: row.GetGuid(1), Node: row.GetString(2)), ct, tenant.Value, forms);
        return triggers.ToLookup(one => one.Form, one => (one.Workflow, one.Node));
    }
}
