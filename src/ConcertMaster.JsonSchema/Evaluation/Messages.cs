using System.Globalization;

namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>What a person who fills in a form is told.</summary>
internal static class Messages
{
    public const string Required = "This field is required.";
    public const string Pattern = "This is not in the expected form.";
    public const string UniqueItems = "Each entry must be different from the others.";
    public const string OneOfNone = "This fits none of the allowed forms.";
    public const string AnyOfNone = "This fits none of the allowed forms.";
    public const string OneOfSeveral = "This fits more than one of the allowed forms, but must fit exactly one.";
    public const string Not = "This value is not allowed.";
    public const string TooDeep = "This is nested too deeply to be checked.";
    public const string TooLong = "This takes too long to be checked.";
    public const string Content = "The content is not of the expected kind.";

    public static string Type(IReadOnlyList<string> types) => $"Must be {Or(types.Select(Describe))}.";

    public static string AtLeast(string limit) => $"Must be at least {limit}.";

    public static string AtMost(string limit) => $"Must be at most {limit}.";

    public static string MoreThan(string limit) => $"Must be more than {limit}.";

    public static string LessThan(string limit) => $"Must be less than {limit}.";

    public static string MultipleOf(string step) =>
        step == "1" ? "Must be a whole number." : $"Must be a multiple of {step}.";

    public static string MinLength(long count) =>
        count == 1 ? "Must not be empty." : $"Must have at least {Number(count)} characters.";

    public static string MaxLength(long count) => $"Must have at most {Count(count, "character")}.";

    public static string MinItems(long count) => $"Must have at least {Count(count, "entry", "entries")}.";

    public static string MaxItems(long count) =>
        count == 0 ? "Must have no entries." : $"Must have at most {Count(count, "entry", "entries")}.";

    public static string MinProperties(long count) => $"At least {Count(count, "field")} must be filled in.";

    public static string MaxProperties(long count) => $"At most {Count(count, "field")} may be filled in.";

    public static string MinContains(long count) =>
        $"At least {Count(count, "entry", "entries")} must be of the expected kind.";

    public static string MaxContains(long count) =>
        $"At most {Count(count, "entry", "entries")} may be of the expected kind.";

    public static string RequiredWith(string other) => $"This field is required when “{other}” is filled in.";

    public static string Const(string value) => $"Must be {value}.";

    public static string Enum(IReadOnlyList<string> values) =>
        values.Count == 1 ? Const(values[0])
        : values.Count <= 12 ? $"Must be one of: {string.Join(", ", values)}."
        : "Must be one of the allowed values.";

    public static string Format(string format) => format switch
    {
        "date" => "Must be a date such as 2025-12-31.",
        "time" => "Must be a time with its zone, such as 14:30:00Z.",
        "date-time" => "Must be a date and time such as 2025-12-31T14:30:00Z.",
        "duration" => "Must be a duration such as P3D or PT1H30M.",
        "email" or "idn-email" => "Must be an e-mail address.",
        "hostname" or "idn-hostname" => "Must be the name of a host, such as www.example.com.",
        "ipv4" => "Must be an IPv4 address such as 192.0.2.1.",
        "ipv6" => "Must be an IPv6 address such as 2001:db8::1.",
        "uri" or "iri" => "Must be a full web address such as https://www.example.com/.",
        "uri-reference" or "iri-reference" => "Must be a web address.",
        "uri-template" => "Must be a template for a web address.",
        "uuid" => "Must be a UUID such as 123e4567-e89b-12d3-a456-426614174000.",
        "json-pointer" or "relative-json-pointer" => "Must be a JSON Pointer.",
        "regex" => "Must be a regular expression.",
        _ => $"Must be a valid {format}.",
    };

    public static string Forbidden(string keyword) => keyword switch
    {
        "additionalProperties" or "unevaluatedProperties" or "properties" or "patternProperties" =>
            "This field is not expected here.",
        "propertyNames" => "The name of this field is not allowed.",
        "items" or "additionalItems" or "unevaluatedItems" or "prefixItems" => "This entry is not expected here.",
        _ => Not,
    };

    private static string Describe(string type) => type switch
    {
        "string" => "text",
        "number" => "a number",
        "integer" => "a whole number",
        "boolean" => "yes or no (true or false)",
        "null" => "empty (null)",
        "array" => "a list",
        _ => "a group of fields",
    };

    private static string Or(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    private static string Count(long count, string one, string? many = null) =>
        count == 1 ? $"1 {one}" : $"{Number(count)} {many ?? one + "s"}";

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
