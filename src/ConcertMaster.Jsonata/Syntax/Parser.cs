using System.Runtime.CompilerServices;

namespace ConcertMaster.Jsonata.Syntax;

/// <summary>
/// Reads an expression by operator precedence: every operator says how tightly it binds to what stands left of it, and
/// how it reads what stands right of it.
/// </summary>
internal sealed partial class Parser
{
    private readonly Lexer _lexer;
    private readonly ParseOptions _options;
    private Token _token;
    private int _nesting;

    private Parser(string text, ParseOptions options)
    {
        _lexer = new Lexer(text);
        _options = options;
    }

    public static SyntaxTree Parse(string text, ParseOptions options)
    {
        if (text.Length > options.LengthMax)
        {
            throw new JsonataException("S0501", options.LengthMax, value: Values.NumberText.Format(options.LengthMax));
        }
        var parser = new Parser(text, options);
        parser.Advance();
        var tree = parser.ReadExpression(0);
        if (parser._token.Kind != TokenKind.End)
        {
            throw new JsonataException("S0201", parser._token.Position, parser._token.ToString());
        }
        return tree;
    }

    private static int BindingPower(in Token token) => token.Kind != TokenKind.Operator ? 0 : token.Text switch
    {
        "[" or "(" or "@" or "#" => 80,
        "." => 75,
        "{" => 70,
        "*" or "/" or "%" => 60,
        "+" or "-" or "&" => 50,
        "=" or "!=" or "<" or "<=" or ">" or ">=" or "in" or "^" or "~>" or "?:" or "??" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    };

    private void Advance(bool expectsOperator = false)
    {
        _token = _lexer.Next(expectsOperator);
        if (_token.Kind == TokenKind.Operator && _token.Text is "!" or "~")
        {
            throw new JsonataException("S0204", _token.Position, _token.Text);
        }
    }

    private void Expect(string symbol, bool expectsOperator = false)
    {
        if (!_token.Is(symbol))
        {
            var code = _token.Kind == TokenKind.End ? "S0203" : "S0202";
            throw new JsonataException(code, _token.Position, _token.ToString(), symbol);
        }
        Advance(expectsOperator);
    }

    private bool Accept(string symbol)
    {
        if (!_token.Is(symbol))
        {
            return false;
        }
        Advance();
        return true;
    }

    private SyntaxTree ReadExpression(int bindingPower)
    {
        if (++_nesting > _options.DepthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep(_token.Position);
        }
        var first = _token;
        Advance(expectsOperator: true);
        var left = ReadPrefix(first);
        while (bindingPower < BindingPower(_token))
        {
            var symbol = _token;
            Advance();
            left = ReadInfix(symbol, left);
            if (left.Depth > _options.DepthMax)
            {
                throw TooDeep(symbol.Position);
            }
        }
        _nesting--;
        return left;
    }

    private JsonataException TooDeep(int position) =>
        new("S0502", position, value: Values.NumberText.Format(_options.DepthMax));

    private SyntaxTree ReadPrefix(in Token token)
    {
        var at = token.Position;
        return token.Kind switch
        {
            TokenKind.End => new LeafSyntax(LeafKind.End, "(end)", at),
            TokenKind.Name => new LeafSyntax(LeafKind.Name, token.Text, at),
            TokenKind.Variable => new LeafSyntax(LeafKind.Variable, token.Text, at),
            TokenKind.String => new LeafSyntax(LeafKind.String, token.Text, at),
            TokenKind.Number => new LeafSyntax(LeafKind.Number, token.Text, at, token.Number),
            TokenKind.True => new LeafSyntax(LeafKind.True, token.Text, at),
            TokenKind.False => new LeafSyntax(LeafKind.False, token.Text, at),
            TokenKind.Null => new LeafSyntax(LeafKind.Null, token.Text, at),
            TokenKind.Regex => new RegexSyntax(token.Text, token.Flags, at),
            _ => token.Text switch
            {
                // The keywords are names where an operand is expected.
                "and" or "or" or "in" => new LeafSyntax(LeafKind.Name, token.Text, at),
                "*" => new LeafSyntax(LeafKind.Wildcard, "*", at),
                "**" => new LeafSyntax(LeafKind.Descendants, "**", at),
                "%" => new LeafSyntax(LeafKind.Parent, "%", at),
                "-" => new NegateSyntax(ReadExpression(70), at),
                "(" => ReadBlock(at),
                "[" => ReadArray(at),
                "{" => ReadObject(null, at),
                "|" => ReadTransform(at),
                _ => throw new JsonataException("S0211", at, token.Text),
            },
        };
    }

