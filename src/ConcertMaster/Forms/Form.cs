using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;

namespace ConcertMaster.Forms;

/// <summary>A version that answers can be given to.</summary>
internal sealed record PublishedForm(
    FormId FormId, string Name, int Version, string Hash, FormDefinition Definition, Guid? By, DateTimeOffset At);

internal abstract record Form
{
    private Form() { }

    public sealed record None : Form;

    public sealed record Draft(FormId Id, string Name, FormDefinition Definition) : Form;

    /// <summary>Published at least once; the definition may have been edited since.</summary>
    public sealed record Published(
        FormId Id, string Name, FormDefinition Definition, PublishedForm Latest, bool IsClosed) : Form
    {
        public bool HasUnpublishedChanges => !Definition.Equals(Latest.Definition) || Name != Latest.Name;
    }

    public static readonly Decider<Form, FormEvent> Decider = new("form", new None(), Evolve);

    public static EventStream<Form, FormEvent> Stream(FormId id) => new(id.Value, Decider);

    public static Form Evolve(Form form, FormEvent @event) => (form, @event) switch
    {
        (None, FormCreated e) => new Draft(e.FormId, e.Name, FormDefinition.Empty),
        (Draft draft, FormRenamed e) => draft with { Name = e.Name },
        (Published published, FormRenamed e) => published with { Name = e.Name },
        (Draft draft, FormPublished e) => new Published(draft.Id, draft.Name, draft.Definition, VersionOf(draft.Name, e), false),
        (Published published, FormPublished e) => published with { Latest = VersionOf(published.Name, e) },
        (Published published, FormClosed) => published with { IsClosed = true },
        (Published published, FormReopened) => published with { IsClosed = false },
        (Draft draft, FormFieldAdded or FormFieldChanged or FormFieldRemoved or FormFieldsOrdered or FormLayoutChanged) =>
            draft with { Definition = FormEdits.Apply(draft.Definition, @event) },
        (Published published,
            FormFieldAdded or FormFieldChanged or FormFieldRemoved or FormFieldsOrdered or FormLayoutChanged) =>
            published with { Definition = FormEdits.Apply(published.Definition, @event) },
        _ => throw new UnexpectedEventException(form, @event),
    };

    private static PublishedForm VersionOf(string name, FormPublished e) =>
        new(e.FormId, name, e.Version, e.Hash, e.Definition, e.By, e.At);
}
