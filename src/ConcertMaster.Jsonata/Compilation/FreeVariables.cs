using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Syntax;

namespace ConcertMaster.Jsonata.Compilation;

/// <summary>Finds the variables that an expression reads without binding them.</summary>
internal sealed class FreeVariables
{
    private sealed class Scope(Scope? outer, bool isFunction)
    {
        public HashSet<string> Bound { get; } = new(StringComparer.Ordinal);

        /// <summary>
        /// Read by functions before this scope had bound them; it may still do so before they are called.
        /// </summary>
        public HashSet<string> Open { get; } = new(StringComparer.Ordinal);

        public Scope? Outer => outer;

        public bool IsFunction => isFunction;
    }

    private readonly HashSet<string> _free = new(StringComparer.Ordinal);
    private Scope _scope = new(null, false);

    public static IReadOnlySet<string> Of(SyntaxTree tree)
    {
        var search = new FreeVariables();
        search.Visit(tree);
        search.Close();
        search._free.RemoveWhere(name => name is "" or "$" || BuiltIns.All.ContainsKey(name));
        return search._free;
    }

    private void Visit(SyntaxTree? tree)
    {
        switch (tree)
        {
            case LeafSyntax { Kind: LeafKind.Variable } variable:
                Read(variable.Text);
                break;
            case BindingSyntax binding:
                Visit(binding.Operand);
                _scope.Bound.Add(binding.Name);
                break;
            case BinarySyntax binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case NegateSyntax negate:
                Visit(negate.Operand);
                break;
            case FilterSyntax filter:
                Visit(filter.Left);
                Visit(filter.Predicate);
                break;
            case SortSyntax sort:
                Visit(sort.Left);
                VisitAll(sort.Terms.Select(term => term.Expression));
                break;
            case ObjectSyntax map:
                Visit(map.Left);
                VisitAll(map.Pairs.SelectMany(pair => (SyntaxTree[])[pair.Key, pair.Value]));
                break;
            case ListSyntax { Kind: ListKind.Array } array:
                VisitAll(array.Items);
                break;
            case ListSyntax block:
                Enclose(false, [], () => VisitAll(block.Items));
                break;
            case CallSyntax call:
                Visit(call.Procedure);
                VisitAll(call.Arguments);
                break;
            case LambdaSyntax lambda:
                Enclose(true, lambda.Parameters, () => Visit(lambda.Body));
                break;
            case ConditionSyntax condition:
                Visit(condition.Condition);
                Visit(condition.Then);
                Visit(condition.Otherwise);
                break;
            case TransformSyntax transform:
                Enclose(true, [], () => VisitAll([transform.Pattern, transform.Update]));
                Enclose(true, [], () => Visit(transform.Delete));
                break;
        }
    }

    private void VisitAll(IEnumerable<SyntaxTree> trees)
    {
        foreach (var tree in trees)
        {
            Visit(tree);
        }
    }

    private void Enclose(bool isFunction, IEnumerable<string> bound, Action visit)
    {
        _scope = new Scope(_scope, isFunction);
        _scope.Bound.UnionWith(bound);
        visit();
        Close();
    }

    private void Read(string name)
    {
        var isInFunction = false;
        Scope? innermostOutside = null;
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            if (scope.Bound.Contains(name))
            {
                return;
            }
            if (isInFunction)
            {
                innermostOutside ??= scope;
            }
            isInFunction |= scope.IsFunction;
        }
        if (innermostOutside is null)
        {
            _free.Add(name);
        }
        else
        {
            innermostOutside.Open.Add(name);
        }
    }

    /// <summary>Leaves a scope: what its functions read and it did not bind is asked of the scope around it.</summary>
    private void Close()
    {
        var closed = _scope;
        closed.Open.ExceptWith(closed.Bound);
        if (closed.Outer is null)
        {
            _free.UnionWith(closed.Open);
            return;
        }
        _scope = closed.Outer;
        foreach (var name in closed.Open)
        {
            _scope.Open.Add(name);
        }
    }
}
