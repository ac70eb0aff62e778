using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Nodes.Logic;

/// <param name="services">The starter is asked for when a step runs: it needs the catalogue this node is part of.</param>
internal sealed class SubWorkflow(IServiceProvider services) : IWaitingNode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "SubWorkflow",
        Name = "Run workflow",
        Category = NodeCategory.Logic,
        Description = "Starts a run of another workflow and waits for its result.",
        Icon = "workflow",
        Tags = ["child", "call", "reuse", "nested", "execute workflow"],
        Outputs =
        [
            PortType.Of("Run", "runId") with { When = NodeDescriptor.Schema("""{"wait": false}""") },
            PortType.Anything("Output of the workflow"),
        ],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["workflowId"],
              "properties": {
                "workflowId": {"type": "string", "title": "Workflow", "x-widget": "workflow", "x-order": 1},
                "version": {
                  "title": "Version", "x-order": 2, "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string"}],
                  "description": "A published version; empty for the newest."
                },
                "input": {"title": "Input", "default": "{{ $input }}", "x-order": 3},
                "wait": {"type": "boolean", "title": "Wait for its end", "default": true, "x-order": 4}
              }
            }
            """),
        Documentation = """
            The output is the output of the child run, or `{runId}` when the step does not wait. A child run that fails or is
            cancelled makes the step fail. Runs can be nested 16 deep.
            """,
        Examples =
        [
            new("Start and forget", NodeDescriptor.Schema(
                """{"workflowId": "00000000-0000-0000-0000-000000000000", "wait": false}""")),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        if (!Guid.TryParse(context.Config.Text("workflowId"), out var workflow))
            return new NodeResult.Failed("sub-workflow.unknown", "Choose the workflow to run.");
        var wait = context.Config.Flag("wait", fallback: true);
        var starter = services.GetRequiredService<IChildRunStarter>();
        var child = await starter.StartChild(new TenantId(context.Organisation), new WorkflowId(workflow),
            context.Config.Whole("version", 0) is > 0 and var version ? version : null,
            context.Config.Property("input") ?? context.Input,
            new RunParent(context.RunId, context.NodeId, context.Iteration, wait), context.IdempotencyKey, ct);
        return child switch
        {
            null => new NodeResult.Failed("sub-workflow.not-published",
                "The workflow has no such published version, or runs are nested too deep."),
            { } run when wait => new NodeResult.Waiting("run", "The end of a run of another workflow",
                Details: JsonSerializer.SerializeToElement(new { runId = run.Value })),
            { } run => NodeResult.Complete(new { runId = run.Value }),
        };
    }

    public NodeResult Resume(NodeContext context, WaitProgress progress)
    {
        if (progress.Signals.LastOrDefault(signal => signal.Kind == RunParent.EndedSignal) is not { } ended)
            return new NodeResult.Waiting("run", "The end of a run of another workflow", Details: progress.Details);
        if (ended.Data.Text("status") == "completed")
            return NodeResult.Complete(ended.Data.Property("output") ?? JsonValues.Null);
        return new NodeResult.Failed("sub-workflow.failed",
            $"The child run ended as {ended.Data.Text("status")}: {ended.Data.Text("message")}");
    }
}
