using System.Globalization;

namespace ConcertMaster.Jsonata.Syntax;

/// <summary>
/// Cuts an expression into tokens, one at a time: only the parser knows whether a slash divides or begins a regex.
/// </summary>
internal sealed class Lexer(string text)
{
    private const string WhiteSpace = " \t\n\r\v";
    private const string OperatorStarts = ".[]{}(),@#;:?+-*/%|=<>^&!~";

    private static readonly string[] LongOperators = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"];

    private int _position;

    public Token Next(bool expectsOperator)
    {
        SkipBlanks();
        if (_position >= text.Length)
        {
            return new Token(TokenKind.End, "(end)", text.Length);
        }
        var first = text[_position];
        if (first == '/' && !expectsOperator)
        {
            _position++;
            return ReadRegex();
        }
        if (OperatorStarts.Contains(first))
        {
            return ReadOperator();
        }
        return first switch
        {
            '"' or '\'' => ReadString(first),
            '`' => ReadQuotedName(),
            >= '0' and <= '9' => ReadNumber(),
            _ => ReadName(),
        };
    }

    private void SkipBlanks()
    {
        while (_position < text.Length)
        {
            if (WhiteSpace.Contains(text[_position]))
            {
                _position++;
            }
            else if (string.CompareOrdinal(text, _position, "/*", 0, 2) == 0)
            {
                var end = text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
                _position = end >= 0 ? end + 2 : throw new JsonataException("S0106", _position);
            }
            else
            {
                return;
            }
        }
    }

    private Token ReadOperator()
    {
        foreach (var symbol in LongOperators)
        {
            if (string.CompareOrdinal(text, _position, symbol, 0, symbol.Length) == 0)
            {
                _position += symbol.Length;
                return new Token(TokenKind.Operator, symbol, _position);
            }
        }
        var single = text[_position++].ToString();
        return new Token(TokenKind.Operator, single, _position);
    }

    private Token ReadString(char quote)
    {
        _position++;
        var start = _position;
        var end = text.AsSpan(start).IndexOfAny(quote, '\\');
        if (end >= 0 && text[start + end] == quote)
        {
            _position = start + end + 1;
            return new Token(TokenKind.String, text.Substring(start, end), _position);
        }
        var content = new System.Text.StringBuilder();
        while (_position < text.Length)
        {
            var current = text[_position];
            if (current == quote)
            {
                _position++;
                return new Token(TokenKind.String, content.ToString(), _position);
            }
            content.Append(current == '\\' ? ReadEscape() : current);
            _position++;
        }
        throw new JsonataException("S0101", _position);
    }

    private char ReadEscape()
    {
        _position++;
        var escape = _position < text.Length ? text[_position] : '\0';
        switch (escape)
        {
            case '"' or '\\' or '/':
                return escape;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                // Fewer than four digits are accepted at the very end of the expression, where no quote can follow.
                var digits = text.AsSpan(_position + 1, Math.Min(4, text.Length - _position - 1));
                if (digits.IsEmpty || digits.ContainsAnyExcept(System.Buffers.SearchValues.Create(HexDigits)))
                {
                    throw new JsonataException("S0104", _position);
                }
                _position += 4;
                return (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                throw new JsonataException("S0103", _position, escape == '\0' ? "" : escape.ToString());
        }
    }

    private const string HexDigits = "0123456789abcdefABCDEF";

    private Token ReadNumber()
    {
        var start = _position;
        if (text[_position] == '0')
        {
            _position++;
        }
        else
        {
            SkipDigits();
        }
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _position++;
            SkipDigits();
        }
        if (Peek(0) is 'e' or 'E')
        {
            var sign = Peek(1) is '+' or '-' ? 1 : 0;
            if (char.IsAsciiDigit(Peek(1 + sign)))
            {
                _position += 1 + sign;
                SkipDigits();
            }
        }
        var digits = text[start.._position];
        var number = double.Parse(digits, CultureInfo.InvariantCulture);
        return double.IsFinite(number)
            ? new Token(TokenKind.Number, digits, _position, number)
            : throw new JsonataException("S0102", start, digits);
    }

    private char Peek(int ahead) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek(0)))
        {
            _position++;
        }
    }

    private Token ReadQuotedName()
    {
        var end = text.IndexOf('`', _position + 1);
        if (end < 0)
        {
            throw new JsonataException("S0105", text.Length);
        }
        var name = text[(_position + 1)..end];
        _position = end + 1;
        return new Token(TokenKind.Name, name, _position);
    }

    private Token ReadName()
    {
        var start = _position;
        while (_position < text.Length
            && !WhiteSpace.Contains(text[_position]) && !OperatorStarts.Contains(text[_position]))
        {
            _position++;
        }
        var name = text[start.._position];
        return name switch
        {
            ['$', ..] => new Token(TokenKind.Variable, name[1..], _position),
            "and" or "or" or "in" => new Token(TokenKind.Operator, name, _position),
            "true" => new Token(TokenKind.True, name, _position),
            "false" => new Token(TokenKind.False, name, _position),
            "null" => new Token(TokenKind.Null, name, _position),
            _ => new Token(TokenKind.Name, name, _position),
        };
    }

    /// <summary>Reads to the closing slash: one that is neither escaped nor inside brackets of any kind.</summary>
    private Token ReadRegex()
    {
        var start = _position;
        var depth = 0;
        for (; _position < text.Length; _position++)
        {
            var current = text[_position];
            var isEscaped = text[_position - 1] == '\\';
            if (current == '/' && depth == 0 && !IsEscapedByOddBackslashes())
            {
                return EndRegex(start);
            }
            if (current is '(' or '[' or '{' && !isEscaped)
            {
                depth++;
            }
            else if (current is ')' or ']' or '}' && !isEscaped)
            {
                depth--;
            }
        }
        throw new JsonataException("S0302", _position);
    }

    private bool IsEscapedByOddBackslashes()
    {
        var count = 0;
        while (_position - count - 1 >= 0 && text[_position - count - 1] == '\\')
        {
            count++;
        }
        return count % 2 == 1;
    }

    private Token EndRegex(int start)
    {
        var pattern = text[start.._position];
        if (pattern.Length == 0)
        {
            throw new JsonataException("S0301", _position);
        }
        _position++;
        var flagsStart = _position;
        while (Peek(0) is 'i' or 'm')
        {
            _position++;
        }
        return new Token(TokenKind.Regex, pattern, _position, 0, text[flagsStart.._position]);
    }
}
