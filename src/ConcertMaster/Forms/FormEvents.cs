using System.Text.Json;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Forms.Definitions;

namespace ConcertMaster.Forms;

internal abstract record FormEvent;

[EventName("form.created.v1")]
internal sealed record FormCreated(FormId FormId, string Name, DateTimeOffset At) : FormEvent;

[EventName("form.renamed.v1")]
internal sealed record FormRenamed(FormId FormId, string Name, DateTimeOffset At) : FormEvent;

/// <summary>A field was added at the end.</summary>
/// <param name="Schema">Its JSON Schema.</param>
/// <param name="Ui">How it is shown; null when nothing is said.</param>
[EventName("form.field-added.v1")]
internal sealed record FormFieldAdded(
    FormId FormId, string Name, JsonElement Schema, bool Required, JsonElement? Ui, DateTimeOffset At) : FormEvent;

[EventName("form.field-changed.v1")]
internal sealed record FormFieldChanged(
    FormId FormId, string Name, JsonElement Schema, bool Required, JsonElement? Ui, DateTimeOffset At) : FormEvent;

[EventName("form.field-removed.v1")]
internal sealed record FormFieldRemoved(FormId FormId, string Name, DateTimeOffset At) : FormEvent;

[EventName("form.fields-ordered.v1")]
internal sealed record FormFieldsOrdered(FormId FormId, IReadOnlyList<string> Order, DateTimeOffset At) : FormEvent;

/// <summary>Everything of the definition that is not a field: title, pages, order, texts, rules across fields.</summary>
[EventName("form.layout-changed.v1")]
internal sealed record FormLayoutChanged(FormId FormId, JsonElement Schema, JsonElement Ui, DateTimeOffset At)
    : FormEvent;

/// <summary>The definition as it is from now on sent out; it carries all of it, so that no later edit can touch it.</summary>
[EventName("form.published.v1")]
internal sealed record FormPublished(
    FormId FormId, int Version, string Hash, FormDefinition Definition, Guid? By, DateTimeOffset At) : FormEvent;

/// <summary>No further answers are taken.</summary>
[EventName("form.closed.v1")]
internal sealed record FormClosed(FormId FormId, DateTimeOffset At) : FormEvent;

[EventName("form.reopened.v1")]
internal sealed record FormReopened(FormId FormId, DateTimeOffset At) : FormEvent;
