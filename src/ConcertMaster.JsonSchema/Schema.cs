using System.Runtime.InteropServices;
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
    /// <param name="instance">The value; <c>default</c> is judged as null.</param>
    /// <returns>The verdict; <see langword="false"/> also when a limit of the options was reached.</returns>
    public bool IsValid(JsonElement instance) => IsValid(ValueOf(instance));

    /// <summary>Whether JSON text satisfies the schema. It makes no document of it and allocates nothing.</summary>
    /// <param name="utf8Json">One value, encoded as UTF-8.</param>
    /// <inheritdoc cref="IsValid(JsonElement)" path="/returns"/>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public bool IsValid(ReadOnlySpan<byte> utf8Json) => IsValid(ValueIn(utf8Json));

    /// <summary>Whether a value satisfies the schema, and if not, everything that is wrong with it.</summary>
    /// <param name="instance">The value; <c>default</c> is judged as null.</param>
    /// <returns>The verdict and the errors; when a limit of the options was reached, that alone.</returns>
    public ValidationResult Validate(JsonElement instance) => Validate(ValueOf(instance));

    /// <summary>Whether JSON text satisfies the schema, and if not, everything that is wrong with it.</summary>
    /// <param name="utf8Json">One value, encoded as UTF-8.</param>
    /// <inheritdoc cref="Validate(JsonElement)" path="/returns"/>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public ValidationResult Validate(ReadOnlySpan<byte> utf8Json) => Validate(ValueIn(utf8Json));

    private static JsonValue ValueOf(JsonElement instance) =>
        new(instance.ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(instance));

    private static JsonValue ValueIn(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = DocumentDepthMax });
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        // To the end of the text, since something behind the value would make it no JSON.
        int end;
        do
        {
            end = (int)reader.BytesConsumed;
        }
        while (reader.Read());

        return new JsonValue(utf8Json[start..end]);
    }

    private bool IsValid(JsonValue value)
    {
        var valid = Evaluate(value, collecting: false, out var run, out _);
        run.End();
        return valid;
    }

    private ValidationResult Validate(JsonValue value)
    {
        var valid = Evaluate(value, collecting: true, out var run, out var limit);
        var result = valid ? ValidationResult.Valid
            : new ValidationResult(false, limit is null ? run.TakeErrors() : [limit]);
        run.End();
        return result;
    }

    private bool Evaluate(JsonValue value, bool collecting, out Run run, out SchemaError? limit)
    {
        // A call from inside another one gets a run of its own.
        run = spareRun is { IsInUse: false } spare ? spare : spareRun = new Run();
        limit = null;
        run.Begin(options, collecting);
        try
        {
            return root.Evaluate(value, run, null);
        }
        catch (LimitReachedException reached)
        {
            limit = new SchemaError("", "", reached.Keyword, reached.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            limit = new SchemaError("", "", LimitKeywords.Depth, Messages.TooDeep);
        }

        return false;
    }
}
