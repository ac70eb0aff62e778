using System.Globalization;
using System.Text;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>Character classes and escapes of JavaScript, written for .NET.</summary>
internal sealed class RegexClassTranslator(string pattern)
{
    private const string Spaces =
        @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private const string NoSpaces = @"\0-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027"
        + @"\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";

    /// <summary>The ranges that a letter after a backslash stands for, or null if it stands for no class.</summary>
    public static string? Shorthand(char escape) => escape switch
    {
        'd' => "0-9",
        'D' => @"\0-/:-\uffff",
        'w' => "A-Za-z0-9_",
        'W' => @"\0-/:-@\u005b-\u005e`\u007b-\uffff",
        's' => Spaces,
        'S' => NoSpaces,
        _ => null,
    };

    /// <summary>The character that an escape stands for; moves past it.</summary>
    public static char EscapedCharacter(string pattern, ref int position)
    {
        var escape = pattern[position + 1];
        position += 2;
        switch (escape)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'x' when Hexadecimal(pattern, position, 2) is { } character:
                position += 2;
                return character;
            case 'u' when Hexadecimal(pattern, position, 4) is { } character:
                position += 4;
                return character;
            case 'c' when position < pattern.Length && char.IsAsciiLetter(pattern[position]):
                return (char)(pattern[position++] % 32);
            case 'c':
                // Not a control character after all: the backslash stands for itself.
                position--;
                return '\\';
            case >= '0' and <= '7':
                return Octal(pattern, ref position);
            default:
                return escape;
        }
    }

    public string Translate(ref int position)
    {
        var index = position + 1;
        var isNegated = index < pattern.Length && pattern[index] == '^';
        index += isNegated ? 1 : 0;
        var ranges = new StringBuilder();
        while (true)
        {
            if (index >= pattern.Length)
            {
                throw new ArgumentException("Unterminated character class");
            }
            if (pattern[index] == ']')
            {
                break;
            }
            Item(ref index, ranges);
        }
        position = index + 1;
        if (ranges.Length == 0)
        {
            return isNegated ? @"[\0-\uffff]" : @"[^\0-\uffff]";
        }
        return isNegated ? $"[^{ranges}]" : $"[{ranges}]";
    }

    private void Item(ref int index, StringBuilder ranges)
    {
        var (low, lowClass) = Atom(ref index);
        var isRange = index + 1 < pattern.Length && pattern[index] == '-' && pattern[index + 1] != ']';
        if (!isRange)
        {
            ranges.Append(lowClass ?? Character(low));
            return;
        }
        index++;
        var (high, highClass) = Atom(ref index);
        if (lowClass is not null || highClass is not null)
        {
            ranges.Append(lowClass ?? Character(low)).Append(Character('-')).Append(highClass ?? Character(high));
            return;
        }
        if (low > high)
        {
            throw new ArgumentException("Range out of order in character class");
        }
        ranges.Append(Character(low)).Append('-').Append(Character(high));
    }

    private (char Character, string? Class) Atom(ref int index)
    {
        if (pattern[index] != '\\')
        {
            return (pattern[index++], null);
        }
        if (index + 1 >= pattern.Length)
        {
            throw new ArgumentException("\\ at end of pattern");
        }
        var escape = pattern[index + 1];
        if (Shorthand(escape) is { } ranges)
        {
            index += 2;
            return ('\0', ranges);
        }
        if (escape == 'b')
        {
            index += 2;
            return ('\b', null);
        }
        return (EscapedCharacter(pattern, ref index), null);
    }

    private static string Character(char character) =>
        char.IsAsciiLetterOrDigit(character) ? character.ToString() : $"\\u{(int)character:x4}";

    private static char? Hexadecimal(string pattern, int position, int length)
    {
        if (position + length > pattern.Length)
        {
            return null;
        }
        var digits = pattern.AsSpan(position, length);
        var isValid = ushort.TryParse(
            digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
        return isValid ? (char)code : null;
    }

    private static char Octal(string pattern, ref int position)
    {
        var value = pattern[position - 1] - '0';
        while (position < pattern.Length && pattern[position] is >= '0' and <= '7' && (value * 8) + 7 <= 255 + 7
            && (value * 8) + pattern[position] - '0' <= 255)
        {
            value = (value * 8) + pattern[position++] - '0';
        }
        return (char)value;
    }
}
