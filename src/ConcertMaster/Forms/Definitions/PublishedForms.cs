using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.JsonSchema;

namespace ConcertMaster.Forms.Definitions;

/// <summary>A form as it stands, with every version that was published, ready to judge answers.</summary>
internal sealed record KnownForm(Form State, long StreamVersion, IReadOnlyDictionary<int, CompiledForm> Versions)
{
    public static readonly KnownForm Unknown = new(new Form.None(), 0, new Dictionary<int, CompiledForm>());
}

/// <summary>Compiled when first used: most versions that were ever published are not answered any more.</summary>
internal sealed class CompiledForm(PublishedForm form)
{
    private readonly Lazy<Schema> _schema = new(() => DefinitionReading.Compile(form.Definition));

    private readonly Lazy<FormLogic> _logic = new(() => FormLogic.Of(form.Definition));

    private readonly Lazy<ProtectedFields> _protects = new(() => ProtectedFields.Of(form.Definition));

    private readonly Lazy<IReadOnlyDictionary<string, LookupSource>> _lookups = new(() => form.Definition.Fields
        .Select(field => (field.Name, Source: LookupSource.Of(field))).Where(one => one.Source is not null)
        .ToDictionary(one => one.Name, one => one.Source!, StringComparer.Ordinal));

    private readonly Lazy<FormDefinition> _shown = new(() => PublicDefinition.Of(form.Definition));

    public PublishedForm Form => form;

    /// <summary>What is given to those who fill it in.</summary>
    public FormDefinition Shown => _shown.Value;

    public IReadOnlyDictionary<string, LookupSource> Lookups => _lookups.Value;

    public Schema Schema => _schema.Value;

    public FormLogic Logic => _logic.Value;

    public ProtectedFields Protects => _protects.Value;
}

/// <summary>Keeps forms in memory and reads only what was added to their streams since.</summary>
internal sealed class PublishedForms(IEventStore store)
{
    private readonly ConcurrentDictionary<StreamKey, KnownForm> _known = new();

    public async Task<KnownForm> Load(TenantId tenant, FormId id, CancellationToken ct)
    {
        var key = new StreamKey(tenant, id.Value);
        var known = _known.GetValueOrDefault(key, KnownForm.Unknown);
        var (state, version, versions) = (known.State, known.StreamVersion, known.Versions);
        await foreach (var recorded in store.ReadStream(key, ReadRange.From(version + 1), ct))
        {
            state = Form.Evolve(state, (FormEvent)recorded.Data);
            version = recorded.Version;
            if (recorded.Data is FormPublished)
            {
                var latest = ((Form.Published)state).Latest;
                versions = new Dictionary<int, CompiledForm>(versions) { [latest.Version] = new(latest) };
            }
        }
        if (version == known.StreamVersion) return known;
        if (_known.Count >= FormLimits.CompiledFormsMax) _known.Clear();
        return _known[key] = new(state, version, versions);
    }
}
