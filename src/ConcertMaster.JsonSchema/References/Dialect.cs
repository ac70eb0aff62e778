namespace ConcertMaster.JsonSchema.References;

/// <summary>Which keywords a schema may use: a draft, and from 2019-09 on a choice of its vocabularies.</summary>
internal sealed record Dialect(Draft Draft, Vocabularies Vocabularies, bool AssertsFormats = false)
{
    public static Dialect Of(Draft draft) => new(draft, Vocabularies.All);

    /// <summary>Before 2019-09 a reference replaces everything that stands beside it.</summary>
    public bool ReferenceStandsAlone => Draft <= Draft.Draft7;

    public string IdKeyword => Draft == Draft.Draft4 ? "id" : "$id";

    /// <summary>Whether a keyword means anything here. Others are ignored, as the specification says.</summary>
    public bool Knows(string keyword) => keyword switch
    {
        "$ref" => true,
        "additionalItems" => Draft <= Draft.Draft201909 && Has(Vocabularies.Applicator),
        "items" or "properties" or "patternProperties" or "additionalProperties"
            or "allOf" or "anyOf" or "oneOf" or "not" => Has(Vocabularies.Applicator),
        "contains" or "propertyNames" => Draft >= Draft.Draft6 && Has(Vocabularies.Applicator),
        "if" or "then" or "else" => Draft >= Draft.Draft7 && Has(Vocabularies.Applicator),
        // Not in 2019-09 and later, where it may still be found in schemas that were written before.
        "dependencies" => Has(Vocabularies.Applicator),
        "dependentSchemas" => Draft >= Draft.Draft201909 && Has(Vocabularies.Applicator),
        "prefixItems" => Draft >= Draft.Draft202012 && Has(Vocabularies.Applicator),
        "unevaluatedItems" or "unevaluatedProperties" =>
            Draft >= Draft.Draft201909 && Has(Vocabularies.Unevaluated),
        "const" => Draft >= Draft.Draft6 && Has(Vocabularies.Validation),
        "dependentRequired" or "minContains" or "maxContains" =>
            Draft >= Draft.Draft201909 && Has(Vocabularies.Validation),
        "$recursiveRef" => Draft == Draft.Draft201909,
        "$dynamicRef" => Draft >= Draft.Draft202012,
        "contentEncoding" or "contentMediaType" => Draft >= Draft.Draft7 && Has(Vocabularies.Content),
        "format" => Has(Vocabularies.Format),
        _ => Has(Vocabularies.Validation),
    };

    private bool Has(Vocabularies vocabulary) => (Vocabularies & vocabulary) != 0;
}

/// <summary>The groups of keywords that a meta-schema may choose from.</summary>
[Flags]
internal enum Vocabularies
{
    None = 0,
    Applicator = 1,
    Validation = 2,
    Unevaluated = 4,
    Content = 8,
    Format = 16,
    All = Applicator | Validation | Unevaluated | Content | Format,
}
