using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;

namespace ConcertMaster.JsonSchema.References;

/// <summary>A schema with an identifier of its own: a document, or a part of one that has <c>$id</c>.</summary>
internal sealed class SchemaResource(string address, Dialect dialect, SchemaDocument document, string rootPointer)
{
    /// <summary>The anchor under which <c>$recursiveAnchor</c> of 2019-09 is kept; no real anchor is empty.</summary>
    public const string RecursiveAnchor = "";

    /// <summary>Absolute address without fragment; empty for a document that has none.</summary>
    public string Address { get; } = address;

    public Dialect Dialect { get; } = dialect;

    public SchemaDocument Document { get; } = document;

    /// <summary>Where in its document the resource begins.</summary>
    public string RootPointer { get; } = rootPointer;

    /// <summary>Places in the document by anchor.</summary>
    public Dictionary<string, string> Anchors { get; } = [];

    /// <summary>Anchors that <c>$dynamicRef</c> may be led to from outside.</summary>
    public HashSet<string> DynamicAnchors { get; } = [];

    /// <summary>Compiled schemas at the dynamic anchors, as far as some <c>$dynamicRef</c> can ask for them.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = [];
}

/// <summary>One JSON document with schemas in it.</summary>
internal sealed class SchemaDocument(JsonElement root)
{
    public JsonElement Root { get; } = root;

    /// <summary>All schemas in it, by JSON Pointer from the root of the document.</summary>
    public Dictionary<string, SchemaSite> Sites { get; } = [];
}

/// <summary>One schema as it is written, and what it is compiled to once someone needs it.</summary>
internal sealed class SchemaSite(
    JsonElement element, string pointer, SchemaResource resource, Dictionary<string, JsonElement> members)
{
    public JsonElement Element { get; } = element;

    public string Pointer { get; } = pointer;

    public SchemaResource Resource { get; } = resource;

    /// <summary>The keywords. Of one that is given twice the last one counts, as in a browser.</summary>
    public Dictionary<string, JsonElement> Members { get; } = members;

    public SchemaNode? Node { get; set; }

    public string Location => $"{Resource.Address}#{Pointer[Resource.RootPointer.Length..]}";
}
