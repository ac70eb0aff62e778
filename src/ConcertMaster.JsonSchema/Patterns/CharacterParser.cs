namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>Parses what stands for one character: escapes and classes.</summary>
internal sealed class CharacterParser(Cursor at)
{
    private const string SyntaxCharacters = @"^$\.*+?()[]{}|/";

    /// <summary>A class in square brackets.</summary>
    public CodePointSet ParseClass()
    {
        at.Skip(1);
        var isNegated = at.Take('^');
        var ranges = new List<(int Low, int High)>();
        while (!at.Take(']'))
        {
            if (at.IsAtEnd) throw at.Fault("the class has no end");
            var first = ParseMember();
            if (at.IsAtEnd || at.Current != '-' || at.Peek(1) is ']' or '\0')
            {
                ranges.AddRange(first.Ranges);
                continue;
            }

            at.Skip(1);
            ranges.Add((Single(first), Single(ParseMember())));
            if (ranges[^1].Low > ranges[^1].High) throw at.Fault("the range is out of order");
        }

        var members = CodePointSet.Of(ranges);
        return isNegated ? members.Complement() : members;
    }

    /// <summary>An escape that stands for a character or for a set of them.</summary>
    public CodePointSet ParseEscapedSet(bool inClass)
    {
        at.Skip(1);
        if (at.IsAtEnd) throw at.Fault("a backslash stands alone");
        var c = at.Current;
        switch (c)
        {
            case 'd' or 'D': return Named(CodePointSet.Digits, c == 'D');
            case 'w' or 'W': return Named(CodePointSet.WordCharacters, c == 'W');
            case 's' or 'S': return Named(CodePointSet.Spaces, c == 'S');
            case 'p' or 'P': return ParseProperty(c == 'P');
            default:
                var codePoint = ParseEscapedCharacter(inClass);
                return CodePointSet.Of((codePoint, codePoint));
        }
    }

    private CodePointSet ParseMember()
    {
        if (at.Current == '\\') return ParseEscapedSet(inClass: true);
        var c = at.TakeCodePoint();
        return CodePointSet.Of((c, c));
    }

    private int Single(CodePointSet member) =>
        member.Ranges is [var (low, high)] && low == high ? low : throw at.Fault("a range needs two characters");

    private CodePointSet Named(CodePointSet set, bool isNegated)
    {
        at.Skip(1);
        return isNegated ? set.Complement() : set;
    }

    private CodePointSet ParseProperty(bool isNegated)
    {
        at.Skip(1);
        if (!at.Take('{')) throw at.Fault("the name of a property is missing");
        var start = at.Position;
        var name = "";
        while (!at.IsAtEnd && at.Current != '}') name += (char)at.TakeCodePoint();
        if (!at.Take('}')) throw at.Fault("the name of the property has no end");
        var set = UnicodeProperties.Find(name)
            ?? throw at.Fault($"the property “{name}” (from character {start + 1}) is not known");
        return isNegated ? set.Complement() : set;
    }

    private int ParseEscapedCharacter(bool inClass)
    {
        var c = at.Current;
        at.Skip(1);
        switch (c)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'b' when inClass: return '\b';
            case '-' when inClass: return '-';
            case '0' when !char.IsAsciiDigit(at.Peek(0)): return 0;
            case 'c' when char.IsAsciiLetter(at.Peek(0)):
                at.Skip(1);
                return at.Peek(-1) % 32;
            case 'x': return at.TryTakeHex(2) ?? throw at.Fault("two hexadecimal digits are missing");
            case 'u': return ParseUnicode();
            default:
                if (SyntaxCharacters.Contains(c, StringComparison.Ordinal)) return c;
                at.Skip(-1);
                throw at.Fault($"“\\{c}” is not an escape");
        }
    }

    private int ParseUnicode()
    {
        if (at.Take('{'))
        {
            var value = 0;
            var start = at.Position;
            while (at.TryTakeHex(1) is { } digit) value = Math.Min((value * 16) + digit, 0x110000);
            if (at.Position == start || value > 0x10FFFF || !at.Take('}')) throw at.Fault("this is not a code point");
            return value;
        }

        var unit = at.TryTakeHex(4) ?? throw at.Fault("four hexadecimal digits are missing");
        if (!char.IsHighSurrogate((char)unit) || at.Peek(0) != '\\' || at.Peek(1) != 'u') return unit;
        at.Skip(2);
        if (at.TryTakeHex(4) is { } low && char.IsLowSurrogate((char)low))
            return char.ConvertToUtf32((char)unit, (char)low);
        at.Skip(-6);
        return unit;
    }
}
