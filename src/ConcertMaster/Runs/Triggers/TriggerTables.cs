using System.Text.Json;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Triggers.Mail;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Workflows;
using Npgsql;

namespace ConcertMaster.Runs.Triggers;

/// <summary>
/// Which addresses and schedules start runs? Those of each workflow's newest published version, replaced as a whole
/// when the next one is published.
/// </summary>
internal sealed class TriggerTables : IProjection
{
    public const string ProjectionName = "triggers";

    public string Name => ProjectionName;
    public int Version => 1;
    public IReadOnlyList<string> Tables { get; } = ["app.webhooks", "app.schedules"];

    public IReadOnlyCollection<Type>? EventTypes { get; } =
    [
        .. typeof(TriggerTables).Assembly.GetTypes().Where(type =>
            (type.IsAssignableTo(typeof(IWorkflowPublished)) || type.IsAssignableTo(typeof(IWorkflowWithdrawn)))
            && type.IsDefined(typeof(EventNameAttribute), inherit: false)),
    ];

    public async Task Apply(ProjectionBatch batch, CancellationToken ct)
    {
        foreach (var recorded in batch.Events)
        {
            await using var statements = new NpgsqlBatch(batch.Connection, batch.Transaction);
            foreach (var table in Tables)
                Add(statements, $"delete from {batch.Table(table)} where tenant_id = $1 and workflow_id = $2",
                    recorded.Tenant.Value, recorded.StreamId);
            if (recorded.Data is IWorkflowPublished published)
            {
                foreach (var node in published.Definition.Nodes.Where(node => !node.Disabled))
                    AddTrigger(statements, batch, recorded, published, node);
            }
            await statements.ExecuteNonQueryAsync(ct);
        }
    }

    private static void AddTrigger(
        NpgsqlBatch statements, ProjectionBatch batch, RecordedEvent recorded, IWorkflowPublished published,
        NodeDefinition node)
    {
        switch (node.Type)
        {
            case "WebhookTrigger" when node.Config.Text("path") is { } path:
                AddAddress(statements, batch, recorded, node, path.Trim('/'), node.Config.Text("method") ?? "POST");
                break;
            case "EmailTrigger" when node.Config.Text("address") is { } address:
                AddAddress(statements, batch, recorded, node, $"mail/{address.ToLowerInvariant()}", ReceiveMail.Method);
                break;
            case "FileTrigger" when node.Config.Text("path") is { } path:
                AddAddress(statements, batch, recorded, node, $"files/{path.Trim('/')}", ReceiveFile.Method);
                break;
            case "ScheduleTrigger" when node.Config.Text("cron") is { } cron:
                Add(statements, $"""
                    insert into {batch.Table("app.schedules")}
                        (tenant_id, workflow_id, node_id, cron, timezone, missed_runs, published_at)
                    values ($1, $2, $3, $4, $5, $6, $7)
                    """, recorded.Tenant.Value, recorded.StreamId, node.Id, cron, node.Config.Text("timezone") ?? "UTC",
                    JsonNamingPolicy.CamelCase.ConvertName(published.Definition.Settings.MissedRuns.ToString()),
                    recorded.Timestamp.ToUniversalTime());
                break;
        }
    }

    private static void AddAddress(
        NpgsqlBatch statements, ProjectionBatch batch, RecordedEvent recorded, NodeDefinition node, string path, string method) =>
        Add(statements, $"""
            insert into {batch.Table("app.webhooks")} (tenant_id, path, method, workflow_id, node_id) values ($1, $2, $3, $4, $5)
            """, recorded.Tenant.Value, path, method, recorded.StreamId, node.Id);

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }
}
