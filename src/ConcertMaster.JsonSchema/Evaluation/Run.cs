using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>
/// What one validation carries along: limits, the dynamic scope, and, when errors are wanted, the way taken.
/// It is used by one thread and over again, so that validating allocates nothing.
/// </summary>
internal sealed class Run
{
    private readonly Stack<Marks> spareMarks = new();
    private readonly List<string> keywordPath = [];
    private readonly List<string> instancePath = [];
    private readonly List<SchemaError> errors = [];
    private SchemaResource[] scope = new SchemaResource[16];
    private int scopeCount;
    private char[] text = new char[256];
    private int depth;
    private int depthMax;
    private long steps;
    private SchemaOptions options = SchemaOptions.Default;

    public bool Collecting { get; private set; }

    public IReadOnlyList<SchemaError> Errors => errors;

    public int ErrorCount => errors.Count;

    public void Begin(SchemaOptions limits, bool collecting)
    {
        options = limits;
        depthMax = limits.DepthMax;
        Collecting = collecting;
        depth = 0;
        steps = limits.StepCountMax;
        Array.Clear(scope, 0, scopeCount);
        scopeCount = 0;
        keywordPath.Clear();
        instancePath.Clear();
        errors.Clear();
    }

    public void Enter()
    {
        if (++depth > depthMax)
            throw new LimitReachedException(LimitKeywords.Depth, Messages.TooDeep);
        if (--steps < 0)
            throw new LimitReachedException(LimitKeywords.Steps, Messages.TooLong);
        // The limit of depth suits an ordinary stack; a caller may have used up most of it already.
        if ((depth & 15) == 0) RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    public void Leave() => depth--;

    /// <summary>Resolves the escapes of a text; the result is good until the next call.</summary>
    public Span<char> Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > text.Length)
        {
            // A buffer for one huge text is not kept.
            if (raw.Length > 1 << 16) return DecodeHuge(raw);
            text = new char[raw.Length];
        }

        return text.AsSpan(0, JsonText.Decode(raw, text));
    }

    /// <summary>Applies a schema to a child of the value.</summary>
    public bool Descend(SchemaNode node, JsonElement child, string keywordStep, string instanceStep)
    {
        instancePath.Add(instanceStep);
        var valid = Step(node, child, keywordStep, null);
        instancePath.RemoveAt(instancePath.Count - 1);
        return valid;
    }

    /// <summary>Applies a schema to the same value.</summary>
    public bool Step(SchemaNode node, JsonElement value, string keywordStep, Marks? marks)
    {
        if (!Collecting) return node.Evaluate(value, this, marks);
        keywordPath.Add(keywordStep);
        var valid = node.Evaluate(value, this, marks);
        keywordPath.RemoveAt(keywordPath.Count - 1);
        return valid;
    }

    /// <summary>Applies a schema only for the verdict: errors in it are no errors.</summary>
    public bool Probe(SchemaNode node, JsonElement value, Marks? marks)
    {
        var before = Collecting;
        Collecting = false;
        var valid = node.Evaluate(value, this, marks);
        Collecting = before;
        return valid;
    }

    /// <summary>Records an error, if errors are wanted, and returns the verdict "not valid".</summary>
    public bool Fail(string keyword, string message) => Collecting && Record(keyword, message, null, keyword);

    /// <summary>As <see cref="Fail"/>, for a child of the value.</summary>
    public bool FailAt(string instanceStep, string keyword, string message) =>
        Collecting && Record(keyword, message, instanceStep, keyword);

    /// <summary>A schema that nothing satisfies: the error belongs to the keyword that led to it.</summary>
    public bool FailForbidden()
    {
        if (!Collecting) return false;
        var step = keywordPath.Count == 0 ? "" : keywordPath[^1];
        var slash = step.IndexOf('/', StringComparison.Ordinal);
        var keyword = slash < 0 ? step : step[..slash];
        return Record(keyword, Messages.Forbidden(keyword), null, null);
    }

    /// <summary>Forgets errors of a branch that turned out not to matter.</summary>
    public void ForgetErrorsAfter(int count) => errors.RemoveRange(count, errors.Count - count);

    public void EnterScope(SchemaResource resource)
    {
        if (scopeCount == scope.Length) Array.Resize(ref scope, scope.Length * 2);
        scope[scopeCount++] = resource;
    }

    public void LeaveScope() => scope[--scopeCount] = null!;

    public SchemaResource? InnermostScope => scopeCount == 0 ? null : scope[scopeCount - 1];

    public SchemaNode FindDynamic(string anchor, SchemaNode otherwise)
    {
        foreach (var resource in scope.AsSpan(0, scopeCount))
        {
            if (resource.DynamicNodes.TryGetValue(anchor, out var node)) return node;
        }

        return otherwise;
    }

    public Marks RentMarks()
    {
        if (!spareMarks.TryPop(out var marks)) return new Marks();
        marks.Clear();
        return marks;
    }

    public void ReturnMarks(Marks marks) => spareMarks.Push(marks);

    private bool Record(string keyword, string message, string? instanceStep, string? keywordStep)
    {
        if (errors.Count < options.ErrorCountMax)
            errors.Add(new(Pointer(instancePath, instanceStep), Pointer(keywordPath, keywordStep), keyword, message));
        return false;
    }

    // The shallow places, where nearly all errors are, without a buffer in between.
    private static string Pointer(List<string> path, string? last) => (path.Count, last) switch
    {
        (0, null) => "",
        (0, _) => $"/{last}",
        (1, null) => $"/{path[0]}",
        (1, _) => string.Concat("/", path[0], "/", last),
        _ => LongPointer(path, last),
    };

    private static string LongPointer(List<string> path, string? last)
    {
        var pointer = new StringBuilder();
        foreach (var step in path) pointer.Append('/').Append(step);
        if (last is not null) pointer.Append('/').Append(last);
        return pointer.ToString();
    }

    private static Span<char> DecodeHuge(ReadOnlySpan<byte> raw)
    {
        var buffer = new char[raw.Length];
        return buffer.AsSpan(0, JsonText.Decode(raw, buffer));
    }
}

/// <summary>Thrown to leave a validation at once, whatever it was inside of; it never leaves the library.</summary>
internal sealed class LimitReachedException(string keyword, string message) : Exception(message)
{
    public string Keyword { get; } = keyword;
}
