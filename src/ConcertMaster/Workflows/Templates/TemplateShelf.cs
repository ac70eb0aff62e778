using System.Collections.Immutable;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

internal abstract record TemplateEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("template.saved.v1")]
internal sealed record TemplateSaved(
    Guid TemplateId, string Name, string Description, WorkflowDefinition Definition) : TemplateEvent
{
    public override string Describe() => $"saved the template {Name}";
}

[EventName("template.removed.v1")]
internal sealed record TemplateRemoved(Guid TemplateId) : TemplateEvent
{
    public override string Describe() => "removed a template";
}

/// <summary>The templates of an organisation, all in one stream: there are few, and they are read together.</summary>
internal sealed record TemplateShelf(ImmutableSortedDictionary<Guid, TemplateSaved> Templates)
{
    public static readonly TemplateShelf Empty = new(ImmutableSortedDictionary<Guid, TemplateSaved>.Empty);

    private static readonly Decider<TemplateShelf, TemplateEvent> Decider = new("template-shelf", Empty, Evolve);

    public static EventStream<TemplateShelf, TemplateEvent> Stream(TenantId tenant) =>
        new(StableId.From("template-shelf", tenant.Value), Decider);

    public static TemplateShelf Evolve(TemplateShelf shelf, TemplateEvent @event) => @event switch
    {
        TemplateSaved e => new(shelf.Templates.SetItem(e.TemplateId, e)),
        TemplateRemoved e => new(shelf.Templates.Remove(e.TemplateId)),
        _ => throw new UnexpectedEventException(shelf, @event),
    };
}
