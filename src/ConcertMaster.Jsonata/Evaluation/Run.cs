using System.Diagnostics;
using System.Runtime.CompilerServices;
using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>One evaluation: what it was given, and how much of its limits it has used.</summary>
internal sealed class Run
{
    private const int TextDepthMax = 100;

    private const int StepsPerClockLook = 1024;
    private const int CharactersPerStep = 32;

    // Fresh memory for a text costs more than reading one.
    private const int CharactersMadePerStep = 16;

    private const int CharactersComparedPerStep = 64;
    private const int PictureLengthMax = 1_000;
    private const int StepsPerNewPicture = 1_000;

    // What the parts of a value cost beside being evaluated: memory that is asked for, filled and cleaned up again.
    private const int StepsPerObject = 8;
    private const int StepsPerProperty = 2;

    private readonly EvaluationContext _context;
    private readonly Value _input;
    private readonly long _started = Stopwatch.GetTimestamp();
    private Dictionary<string, Value>? _hostValues;
    private Chance? _chance;
    private readonly int _depthMax;
    private long _stepsLeft;
    private long _nextClockLook;
    private int _depth;
    private int _textDepth;
    private HashSet<string>? _pictures;
    private string? _judgedText;
    private bool _isJudgedPlain;

    public Run(EvaluationContext context, in Value input)
    {
        _context = context;
        _input = input;
        Limits = context.Limits;
        _depthMax = Limits.DepthMax;
        _stepsLeft = Limits.StepCountMax;
        _nextClockLook = _stepsLeft - StepsPerClockLook;
    }

    public EvaluationLimits Limits { get; }

    public DateTimeOffset Now => _context.Now ?? throw new JsonataException("H1001");

    public Chance Chance =>
        _chance ??= new Chance(_context.RandomSeed ?? throw new JsonataException("H1002"));

    public Frame CreateRootFrame() => new(this);

    /// <summary>An input that is a list is one input, so it is put into a sequence of its own.</summary>
    public Value WrapInput(in Value input)
    {
        if (input.AsArray is not { IsSequence: false })
        {
            return input;
        }
        var wrapper = ArrayValue.Sequence(input);
        wrapper.IsOuterWrapper = true;
        return Value.Of(wrapper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        Step();
        // The stack is looked at on every sixteenth level, which is far less than is held in reserve.
        if (++_depth > _depthMax || ((_depth & 15) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            ThrowTooDeep();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (--_stepsLeft < _nextClockLook)
        {
            LookAtClock();
        }
    }

    public void Steps(long count)
    {
        _stepsLeft -= count;
        if (_stepsLeft < _nextClockLook)
        {
            LookAtClock();
        }
    }

    /// <summary>Accounts for an object, a list or a tuple that is made.</summary>
    public void Making(int partCount) => Steps(StepsPerObject + ((long)partCount * StepsPerProperty));

    /// <summary>Accounts for the comparisons of a sort before they are made.</summary>
    public void Sorting(int count) => Steps((long)count * System.Numerics.BitOperations.Log2((uint)count) / 2);

    /// <summary>Accounts for a text that was made, and refuses one that is too long.</summary>
    public string Made(string text)
    {
        CheckTextLength(text.Length);
        if (text.Length >= CharactersMadePerStep)
        {
            Steps(text.Length / CharactersMadePerStep);
        }
        return text;
    }

    /// <summary>Accounts for texts that may have to be compared to their ends.</summary>
    public void Comparing(string one, string other)
    {
        if (one.Length >= CharactersComparedPerStep && other.Length >= CharactersComparedPerStep)
        {
            Steps(Math.Min(one.Length, other.Length) / CharactersComparedPerStep);
        }
    }

    /// <summary>Accounts for a text that is read through.</summary>
    public string Reading(string text)
    {
        if (text.Length >= CharactersPerStep)
        {
            Steps(text.Length / CharactersPerStep);
        }
        return text;
    }

    /// <summary>
    /// Accounts for a picture: dearly where this evaluation has not used it before, whether or not another one has, so
    /// that the verdict does not depend on what was evaluated earlier.
    /// </summary>
    public string Picture(string picture, int stepsWhenNew = StepsPerNewPicture)
    {
        if (picture.Length > PictureLengthMax)
        {
            throw new JsonataException("L1003", value: NumberText.Format(PictureLengthMax));
        }
        Steps((_pictures ??= new HashSet<string>(StringComparer.Ordinal)).Add(picture)
            ? stepsWhenNew
            : picture.Length);
        return picture;
    }

    /// <summary>Whether words and lines in the text are the same to JavaScript and to .NET.</summary>
    public bool IsPlain(string text)
    {
        if (!ReferenceEquals(_judgedText, text))
        {
            // Remembered, for a text is asked about again at every match in it.
            (_judgedText, _isJudgedPlain) = (text, System.Text.Ascii.IsValid(text) && !text.Contains('\r'));
            Steps(text.Length / CharactersPerStep);
        }
        return _isJudgedPlain;
    }

    public void CheckTextLength(long length)
    {
        if (length > Limits.TextLengthMax)
        {
            throw new JsonataException("L1003", value: NumberText.Format(Limits.TextLengthMax));
        }
    }

    public void CheckLength(long count)
    {
        if (count > Limits.SequenceLengthMax)
        {
            throw new JsonataException("D2015", value: NumberText.Format(Limits.SequenceLengthMax));
        }
    }

    /// <summary>Guards <c>$eval</c> within <c>$eval</c>, each of which parses as well and catches what it evaluates.</summary>
    public void EnterText()
    {
        if (++_textDepth > TextDepthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            ThrowTooDeep();
        }
    }

    public void LeaveText() => _textDepth--;

    /// <summary>Guards calls that lead to calls without anything of the expression between them.</summary>
    public void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            ThrowTooDeep();
        }
    }

    /// <summary>Guards the walks through nested values, which recurse outside <see cref="Enter"/>.</summary>
    public void CheckNesting(int depth)
    {
        if (depth > Limits.DepthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            ThrowTooDeep();
        }
    }

    /// <summary>
    /// Finds what no part of the expression has bound: variables and functions of the host, then built-ins.
    /// </summary>
    public Value Find(string name)
    {
        if (name == "$")
        {
            return _input;
        }
        if (_hostValues is not null && _hostValues.TryGetValue(name, out var known))
        {
            return known;
        }
        if (_context.Bindings.TryGetValue(name, out var element))
        {
            return Remember(name, Value.From(element));
        }
        if (_context.Functions.TryGetValue(name, out var function))
        {
            return Remember(name, Value.Of(NativeFunction.FromHost(name, function)));
        }
        return BuiltIns.All.TryGetValue(name, out var builtIn) ? Value.Of(builtIn) : Value.Undefined;
    }

    private Value Remember(string name, in Value value)
    {
        (_hostValues ??= []).Add(name, value);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LookAtClock()
    {
        if (_stepsLeft < 0)
        {
            throw new JsonataException("L1001", value: NumberText.Format(Limits.StepCountMax));
        }
        if (Stopwatch.GetElapsedTime(_started) > Limits.TimeMax)
        {
            throw new JsonataException("D1012", value: NumberText.Format(Limits.TimeMax.TotalMilliseconds));
        }
        _nextClockLook = Math.Max(0, _stepsLeft - StepsPerClockLook);
    }

    private void ThrowTooDeep() =>
        throw new JsonataException("D1011", value: NumberText.Format(Limits.DepthMax));
}
