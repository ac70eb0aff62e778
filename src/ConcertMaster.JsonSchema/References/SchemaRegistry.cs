using System.Text.Json;

namespace ConcertMaster.JsonSchema.References;

/// <summary>All documents that a compilation has met, and the way from a reference to the schema it means.</summary>
internal sealed class SchemaRegistry
{
    private readonly SchemaOptions options;
    private readonly DocumentIndexer indexer;
    private readonly Dictionary<string, SchemaResource> byAddress = new(StringComparer.Ordinal);
    private bool allAreLoaded;

    public SchemaRegistry(SchemaOptions options)
    {
        this.options = options;
        indexer = new DocumentIndexer(new DialectReader(options), options, Register);
    }

    public SchemaSite LoadRoot(JsonElement schema)
    {
        var resource = indexer.IndexDocument(schema, "", Dialect.Of(options.DefaultDraft));
        return resource.Document.Sites[""];
    }

    /// <summary>The resource, and the place in it, that a reference means; null when nothing is there.</summary>
    public (SchemaResource Resource, SchemaSite Site, string Fragment)? Find(SchemaSite from, string reference)
    {
        var (address, rawFragment) = UriText.Split(UriText.Resolve(from.Resource.Address, reference));
        var resource = address == from.Resource.Address ? from.Resource : FindResource(address, from.Resource.Dialect);
        if (resource is null) return null;
        var fragment = UriText.Unescape(rawFragment);
        var site = FindPlace(resource, fragment);
        return site is null ? null : (resource, site, fragment);
    }

    public static SchemaSite? SiteOf(SchemaResource resource, string anchor) =>
        resource.Anchors.TryGetValue(anchor, out var pointer) ? resource.Document.Sites[pointer] : null;

    private SchemaSite? FindPlace(SchemaResource resource, string fragment)
    {
        if (fragment.Length == 0) return resource.Document.Sites[resource.RootPointer];
        return fragment[0] == '/' ? FindByPointer(resource, fragment) : SiteOf(resource, fragment);
    }

    private SchemaSite? FindByPointer(SchemaResource resource, string fragment)
    {
        var sites = resource.Document.Sites;
        var pointer = resource.RootPointer;
        var place = sites[pointer];
        var around = place.Resource;
        var element = place.Element;
        foreach (var token in fragment[1..].Split('/').Select(PointerText.Unescape))
        {
            if (!PointerText.TryStep(element, token, out element)) return null;
            pointer = PointerText.Join(pointer, token);
            if (sites.TryGetValue(pointer, out var site)) around = site.Resource;
        }

        return sites.TryGetValue(pointer, out var found) ? found : indexer.IndexPlace(element, pointer, around);
    }

    private SchemaResource? FindResource(string address, Dialect dialect)
    {
        if (byAddress.TryGetValue(address, out var known)) return known;
        if (options.Documents.TryGetValue(address, out var document)
            || options.Documents.TryGetValue(address + "#", out document)
            || MetaSchemas.TryFind(address, out document))
            return Load(address, document, dialect);
        if (allAreLoaded) return null;
        // The address may be an $id inside a document that was given under another address.
        allAreLoaded = true;
        foreach (var (other, content) in options.Documents)
        {
            var plain = UriText.Split(other).Address;
            if (!byAddress.ContainsKey(plain)) TryLoad(plain, content, dialect);
        }

        return byAddress.GetValueOrDefault(address);
    }

    private SchemaResource Load(string address, JsonElement document, Dialect dialect)
    {
        var resource = indexer.IndexDocument(document, address, dialect);
        byAddress.TryAdd(address, resource);
        return resource;
    }

    // A document that nobody refers to must not spoil the compilation.
    private void TryLoad(string address, JsonElement document, Dialect dialect)
    {
        try
        {
            Load(address, document, dialect);
        }
        catch (SchemaException)
        {
            byAddress.Remove(address);
        }
    }

    // The first one stays: what a document says about itself cannot take the place of what is known already.
    private void Register(SchemaResource resource)
    {
        if (byAddress.TryAdd(resource.Address, resource)) return;
        var first = byAddress[resource.Address];
        if (first.Document != resource.Document || first.RootPointer == resource.RootPointer) return;
        throw new SchemaException(
            SchemaErrorCodes.DuplicateIdentifier,
            $"#{resource.RootPointer}",
            $"“{resource.Address}” is the identifier of two schemas.");
    }
}
