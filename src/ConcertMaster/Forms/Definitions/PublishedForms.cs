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

    private readonly Lazy<IReadOnlyDictionary<AnswerPlace, LookupSource>> _lookups = new(() => LookupSource.All(form.Definition));

    private readonly Lazy<FormDefinition> _shown = new(() => PublicDefinition.Of(form.Definition));

    public PublishedForm Form => form;

    /// <summary>What is given to those who fill it in.</summary>
    public FormDefinition Shown => _shown.Value;

    public IReadOnlyDictionary<AnswerPlace, LookupSource> Lookups => _lookups.Value;

    public Schema Schema => _schema.Value;

    public FormLogic Logic => _logic.Value;

    public ProtectedFields Protects => _protects.Value;
}

/// <summary>
/// Keeps forms in memory and reads only what was added to their streams since; many who need the same form at once share
/// the reading.
/// </summary>
internal sealed class PublishedForms
{
    private readonly IEventStore _store;
    private readonly ConcurrentDictionary<StreamKey, KnownForm> _known = new();
    private readonly SharedLoads<StreamKey, KnownForm> _loads;

    public PublishedForms(IEventStore store) => (_store, _loads) = (store, new(Refresh));

    /// <summary>As the form stands now, or later.</summary>
    public Task<KnownForm> Load(TenantId tenant, FormId id, CancellationToken ct) =>
        _loads.Get(new(tenant, id.Value)).WaitAsync(ct);

    private async Task<KnownForm> Refresh(StreamKey key)
    {
        var known = _known.GetValueOrDefault(key, KnownForm.Unknown);
        var (state, version, versions) = (known.State, known.StreamVersion, known.Versions);
        await foreach (var recorded in _store.ReadStream(key, ReadRange.From(version + 1)))
        {
            if (recorded.Data is not FormEvent @event) return KnownForm.Unknown; // the id of something else
            state = Form.Evolve(state, @event);
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

/// <summary>
/// Loads that many ask for at once. Whoever asks gets what was loaded after they asked, never before; all who ask while a
/// load is under way share the next one.
/// </summary>
internal sealed class SharedLoads<TKey, TResult>(Func<TKey, Task<TResult>> load) where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, (Task<TResult> Now, Task<TResult>? Next)> _under = [];

    public Task<TResult> Get(TKey key)
    {
        lock (_gate)
        {
            if (!_under.TryGetValue(key, out var under)) return Begin(key);
            if (under.Next is { } next) return next;
            next = After(key, under.Now);
            _under[key] = (under.Now, next);
            return next;
        }
    }

    private Task<TResult> Begin(TKey key)
    {
        // On another thread: nothing of the load runs while the gate is held.
        var now = Task.Run(() => load(key));
        _under[key] = (now, null);
        _ = End(key, now);
        return now;
    }

    private async Task<TResult> After(TKey key, Task<TResult> before)
    {
        // Never at once, even if that one has just ended: the caller notes this task first.
        await Task.WhenAny(before).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Task<TResult> now;
        lock (_gate) now = Begin(key);
        return await now;
    }

    private async Task End(TKey key, Task<TResult> ended)
    {
        await Task.WhenAny(ended);
        lock (_gate)
            if (_under.TryGetValue(key, out var under) && under.Now == ended && under.Next is null) _under.Remove(key);
    }
}
