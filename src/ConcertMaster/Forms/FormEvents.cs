using System.Text.Json;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms;

internal abstract record FormEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("form.created.v1")]
internal sealed record FormCreated(FormId FormId, string Name, DateTimeOffset At) : FormEvent
{
    public override string Describe() => $"created the form {Name}";
}

[EventName("form.renamed.v1")]
internal sealed record FormRenamed(FormId FormId, string Name, DateTimeOffset At) : FormEvent
{
    public override string Describe() => $"renamed the form to {Name}";
}

/// <summary>A field was added at the end.</summary>
/// <param name="Schema">Its JSON Schema.</param>
/// <param name="Ui">How it is shown; null when nothing is said.</param>
[EventName("form.field-added.v1")]
internal sealed record FormFieldAdded(
    FormId FormId, string Name, JsonElement Schema, bool Required, JsonElement? Ui, DateTimeOffset At) : FormEvent
{
    public override string Describe() => $"added the field {Name}";
}

[EventName("form.field-changed.v1")]
internal sealed record FormFieldChanged(
    FormId FormId, string Name, JsonElement Schema, bool Required, JsonElement? Ui, DateTimeOffset At) : FormEvent
{
    public override string Describe() => $"changed the field {Name}";
}

[EventName("form.field-removed.v1")]
internal sealed record FormFieldRemoved(FormId FormId, string Name, DateTimeOffset At) : FormEvent
{
    public override string Describe() => $"removed the field {Name}";
}

[EventName("form.fields-ordered.v1")]
internal sealed record FormFieldsOrdered(FormId FormId, IReadOnlyList<string> Order, DateTimeOffset At) : FormEvent
{
    public override string Describe() => "put the fields into another order";
}

/// <summary>Everything of the definition that is not a field: title, pages, order, texts, rules across fields.</summary>
[EventName("form.layout-changed.v1")]
internal sealed record FormLayoutChanged(FormId FormId, JsonElement Schema, JsonElement Ui, DateTimeOffset At)
    : FormEvent
{
    public override string Describe() => "changed the layout of the form";
}

/// <summary>The definition as it is from now on sent out; it carries all of it, so that no later edit can touch it.</summary>
[EventName("form.published.v1")]
internal sealed record FormPublished(
    FormId FormId, int Version, string Hash, FormDefinition Definition, Guid? By, DateTimeOffset At) : FormEvent
{
    public override string Describe() => $"published version {Version} of the form";
}

/// <summary>No further answers are taken.</summary>
[EventName("form.closed.v1")]
internal sealed record FormClosed(FormId FormId, DateTimeOffset At) : FormEvent
{
    public override string Describe() => "closed the form";
}

[EventName("form.reopened.v1")]
internal sealed record FormReopened(FormId FormId, DateTimeOffset At) : FormEvent
{
    public override string Describe() => "reopened the form";
}
