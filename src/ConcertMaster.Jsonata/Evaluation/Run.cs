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
    private const int CharactersPerStep = 16;

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

    /// <summary>Accounts for a text that was made, and refuses one that is too long.</summary>
    public string Made(string text)
    {
        CheckTextLength(text.Length);
        if (text.Length >= CharactersPerStep)
        {
            Steps(text.Length / CharactersPerStep);
        }
        return text;
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
