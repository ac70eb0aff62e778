using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Workflows;

/// <summary>One act on the canvas, as the browser sends it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AddNode), "addNode")]
[JsonDerivedType(typeof(MoveNode), "moveNode")]
[JsonDerivedType(typeof(ConfigureNode), "configureNode")]
[JsonDerivedType(typeof(RenameNode), "renameNode")]
[JsonDerivedType(typeof(ChangeNode), "changeNode")]
[JsonDerivedType(typeof(RemoveNode), "removeNode")]
[JsonDerivedType(typeof(Connect), "connect")]
[JsonDerivedType(typeof(Disconnect), "disconnect")]
[JsonDerivedType(typeof(ChangeSettings), "changeSettings")]
[JsonDerivedType(typeof(Rename), "rename")]
[JsonDerivedType(typeof(PutNote), "putNote")]
[JsonDerivedType(typeof(RemoveNote), "removeNote")]
[JsonDerivedType(typeof(PutGroup), "putGroup")]
[JsonDerivedType(typeof(RemoveGroup), "removeGroup")]
internal abstract record WorkflowEdit
{
    private WorkflowEdit() { }

    internal sealed record AddNode(NodeDefinition Node) : WorkflowEdit;

    internal sealed record MoveNode(string NodeId, NodePosition Position) : WorkflowEdit;

    internal sealed record ConfigureNode(string NodeId, JsonElement Config) : WorkflowEdit;

    internal sealed record RenameNode(string NodeId, string Name) : WorkflowEdit;

    /// <summary>Only the named properties change; null clears one.</summary>
    internal sealed record ChangeNode(string NodeId, JsonElement Changes) : WorkflowEdit;

    internal sealed record RemoveNode(string NodeId) : WorkflowEdit;

    internal sealed record Connect(EdgeDefinition Edge) : WorkflowEdit;

    internal sealed record Disconnect(string EdgeId) : WorkflowEdit;

    /// <summary>Only the named properties change; null clears one. Or all of them, where the whole is given.</summary>
    internal sealed record ChangeSettings(WorkflowSettings? Settings = null, JsonElement? Changes = null) : WorkflowEdit;

    internal sealed record Rename(string Name) : WorkflowEdit;

    internal sealed record PutNote(CanvasNote Note) : WorkflowEdit;

    internal sealed record RemoveNote(string NoteId) : WorkflowEdit;

    internal sealed record PutGroup(CanvasGroup Group) : WorkflowEdit;

    internal sealed record RemoveGroup(string GroupId) : WorkflowEdit;
}

