using ConcertMaster.Jsonata.Functions;

namespace ConcertMaster.Jsonata.Syntax;

/// <summary>The parts of the parser that read calls, functions and transforms.</summary>
internal sealed partial class Parser
{
    private SyntaxTree ReadCall(SyntaxTree left, int at)
    {
        var arguments = new List<SyntaxTree>();
        var isPartial = false;
        if (!_token.Is(")"))
        {
            do
            {
                var placeholder = _token;
                if (Accept("?"))
                {
                    isPartial = true;
                    arguments.Add(new LeafSyntax(LeafKind.Placeholder, "?", placeholder.Position));
                }
                else
                {
                    arguments.Add(ReadExpression(0));
                }
            }
            while (Accept(","));
        }
        Expect(")", expectsOperator: true);
        return left is LeafSyntax { Kind: LeafKind.Name, Text: "function" or "\u03bb" }
            ? ReadLambda(arguments, at)
            : new CallSyntax(left, arguments, isPartial, at);
    }

    private LambdaSyntax ReadLambda(List<SyntaxTree> arguments, int at)
    {
        var parameters = arguments.Select((argument, index) => argument is LeafSyntax { Kind: LeafKind.Variable } name
            ? name.Text
            : throw new JsonataException("S0208", argument.Position, argument.Symbol, $"{index + 1}")).ToArray();
        var signature = _token.Is("<") ? ReadSignature() : null;
        Expect("{");
        var body = ReadExpression(0);
        Expect("}");
        return new LambdaSyntax(parameters, signature, body, at);
    }

    private Signature ReadSignature()
    {
        var start = _token.Position;
        var definition = new System.Text.StringBuilder("<");
        for (var depth = 1; depth > 0 && !_token.Is("{") && _token.Kind != TokenKind.End;)
        {
            Advance();
            depth += _token.Is("<") ? 1 : _token.Is(">") ? -1 : 0;
            definition.Append(_token);
        }
        Expect(">");
        return SignatureParser.Parse(definition.ToString(), start);
    }

    private TransformSyntax ReadTransform(int at)
    {
        var pattern = ReadExpression(0);
        Expect("|");
        var update = ReadExpression(0);
        var delete = Accept(",") ? ReadExpression(0) : null;
        Expect("|");
        return new TransformSyntax(pattern, update, delete, at);
    }
}
