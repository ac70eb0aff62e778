using ConcertMaster.Jsonata.Functions;

namespace ConcertMaster.Jsonata.Syntax;

/// <summary>
/// What the parser read, as it was written. <see cref="Position"/> is the offset just after the token that made it.
/// </summary>
internal abstract class SyntaxTree(int position)
{
    public int Position { get; } = position;

    /// <summary>Followed by <c>[]</c>: a result of one item stays an array.</summary>
    public bool KeepArray { get; set; }

    /// <summary>How deep the tree is, so that no later stage can run out of stack.</summary>
    public int Depth { get; protected init; } = 1;

    /// <summary>The word or symbol that error messages show for it.</summary>
    public virtual string? Symbol => null;

    protected static int DepthOver(params ReadOnlySpan<SyntaxTree?> children)
    {
        var deepest = 0;
        foreach (var child in children)
        {
            deepest = Math.Max(deepest, child?.Depth ?? 0);
        }
        return deepest + 1;
    }
}

internal enum LeafKind
{
    End,
    Name,
    Variable,
    String,
    Number,
    True,
    False,
    Null,
    Wildcard,
    Descendants,
    Parent,
    Placeholder,
}

internal sealed class LeafSyntax(LeafKind kind, string text, int position, double number = 0) : SyntaxTree(position)
{
    public LeafKind Kind { get; } = kind;

    public string Text { get; } = text;

    public double Number { get; } = number;

    public override string Symbol => Text;
}

internal sealed class RegexSyntax(string pattern, string flags, int position) : SyntaxTree(position)
{
    public string Pattern { get; } = pattern;

    public string Flags { get; } = flags;
}

/// <summary>Operators that need no more than both their sides, from <c>+</c> to <c>.</c> and <c>~&gt;</c>.</summary>
internal sealed class BinarySyntax : SyntaxTree
{
    public BinarySyntax(string operation, SyntaxTree left, SyntaxTree right, int position)
        : base(position)
    {
        (Operation, Left, Right) = (operation, left, right);
        Depth = DepthOver(left, right);
    }

    public string Operation { get; }

    public SyntaxTree Left { get; }

    public SyntaxTree Right { get; }

    public override string Symbol => Operation;
}

internal sealed class NegateSyntax : SyntaxTree
{
    public NegateSyntax(SyntaxTree operand, int position)
        : base(position)
    {
        Operand = operand;
        Depth = DepthOver(operand);
    }

    public SyntaxTree Operand { get; }
}

internal sealed class FilterSyntax : SyntaxTree
{
    public FilterSyntax(SyntaxTree left, SyntaxTree predicate, int position)
        : base(position)
    {
        (Left, Predicate) = (left, predicate);
        Depth = DepthOver(left, predicate);
    }

    public SyntaxTree Left { get; }

    public SyntaxTree Predicate { get; }
}

internal sealed record SortTermSyntax(SyntaxTree Expression, bool IsDescending);

internal sealed class SortSyntax : SyntaxTree
{
    public SortSyntax(SyntaxTree left, IReadOnlyList<SortTermSyntax> terms, int position)
        : base(position)
    {
        (Left, Terms) = (left, terms);
        Depth = Math.Max(DepthOver(left), 1 + terms.Max(term => term.Expression.Depth));
    }

    public SyntaxTree Left { get; }

    public IReadOnlyList<SortTermSyntax> Terms { get; }
}

internal sealed record PairSyntax(SyntaxTree Key, SyntaxTree Value);

/// <summary>An object in braces: on its own, or (with something to its left) grouping that.</summary>
internal sealed class ObjectSyntax : SyntaxTree
{
    public ObjectSyntax(SyntaxTree? left, IReadOnlyList<PairSyntax> pairs, int position)
        : base(position)
    {
        (Left, Pairs) = (left, pairs);
        var deepest = pairs.Select(pair => Math.Max(pair.Key.Depth, pair.Value.Depth)).DefaultIfEmpty().Max();
        Depth = Math.Max(DepthOver(left), 1 + deepest);
    }

    public SyntaxTree? Left { get; }

    public IReadOnlyList<PairSyntax> Pairs { get; }
}

internal enum ListKind
{
    Array,
    Block,
}

internal sealed class ListSyntax : SyntaxTree
{
    public ListSyntax(ListKind kind, IReadOnlyList<SyntaxTree> items, int position)
        : base(position)
    {
        (Kind, Items) = (kind, items);
        Depth = DepthOver([.. items]);
    }

    public ListKind Kind { get; }

    public IReadOnlyList<SyntaxTree> Items { get; }
}

internal enum BindingKind
{
    Assign,
    Focus,
    Index,
}

/// <summary><c>$x := value</c>, <c>step@$x</c> or <c>step#$x</c>.</summary>
internal sealed class BindingSyntax : SyntaxTree
{
    public BindingSyntax(BindingKind kind, string name, SyntaxTree operand, int position)
        : base(position)
    {
        (Kind, Name, Operand) = (kind, name, operand);
        Depth = DepthOver(operand);
    }

    public BindingKind Kind { get; }

    public string Name { get; }

    public SyntaxTree Operand { get; }
}

/// <summary>A call, or with a <see cref="LeafKind.Placeholder"/> among its arguments a partial application.</summary>
internal sealed class CallSyntax : SyntaxTree
{
    public CallSyntax(SyntaxTree procedure, IReadOnlyList<SyntaxTree> arguments, bool isPartial, int position)
        : base(position)
    {
        (Procedure, Arguments, IsPartial) = (procedure, arguments, isPartial);
        Depth = Math.Max(DepthOver(procedure), DepthOver([.. arguments]));
    }

    public SyntaxTree Procedure { get; }

    public IReadOnlyList<SyntaxTree> Arguments { get; }

    public bool IsPartial { get; }

    public override string Symbol => "(";
}

internal sealed class LambdaSyntax : SyntaxTree
{
    public LambdaSyntax(IReadOnlyList<string> parameters, Signature? signature, SyntaxTree body, int position)
        : base(position)
    {
        (Parameters, Signature, Body) = (parameters, signature, body);
        Depth = DepthOver(body);
    }

    public IReadOnlyList<string> Parameters { get; }

    public Signature? Signature { get; }

    public SyntaxTree Body { get; }
}

internal enum ConditionKind
{
    /// <summary><c>a ? b : c</c></summary>
    Ternary,

    /// <summary><c>a ?: c</c>: a where it is truthy.</summary>
    Default,

    /// <summary><c>a ?? c</c>: a where it exists.</summary>
    Coalesce,
}

internal sealed class ConditionSyntax : SyntaxTree
{
    public ConditionSyntax(
        ConditionKind kind, SyntaxTree condition, SyntaxTree? then, SyntaxTree? otherwise, int position)
        : base(position)
    {
        (Kind, Condition, Then, Otherwise) = (kind, condition, then, otherwise);
        Depth = DepthOver(condition, then, otherwise);
    }

    public ConditionKind Kind { get; }

    public SyntaxTree Condition { get; }

    public SyntaxTree? Then { get; }

    public SyntaxTree? Otherwise { get; }
}

internal sealed class TransformSyntax : SyntaxTree
{
    public TransformSyntax(SyntaxTree pattern, SyntaxTree update, SyntaxTree? delete, int position)
        : base(position)
    {
        (Pattern, Update, Delete) = (pattern, update, delete);
        Depth = DepthOver(pattern, update, delete);
    }

    public SyntaxTree Pattern { get; }

    public SyntaxTree Update { get; }

    public SyntaxTree? Delete { get; }
}
