using System.Globalization;
using System.Text;

namespace ConcertMaster.Jsonata.Functions;

/// <param name="Exact">The pattern for every text.</param>
/// <param name="Plain">The pattern without look-around, right for ASCII texts whose lines end in a line feed.</param>
/// <param name="DependsOnText">Whether the two differ.</param>
/// <param name="NeedsBacktracking">Whether it has look-around or back references of its own.</param>
internal sealed record RegexTranslation(string Exact, string Plain, bool DependsOnText, bool NeedsBacktracking);

/// <summary>
/// Writes a JavaScript pattern (without the u flag) as one of .NET that means the same: classes hold ASCII only, a dot
/// and an anchor know four line ends, named groups are numbered with the others, and a reference to a group that took
/// no part matches nothing.
/// </summary>
internal sealed class RegexTranslator
{
    private const int DepthMax = 100;
    private const string NoLineEnd = @"[^\n\r\u2028\u2029]";

    private readonly string _pattern;
    private readonly bool _isMultiline;
    private readonly StringBuilder _exact = new();
    private readonly StringBuilder _plain = new();
    private readonly List<string?> _groups;
    private bool _dependsOnText;
    private bool _needsBacktracking;
    private int _position;

    public RegexTranslator(string pattern, bool isMultiline)
    {
        _pattern = pattern;
        _isMultiline = isMultiline;
        _groups = FindGroups(pattern);
    }

    public RegexTranslation Translate()
    {
        while (_position < _pattern.Length)
        {
            Next();
        }
        return new RegexTranslation(_exact.ToString(), _plain.ToString(), _dependsOnText, _needsBacktracking);
    }