    private SyntaxTree ReadInfix(in Token token, SyntaxTree left)
    {
        var at = token.Position;
        switch (token.Text)
        {
            case "(":
                return ReadCall(left, at);
            case "[":
                return ReadFilter(left, at);
            case "{":
                return ReadObject(left, at);
            case "^":
                return ReadSort(left, at);
            case "?":
                var then = ReadExpression(0);
                var otherwise = Accept(":") ? ReadExpression(0) : null;
                return new ConditionSyntax(ConditionKind.Ternary, left, then, otherwise, at);
            case "?:":
                return new ConditionSyntax(ConditionKind.Default, left, null, ReadExpression(0), at);
            case "??":
                return new ConditionSyntax(ConditionKind.Coalesce, left, null, ReadExpression(0), at);
            case ":=":
                return left is LeafSyntax { Kind: LeafKind.Variable } variable
                    ? new BindingSyntax(BindingKind.Assign, variable.Text, ReadExpression(9), at)
                    : throw new JsonataException("S0212", left.Position, left.Symbol);
            case "@":
                return new BindingSyntax(BindingKind.Focus, ReadBoundName("@"), left, at);
            case "#":
                return new BindingSyntax(BindingKind.Index, ReadBoundName("#"), left, at);
            default:
                return new BinarySyntax(token.Text, left, ReadExpression(BindingPower(token)), at);
        }
    }

    private string ReadBoundName(string symbol)
    {
        var right = ReadExpression(80);
        return right is LeafSyntax { Kind: LeafKind.Variable } variable
            ? variable.Text
            : throw new JsonataException("S0214", right.Position, symbol);
    }

    private ListSyntax ReadBlock(int at)
    {
        var parts = new List<SyntaxTree>();
        while (!_token.Is(")"))
        {
            parts.Add(ReadExpression(0));
            if (!Accept(";"))
            {
                break;
            }
        }
        Expect(")", expectsOperator: true);
        return new ListSyntax(ListKind.Block, parts, at);
    }

    private ListSyntax ReadArray(int at)
    {
        var items = new List<SyntaxTree>();
        if (!_token.Is("]"))
        {
            do
            {
                var item = ReadExpression(0);
                var range = _token;
                items.Add(Accept("..") ? new BinarySyntax("..", item, ReadExpression(0), range.Position) : item);
            }
            while (Accept(","));
        }
        Expect("]", expectsOperator: true);
        return new ListSyntax(ListKind.Array, items, at);
    }

    private ObjectSyntax ReadObject(SyntaxTree? left, int at)
    {
        var pairs = new List<PairSyntax>();
        if (!_token.Is("}"))
        {
            do
            {
                var key = ReadExpression(0);
                Expect(":");
                pairs.Add(new PairSyntax(key, ReadExpression(0)));
            }
            while (Accept(","));
        }
        Expect("}", expectsOperator: true);
        return new ObjectSyntax(left, pairs, at);
    }

    private SyntaxTree ReadFilter(SyntaxTree left, int at)
    {
        if (_token.Is("]"))
        {
            var step = left;
            while (step is FilterSyntax filter)
            {
                step = filter.Left;
            }
            step.KeepArray = true;
            Advance();
            return left;
        }
        var predicate = ReadExpression(0);
        Expect("]", expectsOperator: true);
        return new FilterSyntax(left, predicate, at);
    }

    private SortSyntax ReadSort(SyntaxTree left, int at)
    {
        Expect("(");
        var terms = new List<SortTermSyntax>();
        do
        {
            var isDescending = !Accept("<") && Accept(">");
            terms.Add(new SortTermSyntax(ReadExpression(0), isDescending));
        }
        while (Accept(","));
        Expect(")");
        return new SortSyntax(left, terms, at);
    }
}
