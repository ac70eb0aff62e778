using ConcertMaster.Jsonata.Syntax;

namespace ConcertMaster.Jsonata;

/// <summary>
/// An expression could not be parsed (codes beginning with <c>S</c>), met a value of the wrong type (<c>T</c>), failed
/// while it was evaluated (<c>D</c>), reached a limit that only this library has (<c>L</c>), or asked for something
/// that the host did not provide (<c>H</c>). The codes S, T and D are those of the reference implementation.
/// </summary>
public sealed class JsonataException : Exception
{
    private readonly string? _text;

    internal JsonataException(string code, int position = 0, string? token = null, string? value = null)
    {
        Code = code;
        Position = position;
        Token = token;
        Value = value;
    }

    internal JsonataException(string code, string text, Exception? inner = null)
        : base(text, inner)
    {
        Code = code;
        _text = text;
    }

    /// <summary>Stable code of the error, such as <c>S0201</c>.</summary>
    public string Code { get; }

    /// <summary>
    /// Offset into the expression, in UTF-16 units, just after the token at which the error was found; 0 where it has
    /// no place.
    /// </summary>
    public int Position { get; internal set; }

    /// <summary>The operator, function name or symbol the error is about, if there is one.</summary>
    public string? Token { get; internal set; }

    /// <summary>What went wrong, for a person to read.</summary>
    public override string Message => _text ?? ErrorMessages.Describe(Code, Token, Value);

    /// <summary>The offending value, cut short, as it appears in the message.</summary>
    internal string? Value { get; }

    /// <summary>Says where the error was found, unless a place nearer to it has said so already.</summary>
    internal bool Locate(int position, string? token)
    {
        if (Position == 0)
        {
            Position = position;
        }
        Token ??= token;
        // Used as the filter of a catch clause that is never entered: the stack is not unwound at every call.
        return false;
    }
}