    /// <summary>The names of the capturing groups in order, null for those without one.</summary>
    private static List<string?> FindGroups(string pattern)
    {
        var groups = new List<string?>();
        var isInClass = false;
        var depth = 0;
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\':
                    index++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case ')' when !isInClass:
                    depth--;
                    break;
                case '(' when !isInClass:
                    depth = depth < DepthMax ? depth + 1 : throw new ArgumentException("it is nested too deep");
                    var isPlain = index + 1 >= pattern.Length || pattern[index + 1] != '?';
                    if (isPlain || IsNamed(pattern, index))
                    {
                        groups.Add(isPlain ? null : pattern[(index + 3)..pattern.IndexOf('>', index)]);
                    }
                    break;
            }
        }
        return groups;
    }

    private static bool IsNamed(string pattern, int open) =>
        string.CompareOrdinal(pattern, open, "(?<", 0, 3) == 0
        && open + 3 < pattern.Length && pattern[open + 3] is not ('=' or '!')
        && pattern.IndexOf('>', open) > 0;

    private void Next()
    {
        var current = _pattern[_position];
        switch (current)
        {
            case '\\':
                Escape();
                break;
            case '[':
                var end = _position;
                Emit(new RegexClassTranslator(_pattern).Translate(ref end));
                _position = end;
                break;
            case '(':
                Group();
                break;
            case '.':
                Emit(NoLineEnd);
                _position++;
                break;
            case '^' when _isMultiline:
                Emit(@"(?<=\A|[\n\r\u2028\u2029])", "(?m:^)");
                _position++;
                break;
            case '$':
                Emit(_isMultiline ? @"(?=[\n\r\u2028\u2029]|\z)" : @"\z", _isMultiline ? "(?m:$)" : @"\z");
                _position++;
                break;
            case '{' when !IsQuantifier():
            case '}' or ']' when current != '}' || !_closesQuantifier:
                Emit("\\" + current);
                _position++;
                break;
            default:
                _closesQuantifier = current == '{';
                Emit(current is '*' or '+' or '?' or '{' or '}' or ')' or '|' or '^' ? $"{current}" : Literal(current));
                _position++;
                if (_closesQuantifier)
                {
                    CopyQuantifier();
                }
                break;
        }
    }

    private bool _closesQuantifier;

    private bool IsQuantifier()
    {
        var index = _position + 1;
        var start = index;
        while (index < _pattern.Length && char.IsAsciiDigit(_pattern[index]))
        {
            index++;
        }
        if (index == start)
        {
            return false;
        }
        if (index < _pattern.Length && _pattern[index] == ',')
        {
            index++;
            while (index < _pattern.Length && char.IsAsciiDigit(_pattern[index]))
            {
                index++;
            }
        }
        return index < _pattern.Length && _pattern[index] == '}';
    }

    private void CopyQuantifier()
    {
        var end = _pattern.IndexOf('}', _position);
        Emit(_pattern[_position..(end + 1)]);
        _position = end + 1;
        _closesQuantifier = false;
    }

    private void Group()
    {
        if (_position + 1 >= _pattern.Length || _pattern[_position + 1] != '?')
        {
            Emit("(");
            _position++;
            return;
        }
        if (IsNamed(_pattern, _position))
        {
            Emit("(");
            _position = _pattern.IndexOf('>', _position) + 1;
            return;
        }
        foreach (var opening in (ReadOnlySpan<string>)["(?:", "(?=", "(?!", "(?<=", "(?<!"])
        {
            if (string.CompareOrdinal(_pattern, _position, opening, 0, opening.Length) == 0)
            {
                _needsBacktracking |= opening != "(?:";
                Emit(opening);
                _position += opening.Length;
                return;
            }
        }
        throw new ArgumentException("Invalid group");
    }

    private void Escape()
    {
        if (_position + 1 >= _pattern.Length)
        {
            throw new ArgumentException("\\ at end of pattern");
        }
        var escape = _pattern[_position + 1];
        if (RegexClassTranslator.Shorthand(escape) is { } ranges)
        {
            Emit($"[{ranges}]");
            _position += 2;
        }
        else if (escape is 'b' or 'B')
        {
            WordBoundary(escape == 'b');
            _position += 2;
        }
        else if (escape is >= '1' and <= '9' && BackReference() || escape == 'k' && NamedReference())
        {
            _needsBacktracking = true;
        }
        else
        {
            Emit(Literal(RegexClassTranslator.EscapedCharacter(_pattern, ref _position)));
        }
    }

    private void WordBoundary(bool isBoundary)
    {
        const string word = "[A-Za-z0-9_]";
        Emit(
            isBoundary
                ? $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"
                : $"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))",
            isBoundary ? @"\b" : @"\B");
    }

    private bool BackReference()
    {
        var end = _position + 1;
        while (end < _pattern.Length && char.IsAsciiDigit(_pattern[end]))
        {
            end++;
        }
        if (!int.TryParse(_pattern.AsSpan((_position + 1)..end), CultureInfo.InvariantCulture, out var number)
            || number > _groups.Count)
        {
            return false;
        }
        Emit($"(?({number})\\{number}|)");
        _position = end;
        return true;
    }

    private bool NamedReference()
    {
        var end = _pattern.IndexOf('>', _position);
        if (end < 0 || _position + 2 >= _pattern.Length || _pattern[_position + 2] != '<'
            || _groups.TrueForAll(group => group is null))
        {
            return false;
        }
        var number = _groups.IndexOf(_pattern[(_position + 3)..end]) + 1;
        if (number == 0)
        {
            throw new ArgumentException("Invalid named capture referenced");
        }
        Emit($"(?({number})\\{number}|)");
        _position = end + 1;
        return true;
    }

    private static string Literal(char character) =>
        char.IsAsciiLetterOrDigit(character) ? character.ToString() : $"\\u{(int)character:x4}";

    private void Emit(string both)
    {
        _exact.Append(both);
        _plain.Append(both);
    }

    private void Emit(string exact, string plain)
    {
        _exact.Append(exact);
        _plain.Append(plain);
        _dependsOnText |= exact != plain;
    }
}