/// <summary>Turns acts into events against the draft as it stands after the acts before.</summary>
internal static class WorkflowEdits
{
    /// <returns>The events, or a fault that says why the act does not fit. An act without effect gives none.</returns>
    public static (IReadOnlyList<WorkflowEvent> Events, (string Code, string Message)? Fault) Apply(
        WorkflowEdit edit, Workflow.Active workflow)
    {
        var draft = workflow.Draft;
        return edit switch
        {
            WorkflowEdit.AddNode e => AddNode(draft, DefinitionShape.Normalise(e.Node)),
            WorkflowEdit.MoveNode e => OnNode(draft, e.NodeId, node =>
                node.Position == e.Position ? null : new NodeMoved(node.Id, e.Position)),
            WorkflowEdit.ConfigureNode e => Configure(draft, e),
            WorkflowEdit.RenameNode e => OnNode(draft, e.NodeId, node =>
                node.Name == e.Name ? null : new NodeRenamed(node.Id, e.Name)),
            WorkflowEdit.ChangeNode e => Change(draft, e),
            WorkflowEdit.RemoveNode e => OnNode(draft, e.NodeId, node => new NodeRemoved(node.Id)) is
                { Fault: null } removed ? ([.. Disconnected(draft, e.NodeId), .. removed.Events], null)
                : OnNode(draft, e.NodeId, _ => null),
            WorkflowEdit.Connect e => Connect(draft, DefinitionShape.Normalise(e.Edge)),
            WorkflowEdit.Disconnect e => draft.Edges.ContainsKey(e.EdgeId)
                ? ([new EdgeDisconnected(e.EdgeId)], null) : Fault("edge.unknown", $"There is no edge '{e.EdgeId}'."),
            WorkflowEdit.ChangeSettings e => ChangeSettings(draft, e),
            WorkflowEdit.Rename e => Rename(workflow, e.Name),
            WorkflowEdit.PutNote e => LayoutEdits.Put(draft, e.Note),
            WorkflowEdit.RemoveNote e => (draft.Notes.ContainsKey(e.NoteId) ? [new NoteRemoved(e.NoteId)] : [], null),
            WorkflowEdit.PutGroup e => LayoutEdits.Put(draft, e.Group),
            WorkflowEdit.RemoveGroup e =>
                (draft.Groups.ContainsKey(e.GroupId) ? [new GroupRemoved(e.GroupId)] : [], null),
            _ => throw new InvalidOperationException($"{edit.GetType().Name} is not handled."),
        };
    }

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) AddNode(Draft draft, NodeDefinition node)
    {
        if (DefinitionShape.FaultOf(node) is { } fault) return ([], fault);
        if (draft.Nodes.ContainsKey(node.Id)) return Fault("node.exists", $"There is a node '{node.Id}' already.");
        return draft.Nodes.Count >= WorkflowLimits.NodeCountMax
            ? Fault("workflow.too-many-nodes", $"A workflow has at most {WorkflowLimits.NodeCountMax} nodes.")
            : ([new NodeAdded(node)], null);
    }

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) Configure(
        Draft draft, WorkflowEdit.ConfigureNode edit)
    {
        if (DefinitionShape.FaultOfConfig(edit.NodeId, edit.Config) is { } fault) return ([], fault);
        return OnNode(draft, edit.NodeId, node => JsonElement.DeepEquals(node.Config, edit.Config)
            ? null : new NodeConfigured(node.Id, edit.Config));
    }

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) Change(Draft draft, WorkflowEdit.ChangeNode edit)
    {
        if (!draft.Nodes.TryGetValue(edit.NodeId, out var node)) return UnknownNode(edit.NodeId);
        if (DefinitionShape.Merge(node, edit.Changes) is not { } changed)
            return Fault("node.changes-invalid",
                "Changes may name parent, disabled, notes, onError, retry, timeoutSeconds and join, in their types.");
        var behaviour = NodeBehaviour.Of(changed);
        return behaviour == NodeBehaviour.Of(node) ? ([], null) : ([new NodeBehaviourChanged(node.Id, behaviour)], null);
    }

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) ChangeSettings(
        Draft draft, WorkflowEdit.ChangeSettings edit)
    {
        var settings = edit.Changes is { } changes ? DefinitionShape.Merge(draft.Settings, changes) : edit.Settings;
        if (settings is null)
            return Fault("settings.changes-invalid", "Changes name settings of the workflow, each in its type.");
        return DefinitionDiff.SameSettings(draft.Settings, settings) ? ([], null) : ([new SettingsChanged(settings)], null);
    }

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) Connect(Draft draft, EdgeDefinition edge)
    {
        if (!DefinitionShape.IsId(edge.Id)) return Fault("edge.id-invalid", DefinitionShape.IdRule);
        if (draft.Edges.ContainsKey(edge.Id)) return Fault("edge.exists", $"There is an edge '{edge.Id}' already.");
        if (!draft.Nodes.ContainsKey(edge.From)) return UnknownNode(edge.From);
        if (!draft.Nodes.ContainsKey(edge.To)) return UnknownNode(edge.To);
        if (draft.Edges.Values.Any(other => (other.From, other.FromPort, other.To) == (edge.From, edge.FromPort, edge.To)))
            return ([], null); // the same connection drawn twice is one connection
        return draft.Edges.Count >= WorkflowLimits.EdgeCountMax
            ? Fault("workflow.too-many-edges", $"A workflow has at most {WorkflowLimits.EdgeCountMax} edges.")
            : ([new EdgeConnected(edge)], null);
    }

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) Rename(Workflow.Active workflow, string name) =>
        !DefinitionShape.IsName(name)
            ? Fault(WorkflowRefusals.NameInvalid.Code, WorkflowRefusals.NameInvalid.Message)
            : workflow.Name == name ? ([], null) : ([new WorkflowRenamed(name)], null);

    private static IEnumerable<WorkflowEvent> Disconnected(Draft draft, string nodeId) =>
        draft.Edges.Values.Where(edge => edge.From == nodeId || edge.To == nodeId)
            .Select(edge => new EdgeDisconnected(edge.Id));

    private static (IReadOnlyList<WorkflowEvent> Events, (string, string)? Fault) OnNode(
        Draft draft, string nodeId, Func<NodeDefinition, WorkflowEvent?> act) =>
        !draft.Nodes.TryGetValue(nodeId, out var node) ? UnknownNode(nodeId)
        : act(node) is { } happened ? ([happened], null) : ([], null);

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) UnknownNode(string nodeId) =>
        Fault("node.unknown", $"There is no node '{nodeId}' in this workflow.");

    private static (IReadOnlyList<WorkflowEvent>, (string, string)?) Fault(string code, string message) =>
        ([], (code, message));
}
