using System.Collections.Immutable;
using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Workflows;

/// <summary>A workflow being drawn: the draft, and what of it was published last.</summary>
internal abstract record Workflow
{
    private Workflow() { }

    public sealed record NotCreated : Workflow;

    public sealed record Active(WorkflowId Id, string Name, Draft Draft, Publication? Published) : Workflow
    {
        /// <summary>The last version was taken out of service: nothing starts runs of it.</summary>
        public bool IsUnpublished { get; init; }

        /// <summary>The version that starts runs.</summary>
        public Publication? InForce => IsUnpublished ? null : Published;

        /// <summary>Names that people gave to published versions, by number.</summary>
        public ImmutableSortedDictionary<int, string> VersionNames { get; init; } = ImmutableSortedDictionary<int, string>.Empty;
    }

    public sealed record Archived(Active Before) : Workflow;

    public static Workflow Evolve(Workflow state, WorkflowEvent @event) => (state, @event) switch
    {
        (NotCreated, WorkflowCreated e) => new Active(e.WorkflowId, e.Name, Draft.Empty, null),
        (Active active, WorkflowRenamed e) => active with { Name = e.Name },
        (Active active, WorkflowPublished e) => active with
        {
            Published = new(e.Number, e.Hash, e.Name, e.Definition), IsUnpublished = false,
        },
        (Active active, WorkflowUnpublished) => active with { IsUnpublished = true },
        (Active active, StepsTried) => active, // a trial changes nothing in the draft
        (Active active, VersionNamed e) =>
            active with { VersionNames = active.VersionNames.SetItem(e.Number, e.Name) },
        (Active active, WorkflowArchived) => new Archived(active),
        (Archived archived, WorkflowRestored) => archived.Before with { IsUnpublished = archived.Before.Published is not null },
        (Active active, _) => active with { Draft = active.Draft.After(@event) },
        _ => throw new UnexpectedEventException(state, @event),
    };
}

internal sealed record Publication(int Number, string Hash, string Name, WorkflowDefinition Definition);

/// <summary>The definition while it is edited, with nodes and edges by id.</summary>
internal sealed record Draft(
    ImmutableSortedDictionary<string, NodeDefinition> Nodes,
    ImmutableSortedDictionary<string, EdgeDefinition> Edges,
    WorkflowSettings Settings)
{
    public static readonly Draft Empty = new(
        ImmutableSortedDictionary.Create<string, NodeDefinition>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, EdgeDefinition>(StringComparer.Ordinal),
        new WorkflowSettings());

    public ImmutableSortedDictionary<string, CanvasNote> Notes { get; init; } =
        ImmutableSortedDictionary.Create<string, CanvasNote>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, CanvasGroup> Groups { get; init; } =
        ImmutableSortedDictionary.Create<string, CanvasGroup>(StringComparer.Ordinal);

    /// <summary>As JSON would have it; nodes and edges in the order of their ids.</summary>
    public WorkflowDefinition Definition => new()
    {
        Nodes = [.. Nodes.Values], Edges = [.. Edges.Values], Settings = Settings,
        Layout = Notes.IsEmpty && Groups.IsEmpty
            ? null : new() { Notes = [.. Notes.Values], Groups = [.. Groups.Values] },
    };

    public Draft After(WorkflowEvent @event) => @event switch
    {
        NodeAdded e => this with { Nodes = Nodes.Add(e.Node.Id, e.Node) },
        NodeMoved e => With(e.NodeId, node => node with { Position = e.Position }),
        NodeConfigured e => With(e.NodeId, node => node with { Config = e.Config }),
        NodeRenamed e => With(e.NodeId, node => node with { Name = e.Name }),
        NodeBehaviourChanged e => With(e.NodeId, e.Behaviour.ApplyTo),
        NodeRemoved e => this with { Nodes = Nodes.Remove(e.NodeId) },
        EdgeConnected e => this with { Edges = Edges.Add(e.Edge.Id, e.Edge) },
        EdgeDisconnected e => this with { Edges = Edges.Remove(e.EdgeId) },
        SettingsChanged e => this with { Settings = e.Settings },
        NoteWritten e => this with { Notes = Notes.SetItem(e.Note.Id, e.Note) },
        NoteRemoved e => this with { Notes = Notes.Remove(e.NoteId) },
        GroupDrawn e => this with { Groups = Groups.SetItem(e.Group.Id, e.Group) },
        GroupRemoved e => this with { Groups = Groups.Remove(e.GroupId) },
        _ => throw new UnexpectedEventException(this, @event),
    };

    private Draft With(string nodeId, Func<NodeDefinition, NodeDefinition> change) =>
        this with { Nodes = Nodes.SetItem(nodeId, change(Nodes[nodeId])) };
}

internal static class WorkflowStream
{
    internal static readonly Decider<Workflow, WorkflowEvent> Decider =
        new("workflow", new Workflow.NotCreated(), Workflow.Evolve);

    public static EventStream<Workflow, WorkflowEvent> For(WorkflowId id) => new(id.Value, Decider);

    public static EventStream<Workflow, WorkflowEvent> For(Guid id) => new(id, Decider);
}
