using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Syntax;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Compilation;

/// <summary>
/// Turns what was parsed into what is evaluated: dots become paths of steps, predicates and groupings move to the step
/// they belong to, parents find their step, and calls in tail position are marked.
/// </summary>
internal sealed partial class Compiler
{
    private readonly Ancestry _ancestry = new();

    /// <summary>
    /// How many assignments have been met; $eval counts as one, for it may bind variables where it is called.
    /// </summary>
    private int _bindingCount;

    public static Node Compile(SyntaxTree tree)
    {
        var compiler = new Compiler();
        var root = compiler.Visit(tree);
        return root is ParentNode || compiler._ancestry.IsSeeking(root)
            ? throw new JsonataException("S0217", root.Position, "%")
            : root;
    }

    private Node Visit(SyntaxTree tree)
    {
        var node = tree switch
        {
            LeafSyntax leaf => Leaf(leaf),
            RegexSyntax regex => new RegexNode(
                ScriptRegex.Create(regex.Pattern, regex.Flags, regex.Position), regex.Position),
            BinarySyntax { Operation: "." } path => Path(path),
            BinarySyntax { Operation: "~>" } apply => Apply(apply),
            BinarySyntax binary => Binary(binary),
            NegateSyntax negate => Negate(negate),
            FilterSyntax filter => FilterStep(filter),
            SortSyntax sort => Sort(sort),
            ObjectSyntax { Left: not null } group => Group(group, group.Left),
            ObjectSyntax map => Object(map),
            ListSyntax list => List(list),
            BindingSyntax binding => Binding(binding),
            CallSyntax call => Call(call),
            LambdaSyntax lambda => Lambda(lambda),
            ConditionSyntax condition => Condition(condition),
            TransformSyntax transform => Transform(transform),
            _ => throw new JsonataException("S0206", tree.Position, tree.Symbol),
        };
        if (tree.KeepArray)
        {
            node.KeepArray = true;
        }
        return node;
    }

    private Node Leaf(LeafSyntax leaf)
    {
        var at = leaf.Position;
        switch (leaf.Kind)
        {
            case LeafKind.Name:
                var step = new NameNode(leaf.Text, at) { KeepArray = leaf.KeepArray };
                return new PathNode([step], at) { KeepSingleton = leaf.KeepArray };
            case LeafKind.Variable:
                _bindingCount += leaf.Text == "eval" ? 1 : 0;
                return new VariableNode(leaf.Text, at);
            case LeafKind.String:
                return new ConstantNode(Value.Of(leaf.Text), leaf.Text, at);
            case LeafKind.Number:
                return new NumberNode(leaf.Number, at);
            case LeafKind.True:
                return new ConstantNode(Value.True, "true", at);
            case LeafKind.False:
                return new ConstantNode(Value.False, "false", at);
            case LeafKind.Null:
                return new ConstantNode(Value.Null, "null", at);
            case LeafKind.Wildcard:
                return new WildcardNode(at);
            case LeafKind.Descendants:
                return new DescendantsNode(at);
            case LeafKind.Parent:
                return _ancestry.CreateParent(at);
            default:
                throw new JsonataException("S0207", at, leaf.Text);
        }
    }

    private Node Binary(BinarySyntax binary)
    {
        var left = Visit(binary.Left);
        var right = Visit(binary.Right);
        var (symbol, at) = (binary.Operation, binary.Position);
        Node node = symbol switch
        {
            "+" or "-" or "*" or "/" or "%" => new ArithmeticNode(symbol, left, right, at),
            "=" or "!=" => new EqualityNode(symbol, left, right, at),
            "<" or "<=" or ">" or ">=" => new ComparisonNode(symbol, left, right, at),
            "&" => new ConcatenateNode(left, right, at),
            ".." => new RangeNode(left, right, at),
            "in" => new InclusionNode(left, right, at),
            "and" or "or" => new LogicNode(symbol == "and", left, right, at),
            _ => throw new JsonataException("S0204", at, symbol),
        };
        _ancestry.Inherit(node, left);
        _ancestry.Inherit(node, right);
        return node;
    }

    private Node Negate(NegateSyntax negate)
    {
        var operand = Visit(negate.Operand);
        if (operand is NumberNode number)
        {
            number.Number = -number.Number;
            return number;
        }
        var node = new NegateNode(operand, negate.Position);
        _ancestry.Inherit(node, operand);
        return node;
    }

    private Node Apply(BinarySyntax apply)
    {
        var left = Visit(apply.Left);
        var right = Visit(apply.Right);
        return new ApplyNode(left, right, apply.Position) { KeepArray = left.KeepArray || right.KeepArray };
    }

    private Node Object(ObjectSyntax map)
    {
        var pairs = new (Node Key, Node Value)[map.Pairs.Count];
        var node = new ObjectNode(new Grouping(pairs, map.Position), map.Position);
        for (var index = 0; index < pairs.Length; index++)
        {
            pairs[index] = (Visit(map.Pairs[index].Key), Visit(map.Pairs[index].Value));
            _ancestry.Inherit(node, pairs[index].Key);
            _ancestry.Inherit(node, pairs[index].Value);
        }
        return node;
    }

    private Node List(ListSyntax list)
    {
        var bindingsBefore = _bindingCount;
        var items = list.Items.Select(Visit).ToArray();
        Node node = list.Kind == ListKind.Array
            ? new ArrayNode(items, Array.ConvertAll(items, item => item is ArrayNode), list.Position)
            : new BlockNode(items, _bindingCount > bindingsBefore, list.Position)
            {
                IsConstructor = items.Any(item =>
                    item.IsConstructor || item is PathNode { Steps: [{ IsConstructor: true }, ..] }),
            };
        foreach (var item in items)
        {
            _ancestry.Inherit(node, item);
        }
        return node;
    }

    private Node Call(CallSyntax call)
    {
        var arguments = call.Arguments
            .Select(argument => argument is LeafSyntax { Kind: LeafKind.Placeholder } ? null : Visit(argument))
            .ToArray();
        var procedure = Visit(call.Procedure);
        Node node = call.IsPartial
            ? new PartialNode(procedure, arguments, call.Position)
            : new CallNode(procedure, arguments!, call.Position);
        foreach (var argument in arguments)
        {
            if (argument is not null)
            {
                _ancestry.Inherit(node, argument);
            }
        }
        return node;
    }

    private Node Lambda(LambdaSyntax lambda)
    {
        var body = TailCalls.Mark(Visit(lambda.Body));
        return new LambdaNode([.. lambda.Parameters], lambda.Signature, body, lambda.Position);
    }

    private Node Condition(ConditionSyntax syntax)
    {
        var condition = Visit(syntax.Condition);
        var then = syntax.Then is null ? null : Visit(syntax.Then);
        var otherwise = syntax.Otherwise is null ? null : Visit(syntax.Otherwise);
        Node node = then is null
            ? new FallbackNode(condition, otherwise!, syntax.Kind == ConditionKind.Default, syntax.Position)
            : new ConditionNode(condition, then, otherwise, syntax.Position);
        _ancestry.Inherit(node, condition);
        if (then is not null)
        {
            _ancestry.Inherit(node, then);
        }
        if (otherwise is not null)
        {
            _ancestry.Inherit(node, otherwise);
        }
        return node;
    }

    private Node Transform(TransformSyntax transform) => new TransformNode(
        Visit(transform.Pattern),
        Visit(transform.Update),
        transform.Delete is null ? null : Visit(transform.Delete),
        transform.Position);
}
