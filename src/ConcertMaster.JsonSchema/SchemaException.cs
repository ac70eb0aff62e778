namespace ConcertMaster.JsonSchema;

/// <summary>A schema that cannot be compiled: it is malformed, or refers to something that is not there.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">One of <see cref="SchemaErrorCodes"/>.</param>
    /// <param name="schemaLocation">Where in the schema: the address of its document, <c>#</c>, a JSON Pointer.</param>
    /// <param name="message">What is wrong, for the author of the schema.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public SchemaException(string code, string schemaLocation, string message, Exception? innerException = null)
        : base($"{message} (at {schemaLocation})", innerException)
    {
        Code = code;
        SchemaLocation = schemaLocation;
        Reason = message;
    }

    /// <summary>What kind of fault it is: one of <see cref="SchemaErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Where in the schema: the address of its document, <c>#</c>, and a JSON Pointer.</summary>
    public string SchemaLocation { get; }

    /// <summary>The message without the location.</summary>
    public string Reason { get; }
}

/// <summary>The values of <see cref="SchemaException.Code"/>. They are stable: programs may compare them.</summary>
public static class SchemaErrorCodes
{
    /// <summary>The text of the schema is not JSON.</summary>
    public const string NotJson = "schema.not-json";

    /// <summary>A keyword has a value of the wrong kind.</summary>
    public const string InvalidKeyword = "schema.invalid-keyword";

    /// <summary>A regular expression does not follow ECMA-262.</summary>
    public const string InvalidPattern = "schema.invalid-pattern";

    /// <summary>A reference leads to a document or a place that is not known. Nothing is ever fetched.</summary>
    public const string UnknownReference = "schema.unknown-reference";

    /// <summary>A chain of references comes back to where it began, at the same value, and so never ends.</summary>
    public const string EndlessReference = "schema.endless-reference";

    /// <summary>Two parts of a schema have the same identifier.</summary>
    public const string DuplicateIdentifier = "schema.duplicate-identifier";

    /// <summary>The meta-schema named by <c>$schema</c> is not known, or needs an unknown vocabulary.</summary>
    public const string UnknownDialect = "schema.unknown-dialect";

    /// <summary>The schema is nested more deeply than <see cref="SchemaOptions.DepthMax"/>.</summary>
    public const string TooDeep = "schema.too-deep";
}
