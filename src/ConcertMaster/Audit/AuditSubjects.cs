using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;

namespace ConcertMaster.Audit;

/// <summary>What a stream is about, in the words of people.</summary>
/// <param name="NodeNames">Of the workflow that is edited or run, by id.</param>
internal sealed record AuditSubject(string? Title, IReadOnlyDictionary<string, string>? NodeNames)
{
    public static readonly AuditSubject Unnamed = new(null, null);

    public string NameOf(string nodeId) =>
        NodeNames?.GetValueOrDefault(nodeId) is { Length: > 0 } name ? name : nodeId;
}

/// <summary>Finds the names for events that carry ids only: of the thing itself, and of nodes.</summary>
internal sealed class AuditSubjects(IEventStore store, IPublishedWorkflows published)
{
    private sealed record Known(Guid Id, string Title, Guid? WorkflowId, int? WorkflowVersion);

    public async Task<IReadOnlyDictionary<Guid, AuditSubject>> Of(
        IReadOnlyCollection<RecordedEvent> events, TenantDatabase db, CancellationToken ct)
    {
        var streams = events.GroupBy(recorded => recorded.StreamId).ToDictionary(group => group.Key, group => group.ToList());
        var known = (await Look(streams.Keys, db, ct)).ToDictionary(one => one.Id);
        var subjects = new Dictionary<Guid, AuditSubject>(streams.Count);
        foreach (var (id, told) in streams)
        {
            var found = known.GetValueOrDefault(id);
            var mentionsNodes = told.Exists(recorded => recorded.Data is IMentionsNodes);
            var names = !mentionsNodes ? null
                : found is { WorkflowId: { } workflow, WorkflowVersion: { } version }
                    ? await NamesOfVersion(db.Tenant, new(workflow), version, ct)
                    : await NodeNames.At(store, new(db.Tenant, id), told.Max(recorded => recorded.Version), ct);
            subjects[id] = new(found?.Title, names);
        }
        return subjects;
    }

    private static Task<List<Known>> Look(IEnumerable<Guid> streams, TenantDatabase db, CancellationToken ct) =>
        db.Query<Known>("""
            with wanted as (select unnest($2::uuid[]) as id)
            select id, name as title, null::uuid as workflow_id, null::int as workflow_version
              from wanted join read.workflows on workflow_id = id where tenant_id = $1
            union all
            select id, workflow_name, workflow_id, workflow_version
              from wanted join read.runs on run_id = id where tenant_id = $1
            union all
            select id, name, null, null from wanted join read.forms on form_id = id where tenant_id = $1
            union all
            select id, form_name || ', ' || number, null, null
              from wanted join read.responses on response_id = id where tenant_id = $1
            union all
            select i.invitation_id, f.name, null, null
              from wanted join read.invitations i on i.invitation_id = id
              join read.forms f on f.tenant_id = i.tenant_id and f.form_id = i.form_id where i.tenant_id = $1
            union all
            select id, title, null, null from wanted join read.review_inbox on review_id = id where tenant_id = $1
            union all
            select id, name, null, null from wanted join read.members on user_id = id where tenant_id = $1
            union all
            select id, name, null, null from wanted join read.connections on connection_id = id where tenant_id = $1
            """, ct, db.Tenant.Value, streams.ToArray());

    private async Task<IReadOnlyDictionary<string, string>?> NamesOfVersion(
        TenantId tenant, WorkflowId workflow, int version, CancellationToken ct) =>
        (await published.Find(tenant, workflow, version, ct))?.Definition.Nodes
            .ToDictionary(node => node.Id, node => node.Name, StringComparer.Ordinal);
}
