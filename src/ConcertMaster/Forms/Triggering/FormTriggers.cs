using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Asking;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;
using Npgsql;

namespace ConcertMaster.Forms.Triggering;

/// <summary>
/// Which workflows does an answer to a form start? Those whose newest published version has a trigger for it.
/// </summary>
internal sealed class FormTriggers : IProjection
{
    public const string ProjectionName = "form-triggers";
    private const string Table = "app.form_triggers";

    public string Name => ProjectionName;
    public int Version => 1;
    public IReadOnlyList<string> Tables { get; } = [Table];

    public IReadOnlyCollection<Type>? EventTypes { get; } =
    [
        .. typeof(FormTriggers).Assembly.GetTypes().Where(type =>
            (type.IsAssignableTo(typeof(IWorkflowPublished)) || type.IsAssignableTo(typeof(IWorkflowWithdrawn)))
            && type.IsDefined(typeof(EventNameAttribute), inherit: false)),
    ];

    public async Task Apply(ProjectionBatch batch, CancellationToken ct)
    {
        foreach (var recorded in batch.Events)
        {
            await using var statements = new NpgsqlBatch(batch.Connection, batch.Transaction);
            Add(statements, $"delete from {batch.Table(Table)} where tenant_id = $1 and workflow_id = $2",
                recorded.Tenant.Value, recorded.StreamId);
            if (recorded.Data is IWorkflowPublished published)
                foreach (var (node, form) in TriggersOf(published.Definition))
                    Add(statements, $"""
                        insert into {batch.Table(Table)} (tenant_id, workflow_id, node_id, form_id) values ($1, $2, $3, $4)
                        """, recorded.Tenant.Value, recorded.StreamId, node, form);
            await statements.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>The enabled triggers of a definition, with the form that each listens to.</summary>
    public static IEnumerable<(string NodeId, Guid FormId)> TriggersOf(WorkflowDefinition definition) =>
        from node in definition.Nodes
        where node.Type == FormTriggerNode.TypeName && !node.Disabled
        let form = Guid.TryParse(node.Config.FindText("formId"), out var id) ? id : Guid.Empty
        where form != Guid.Empty
        select (node.Id, form);

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }
}
