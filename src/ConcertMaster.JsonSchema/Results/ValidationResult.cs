namespace ConcertMaster.JsonSchema;

/// <summary>The outcome of <see cref="Schema.Validate(System.Text.Json.JsonElement)"/>.</summary>
/// <param name="IsValid">Whether the value satisfies the schema.</param>
/// <param name="Errors">
/// What is wrong; empty when the value is valid. At most
/// <see cref="SchemaOptions.ErrorCountMax"/> are listed.
/// </param>
public sealed record ValidationResult(bool IsValid, IReadOnlyList<SchemaError> Errors)
{
    internal static ValidationResult Valid { get; } = new(true, []);
}

/// <summary>One thing that is wrong with a value.</summary>
/// <param name="InstanceLocation">
/// JSON Pointer to the value at fault. For a missing property (<c>required</c>, <c>dependentRequired</c>,
/// <c>dependencies</c>) it points to where that property would be, and for a property that may not be there to
/// that property, so that a form can show the error at the field.
/// </param>
/// <param name="KeywordLocation">
/// JSON Pointer to the keyword, on the way that validation took: with the <c>$ref</c>s that were followed.
/// </param>
/// <param name="Keyword">The keyword that was not satisfied; for a limit that was reached, one of
/// <see cref="LimitKeywords"/>.</param>
/// <param name="Message">What is wrong, in words for a person who fills in a form.</param>
public sealed record SchemaError(string InstanceLocation, string KeywordLocation, string Keyword, string Message);

/// <summary>
/// Values of <see cref="SchemaError.Keyword"/> for a validation that was given up. The verdict is then "not valid".
/// </summary>
public static class LimitKeywords
{
    /// <summary><see cref="SchemaOptions.DepthMax"/> was reached.</summary>
    public const string Depth = "$limit/depth";

    /// <summary><see cref="SchemaOptions.StepCountMax"/> was reached.</summary>
    public const string Steps = "$limit/steps";

    /// <summary><see cref="SchemaOptions.PatternTimeMax"/> was reached.</summary>
    public const string PatternTime = "$limit/pattern-time";
}
