using System.Text.Json;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.References;

/// <summary>
/// Finds the schemas of a document, their identifiers and anchors. It looks only where the draft puts schemas, so
/// that an <c>$id</c> inside an example or an <c>enum</c> is not taken for one.
/// </summary>
internal sealed class DocumentIndexer(DialectReader dialects, SchemaOptions options, Action<SchemaResource> register)
{
    public SchemaResource IndexDocument(JsonElement root, string address, Dialect dialect)
    {
        var document = new SchemaDocument(root);
        var resource = new SchemaResource(address, dialect, document, "");
        resource = Index(root, "", resource, 0, isRoot: true);
        return resource;
    }

    /// <summary>Takes a value for a schema that stands where no keyword of the draft would put one.</summary>
    public SchemaSite IndexPlace(JsonElement element, string pointer, SchemaResource around)
    {
        Index(element, pointer, around, 0);
        return around.Document.Sites[pointer];
    }

    private SchemaResource Index(
        JsonElement element, string pointer, SchemaResource around, int depth, bool isRoot = false)
    {
        if (depth > options.DepthMax)
        {
            throw new SchemaException(
                SchemaErrorCodes.TooDeep, $"{around.Address}#{pointer}", "The schema is nested too deeply.");
        }

        var members = ReadMembers(element);
        var resource = ReadIdentity(members, pointer, around, isRoot);
        resource.Document.Sites[pointer] = new SchemaSite(element, pointer, resource, members);
        foreach (var (keyword, value) in members) IndexBelow(keyword, value, pointer, resource, depth + 1);
        return resource;
    }

    private void IndexBelow(string keyword, JsonElement value, string pointer, SchemaResource resource, int depth)
    {
        var shape = ShapeOf(keyword, resource.Dialect);
        if (shape == Shape.None) return;
        var place = PointerText.Join(pointer, keyword);
        if (value.ValueKind == JsonValueKind.Array && (shape & Shape.List) != 0)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
                Index(item, PointerText.Join(place, index++), resource, depth);
        }
        else if ((shape & Shape.Map) != 0)
        {
            if (value.ValueKind != JsonValueKind.Object) return;
            foreach (var entry in value.EnumerateObject())
            {
                if (keyword == "dependencies" && entry.Value.ValueKind == JsonValueKind.Array) continue;
                Index(entry.Value, PointerText.Join(place, JsonText.Name(entry)), resource, depth);
            }
        }
        else if ((shape & Shape.One) != 0)
        {
            Index(value, place, resource, depth);
        }
    }

    private static Shape ShapeOf(string keyword, Dialect dialect) => keyword switch
    {
        "definitions" => Shape.Map,
        "$defs" => dialect.Draft >= Draft.Draft201909 ? Shape.Map : Shape.None,
        "contentSchema" => dialect.Draft >= Draft.Draft201909 ? Shape.One : Shape.None,
        "items" => dialect.Draft >= Draft.Draft202012 ? Shape.One : Shape.One | Shape.List,
        "allOf" or "anyOf" or "oneOf" => Shape.List,
        "prefixItems" => dialect.Knows(keyword) ? Shape.List : Shape.None,
        "properties" or "patternProperties" or "dependencies" => Shape.Map,
        "dependentSchemas" => dialect.Knows(keyword) ? Shape.Map : Shape.None,
        "additionalItems" or "additionalProperties" or "contains" or "else" or "if" or "not" or "propertyNames"
            or "then" or "unevaluatedItems" or "unevaluatedProperties" =>
            dialect.Knows(keyword) ? Shape.One : Shape.None,
        _ => Shape.None,
    };

    private SchemaResource ReadIdentity(
        Dictionary<string, JsonElement> members, string pointer, SchemaResource around, bool isRoot)
    {
        var dialect = DialectAt(members, pointer, around, isRoot);
        var resource = isRoot ? new SchemaResource(around.Address, dialect, around.Document, pointer) : around;
        if (dialect.ReferenceStandsAlone && members.ContainsKey("$ref"))
        {
            if (isRoot) register(resource);
            return resource;
        }

        if (TextOf(members, dialect.IdKeyword) is { } id)
        {
            var (address, fragment) = UriText.Split(UriText.Resolve(around.Address, id));
            if (fragment.Length > 0 && !dialect.ReferenceStandsAlone)
                throw Invalid(resource, pointer, $"{dialect.IdKeyword} must not have a fragment.");
            if (address != resource.Address)
                resource = new SchemaResource(address, dialect, around.Document, pointer);
            else if (pointer != resource.RootPointer && fragment.Length == 0)
                throw Duplicate(resource, pointer, id);
            if (fragment.Length > 0) AddAnchor(resource, UriText.Unescape(fragment), pointer);
        }

        if (resource != around) register(resource);
        ReadAnchors(members, resource, pointer);
        return resource;
    }

    private Dialect DialectAt(
        Dictionary<string, JsonElement> members, string pointer, SchemaResource around, bool isRoot)
    {
        var isResource = isRoot || members.ContainsKey("$id") || members.ContainsKey("id");
        return isResource && TextOf(members, "$schema") is { } named
            ? dialects.Read(named, $"{around.Address}#{pointer}/$schema")
            : around.Dialect;
    }

    private static void ReadAnchors(Dictionary<string, JsonElement> members, SchemaResource resource, string pointer)
    {
        var draft = resource.Dialect.Draft;
        if (draft < Draft.Draft201909) return;
        if (TextOf(members, "$anchor") is { } anchor) AddAnchor(resource, anchor, pointer);
        if (draft == Draft.Draft201909)
        {
            if (members.TryGetValue("$recursiveAnchor", out var flag) && flag.ValueKind == JsonValueKind.True
                && pointer == resource.RootPointer)
            {
                AddAnchor(resource, SchemaResource.RecursiveAnchor, pointer);
                resource.DynamicAnchors.Add(SchemaResource.RecursiveAnchor);
            }
        }
        else if (TextOf(members, "$dynamicAnchor") is { } name)
        {
            AddAnchor(resource, name, pointer);
            resource.DynamicAnchors.Add(name);
        }
    }

    private static void AddAnchor(SchemaResource resource, string anchor, string pointer)
    {
        if (!resource.Anchors.TryAdd(anchor, pointer) && resource.Anchors[anchor] != pointer)
            throw Duplicate(resource, pointer, "#" + anchor);
    }

    private static Dictionary<string, JsonElement> ReadMembers(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object) return members;
        foreach (var property in element.EnumerateObject()) members[JsonText.Name(property)] = property.Value;
        return members;
    }

    private static string? TextOf(Dictionary<string, JsonElement> members, string keyword) =>
        members.TryGetValue(keyword, out var value) && value.ValueKind == JsonValueKind.String
            ? JsonText.Read(value)
            : null;

    private static SchemaException Invalid(SchemaResource resource, string pointer, string message) =>
        new(SchemaErrorCodes.InvalidKeyword, $"{resource.Address}#{pointer}", message);

    private static SchemaException Duplicate(SchemaResource resource, string pointer, string id) => new(
        SchemaErrorCodes.DuplicateIdentifier, $"{resource.Address}#{pointer}", $"“{id}” stands at two places.");

    [Flags]
    private enum Shape
    {
        None = 0,
        One = 1,
        List = 2,
        Map = 4,
    }
}
