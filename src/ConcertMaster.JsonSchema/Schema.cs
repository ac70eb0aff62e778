using System.Text.Json;
using ConcertMaster.JsonSchema.Compilation;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema;

/// <summary>
/// A compiled JSON Schema. Compile it once and use it as often as you like, from as many threads as you like.
/// Its draft is the one that <c>$schema</c> names, else <see cref="SchemaOptions.DefaultDraft"/>.
/// </summary>
public sealed class Schema
{
    private const int DocumentDepthMax = 4_000;

    [ThreadStatic]
    private static Run? spareRun;

    private readonly SchemaNode root;
    private readonly SchemaOptions options;

    private Schema(SchemaNode root, SchemaOptions options)
    {
        this.root = root;
        this.options = options;
    }

    /// <summary>Compiles a schema. It is copied: the document it comes from may be disposed.</summary>
    /// <param name="schema">An object, <c>true</c> or <c>false</c>.</param>
    /// <param name="options">How to compile it; <see cref="SchemaOptions.Default"/> when left out.</param>
    /// <exception cref="SchemaException">It is malformed, or refers to something that is not known.</exception>
    public static Schema Compile(JsonElement schema, SchemaOptions? options = null)
    {
        options ??= SchemaOptions.Default;
        return new Schema(SchemaCompiler.Compile(schema.Clone(), options), options);
    }

    /// <summary>Compiles a schema from its text.</summary>
    /// <inheritdoc cref="Compile(JsonElement, SchemaOptions?)"/>
    public static Schema Compile(string json, SchemaOptions? options = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DocumentDepthMax });
            return Compile(document.RootElement, options);
        }
        catch (JsonException fault)
        {
            throw new SchemaException(SchemaErrorCodes.NotJson, "#", "The schema is not JSON: " + fault.Message, fault);
        }
    }

    /// <summary>Whether a value satisfies the schema. It stops at the first fault; it allocates nothing.</summary>
    /// <param name="instance">The value.</param>
    /// <returns>The verdict; <see langword="false"/> also when a limit of the options was reached.</returns>
    public bool IsValid(JsonElement instance) => Evaluate(instance, collecting: false, out _);

    /// <summary>Whether a value satisfies the schema, and if not, everything that is wrong with it.</summary>
    /// <param name="instance">The value.</param>
    /// <returns>The verdict and the errors; reaching a limit of the options is an error too.</returns>
    public ValidationResult Validate(JsonElement instance)
    {
        if (IsValid(instance)) return ValidationResult.Valid;
        Evaluate(instance, collecting: true, out var errors);
        return new ValidationResult(false, errors);
    }

    private bool Evaluate(JsonElement instance, bool collecting, out IReadOnlyList<SchemaError> errors)
    {
        // The run is taken out while in use, so that a call from inside another one would get its own.
        var run = spareRun ?? new Run();
        spareRun = null;
        run.Begin(options, collecting);
        bool valid;
        SchemaError? limit = null;
        try
        {
            valid = root.Evaluate(instance, run, null);
        }
        catch (LimitReachedException reached)
        {
            (valid, limit) = (false, new("", "", reached.Keyword, reached.Message));
        }
        catch (InsufficientExecutionStackException)
        {
            (valid, limit) = (false, new("", "", LimitKeywords.Depth, Messages.TooDeep));
        }

        errors = !collecting ? [] : limit is null ? [.. run.Errors] : [.. run.Errors, limit];
        spareRun = run;
        return valid;
    }
}
