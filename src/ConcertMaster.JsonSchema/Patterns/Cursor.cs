namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>A place in a pattern that is being read.</summary>
internal sealed class Cursor(string pattern)
{
    public int Position { get; private set; }

    public bool IsAtEnd => Position >= pattern.Length;

    public char Current => pattern[Position];

    /// <summary>A character further on, or NUL beyond the end.</summary>
    public char Peek(int offset) => Position + offset < pattern.Length ? pattern[Position + offset] : '\0';

    public void Skip(int count) => Position += count;

    public bool Take(char c)
    {
        if (IsAtEnd || Current != c) return false;
        Position++;
        return true;
    }

    public bool TakeText(string text)
    {
        if (string.CompareOrdinal(pattern, Position, text, 0, text.Length) != 0) return false;
        Position += text.Length;
        return true;
    }

    /// <summary>One code point: a surrogate pair is one.</summary>
    public int TakeCodePoint()
    {
        var isPair = Position + 1 < pattern.Length && char.IsSurrogatePair(pattern[Position], pattern[Position + 1]);
        var codePoint = isPair ? char.ConvertToUtf32(pattern[Position], pattern[Position + 1]) : pattern[Position];
        Position += isPair ? 2 : 1;
        return codePoint;
    }

    /// <summary>A decimal number; one that is too large becomes the largest there is.</summary>
    public int TakeNumber()
    {
        var start = Position;
        long value = 0;
        while (!IsAtEnd && char.IsAsciiDigit(Current))
            value = Math.Min((value * 10) + pattern[Position++] - '0', int.MaxValue);
        return Position > start ? (int)value : throw Fault("a number is missing");
    }

    /// <summary>The name of a group, up to and with the closing bracket.</summary>
    public string TakeName()
    {
        var end = pattern.IndexOf('>', Math.Min(Position, pattern.Length));
        if (end <= Position) throw Fault("a name is missing");
        var name = pattern[Position..end];
        var isName = !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' || c > 0x7F);
        if (!isName) throw Fault("this is not a name");
        Position = end + 1;
        return name;
    }

    /// <summary>A number of so many hexadecimal digits.</summary>
    public int? TryTakeHex(int digitCount)
    {
        var value = 0;
        for (var offset = 0; offset < digitCount; offset++)
        {
            if (!char.IsAsciiHexDigit(Peek(offset))) return null;
            value = (value * 16) + Convert.ToInt32(Peek(offset).ToString(), 16);
        }

        Position += digitCount;
        return value;
    }

    public PatternSyntaxException Fault(string complaint) => new(pattern, Position, complaint);
}
