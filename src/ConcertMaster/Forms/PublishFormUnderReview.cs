using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms;

/// <summary>What a reviewer decides on before a version of a form is published.</summary>
internal sealed class PublishFormUnderReview : IGatedActSource
{
    public string Kind => GatedActs.PublishForm;

    public async Task<GatedAct?> Of(EventSession session, Guid subject, CancellationToken ct)
    {
        var state = (Form)new Form.None();
        var editors = new List<string>();
        await foreach (var recorded in session.Store.ReadStream(new(session.Tenant, subject), ct: ct))
        {
            state = Form.Evolve(state, (FormEvent)recorded.Data);
            if (recorded.Data is FormPublished) editors.Clear();
            else if (recorded.Metadata.UserName is { } editor) editors.Add(editor);
        }
        var (name, version, definition) = state switch
        {
            Form.Draft draft => (draft.Name, 1, draft.Definition),
            Form.Published { HasUnpublishedChanges: true } published =>
                (published.Name, published.Latest.Version + 1, published.Definition),
            _ => ("", 0, FormDefinition.Empty),
        };
        if (version == 0) return null;
        return new(Kind, subject.ToString(), $"Publish {name}, version {version}", AppJson.ToElement(new
        {
            name, version, questions = definition.Fields.Select(field => field.Name), hash = definition.Hash(), definition,
        }), [.. editors.Distinct()]);
    }
}
