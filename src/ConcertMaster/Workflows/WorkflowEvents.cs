using System.Text.Json;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

internal abstract record WorkflowEvent : IDescribed
{
    public abstract string Describe();
}

/// <summary>An edit that is told with the names of nodes.</summary>
internal abstract record NodeEvent : WorkflowEvent, IMentionsNodes
{
    public sealed override string Describe() => Describe(id => id);

    public abstract string Describe(Func<string, string> nameOf);
}

[EventName("workflow.created.v1")]
internal sealed record WorkflowCreated(WorkflowId WorkflowId, string Name) : WorkflowEvent
{
    public override string Describe() => $"created the workflow {Name}";
}

[EventName("workflow.renamed.v1")]
internal sealed record WorkflowRenamed(string Name) : WorkflowEvent
{
    public override string Describe() => $"renamed the workflow to {Name}";
}

[EventName("workflow.node-added.v1")]
internal sealed record NodeAdded(NodeDefinition Node) : WorkflowEvent, INamesNode
{
    public (string NodeId, string Name) Naming() => (Node.Id, Node.Name);

    public override string Describe() => $"added {Node.Name} ({Node.Type})";
}

[EventName("workflow.node-moved.v1")]
internal sealed record NodeMoved(string NodeId, NodePosition Position) : NodeEvent
{
    public override string Describe(Func<string, string> nameOf) => $"moved {nameOf(NodeId)}";
}

[EventName("workflow.node-configured.v1")]
internal sealed record NodeConfigured(string NodeId, JsonElement Config) : NodeEvent
{
    public override string Describe(Func<string, string> nameOf) => $"changed the settings of {nameOf(NodeId)}";
}

[EventName("workflow.node-renamed.v1")]
internal sealed record NodeRenamed(string NodeId, string Name) : NodeEvent, INamesNode
{
    public (string NodeId, string Name) Naming() => (NodeId, Name);

    public override string Describe(Func<string, string> nameOf) => $"renamed {nameOf(NodeId)} to {Name}";
}

/// <summary>How the engine treats the node: all of it, as it stands after the change.</summary>
[EventName("workflow.node-behaviour-changed.v1")]
internal sealed record NodeBehaviourChanged(string NodeId, NodeBehaviour Behaviour) : NodeEvent
{
    public override string Describe(Func<string, string> nameOf) => $"changed how {nameOf(NodeId)} is run";
}

[EventName("workflow.node-removed.v1")]
internal sealed record NodeRemoved(string NodeId) : NodeEvent
{
    public override string Describe(Func<string, string> nameOf) => $"removed {nameOf(NodeId)}";
}

[EventName("workflow.edge-connected.v1")]
internal sealed record EdgeConnected(EdgeDefinition Edge) : NodeEvent
{
    public override string Describe(Func<string, string> nameOf) => $"connected {nameOf(Edge.From)} to {nameOf(Edge.To)}";
}

[EventName("workflow.edge-disconnected.v1")]
internal sealed record EdgeDisconnected(string EdgeId) : WorkflowEvent
{
    public override string Describe() => "removed a connection";
}

[EventName("workflow.settings-changed.v1")]
internal sealed record SettingsChanged(WorkflowSettings Settings) : WorkflowEvent
{
    public override string Describe() => "changed the settings of the workflow";
}

/// <summary>A note was added to the canvas, or written anew: the whole of it.</summary>
[EventName("workflow.note-written.v1")]
internal sealed record NoteWritten(CanvasNote Note) : WorkflowEvent
{
    public override string Describe() => "wrote a note on the canvas";
}

[EventName("workflow.note-removed.v1")]
internal sealed record NoteRemoved(string NoteId) : WorkflowEvent
{
    public override string Describe() => "removed a note from the canvas";
}

/// <summary>A group was added, or drawn anew: the whole of it.</summary>
[EventName("workflow.group-drawn.v1")]
internal sealed record GroupDrawn(CanvasGroup Group) : WorkflowEvent
{
    public override string Describe() => $"drew the group {Group.Name}";
}

[EventName("workflow.group-removed.v1")]
internal sealed record GroupRemoved(string GroupId) : WorkflowEvent
{
    public override string Describe() => "dissolved a group";
}

/// <summary>The definition is kept whole, so that a run finds what it is pinned to in one event.</summary>
[EventName("workflow.published.v1")]
internal sealed record WorkflowPublished(int Number, string Hash, string Name, WorkflowDefinition Definition)
    : WorkflowEvent, IWorkflowPublished
{
    public override string Describe() => $"published version {Number} of the workflow {Name}";
}

/// <summary>Steps of the draft were tried, and reached outside.</summary>
[EventName("workflow.steps-tried.v1")]
internal sealed record StepsTried(IReadOnlyList<string> NodeIds) : NodeEvent
{
    public override string Describe(Func<string, string> nameOf) =>
        $"tried {string.Join(", ", NodeIds.Select(nameOf))}, with effects outside";
}

/// <summary>A published version was given a name; an empty one takes it away.</summary>
[EventName("workflow.version-named.v1")]
internal sealed record VersionNamed(int Number, string Name) : WorkflowEvent
{
    public override string Describe() =>
        Name.Length == 0 ? $"took the name of version {Number} away" : $"named version {Number} {Name}";
}

/// <summary>The published version was taken out of service.</summary>
[EventName("workflow.unpublished.v1")]
internal sealed record WorkflowUnpublished(int Number) : WorkflowEvent, IWorkflowWithdrawn
{
    public override string Describe() => $"unpublished version {Number}: it starts no more runs";
}

/// <summary>An archived workflow was brought back; nothing starts runs of it until it is published again.</summary>
[EventName("workflow.restored.v1")]
internal sealed record WorkflowRestored : WorkflowEvent
{
    public override string Describe() => "brought the workflow back from the archive";
}

[EventName("workflow.archived.v1")]
internal sealed record WorkflowArchived : WorkflowEvent, IWorkflowWithdrawn
{
    public override string Describe() => "archived the workflow";
}

/// <summary>The parts of a node that say how it is run, apart from its config.</summary>
internal sealed record NodeBehaviour(
    string? Parent, bool Disabled, string? Notes, OnError OnError, RetryPolicy? Retry, double? TimeoutSeconds,
    JoinMode Join)
{
    public static NodeBehaviour Of(NodeDefinition node) => new(
        node.Parent, node.Disabled, node.Notes, node.OnError, node.Retry, node.TimeoutSeconds, node.Join);

    public NodeDefinition ApplyTo(NodeDefinition node) => node with
    {
        Parent = Parent, Disabled = Disabled, Notes = Notes, OnError = OnError, Retry = Retry,
        TimeoutSeconds = TimeoutSeconds, Join = Join,
    };
}
