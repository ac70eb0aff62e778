namespace ConcertMaster.Jsonata.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Variable,
    String,
    Number,
    True,
    False,
    Null,
    Regex,
    Operator,
}

/// <summary>
/// One token. <see cref="Position"/> is the offset just after it. The text of an operator is the operator; that of a
/// regular expression is its pattern, with the flags in <see cref="Flags"/>.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, double Number = 0, string Flags = "")
{
    public bool Is(string symbol) => Kind == TokenKind.Operator && Text == symbol;

    public override string ToString() => Kind == TokenKind.End ? "(end)" : Text;
}
