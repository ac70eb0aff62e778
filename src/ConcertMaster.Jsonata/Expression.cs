using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Jsonata.Compilation;
using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Syntax;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata;

/// <summary>A JSONata expression, parsed once and evaluated as often as you like, by any number of threads.</summary>
public sealed class Expression
{
    private readonly Node _root;
    private readonly Lazy<IReadOnlySet<string>> _freeVariables;

    private Expression(string text, SyntaxTree tree)
    {
        Text = text;
        _root = Compiler.Compile(tree);
        _freeVariables = new Lazy<IReadOnlySet<string>>(() => Compilation.FreeVariables.Of(tree));
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>
    /// Names, without the <c>$</c>, of the variables that the expression reads but does not bind: what its host has to
    /// provide. Built-in functions, <c>$</c> and <c>$$</c> are not among them.
    /// </summary>
    public IReadOnlySet<string> FreeVariables => _freeVariables.Value;

    /// <summary>Parses an expression.</summary>
    /// <exception cref="JsonataException">It is not valid; the code begins with <c>S</c>.</exception>
    public static Expression Parse(string text, ParseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Expression(text, Parser.Parse(text, options ?? ParseOptions.Default));
    }

    /// <summary>Parses an expression, or says why it is not valid.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Expression? expression,
        [NotNullWhen(false)] out JsonataException? error)
    {
        try
        {
            (expression, error) = (Parse(text), null);
            return true;
        }
        catch (JsonataException exception)
        {
            (expression, error) = (null, exception);
            return false;
        }
    }

    /// <summary>
    /// Evaluates the expression on an input, which is read in place. <c>default(JsonElement)</c> is no input at all.
    /// </summary>
    /// <exception cref="JsonataException">It failed, or reached a limit.</exception>
    public JsonataResult Evaluate(JsonElement input, EvaluationContext? context = null) =>
        Evaluate(Value.From(input), context);

    /// <summary>Evaluates the expression on an input, which is read in place; null is the null of JSON.</summary>
    /// <exception cref="JsonataException">It failed, or reached a limit.</exception>
    public JsonataResult Evaluate(JsonNode? input, EvaluationContext? context = null) =>
        Evaluate(Value.From(input), context);

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;

    private JsonataResult Evaluate(in Value input, EvaluationContext? context)
    {
        var run = new Run(context ?? EvaluationContext.Empty, input);
        var result = _root.Evaluate(run.WrapInput(input), run.CreateRootFrame());
        JsonOutput.Measure(result, run.Limits);
        return new JsonataResult(result);
    }
}
