using System.Runtime.CompilerServices;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>
/// What one validation carries along: limits, the dynamic scope, and, when they are wanted, the errors.
/// It is used by one thread and over again, so that validating allocates nothing.
/// </summary>
internal sealed class Run
{
    private const int BytesPerStep = 32;
    private const int PatternTimesMax = 10;

    private readonly Stack<Marks> spareMarks = new();
    private readonly List<Fault> faults = [];
    private SchemaResource[] scope = new SchemaResource[16];
    private int scopeCount;
    private char[] text = new char[256];
    private int depth;
    private int depthMax;
    private int errorCountMax;
    private long steps;
    private TimeSpan patternTimeLeft;

    public bool Collecting { get; private set; }

    public bool IsInUse { get; private set; }

    public int ErrorCount => faults.Count;

    public void Begin(SchemaOptions limits, bool collecting)
    {
        depthMax = limits.DepthMax;
        steps = limits.StepCountMax;
        patternTimeLeft = limits.PatternTimeMax * PatternTimesMax;
        errorCountMax = limits.ErrorCountMax;
        Collecting = collecting;
        IsInUse = true;
        depth = 0;
        if (scopeCount > 0) Array.Clear(scope, 0, scopeCount);
        scopeCount = 0;
        faults.Clear();
    }

    public void End() => IsInUse = false;

    public SchemaError[] TakeErrors() => [.. faults.Select(fault => fault.ToError())];

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

    /// <summary>Counts the schemas that were applied by their short way.</summary>
    public void Passed(int count) => steps -= count;

    /// <summary>Counts the reading of a long text as so many steps.</summary>
    public void ReadThrough(int byteCount) => steps -= byteCount / BytesPerStep;

    /// <summary>
    /// Counts the time of patterns that backtrack: each match may stay just within its limit, and there may be thousands.
    /// </summary>
    public void Backtracked(TimeSpan time)
    {
        patternTimeLeft -= time;
        if (patternTimeLeft < TimeSpan.Zero)
            throw new LimitReachedException(LimitKeywords.PatternTime, Messages.TooLong);
    }

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

    /// <summary>Applies a schema to the same value.</summary>
    public bool Step(SchemaNode node, JsonValue value, string keywordStep, Marks? marks)
    {
        var errorsBefore = ErrorCount;
        return node.Evaluate(value, this, marks) || FailBelow(errorsBefore, keywordStep, null);
    }

    /// <summary>Applies a schema only for the verdict: errors in it are no errors.</summary>
    public bool Probe(SchemaNode node, JsonValue value, Marks? marks)
    {
        var before = Collecting;
        Collecting = false;
        var valid = node.Evaluate(value, this, marks);
        Collecting = before;
        return valid;
    }

    /// <summary>Records an error, if errors are wanted, and returns the verdict "not valid".</summary>
    public bool Fail(string keyword, string message)
    {
        if (Collecting && ErrorCount < errorCountMax) faults.Add(new Fault(keyword, message));
        return false;
    }

    /// <summary>The same with a message that is made only when it is wanted.</summary>
    public bool Fail<T>(string keyword, Func<T, string> message, T about) =>
        Collecting && Fail(keyword, message(about));

    /// <summary>An error of a child of the value.</summary>
    public bool FailAt(string instanceStep, string keyword, string message)
    {
        var errorsBefore = ErrorCount;
        Fail(keyword, message);
        return FailBelow(errorsBefore, "", instanceStep);
    }

    /// <summary>
    /// Tells the errors that have come up since then which step of the schema, and which of the value, led to them:
    /// so the way is written down for errors only, from its end.
    /// </summary>
    /// <returns>The verdict "not valid".</returns>
    public bool FailBelow(int errorsBefore, string keywordStep, string? instanceStep)
    {
        for (var index = errorsBefore; index < faults.Count; index++) faults[index].Prepend(keywordStep, instanceStep);
        return false;
    }

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
