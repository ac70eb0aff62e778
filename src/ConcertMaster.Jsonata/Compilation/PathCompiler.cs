using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Syntax;

namespace ConcertMaster.Jsonata.Compilation;

/// <summary>The parts of the compiler that build paths.</summary>
internal sealed partial class Compiler
{
    private Node Path(BinarySyntax dot)
    {
        var left = Visit(dot.Left);
        var path = left as PathNode ?? new PathNode([left], dot.Position);
        if (left is ParentNode parent)
        {
            _ancestry.Seek(path, parent.Slot);
        }
        var right = Visit(dot.Right);
        if (right is PathNode rest)
        {
            path.Steps.AddRange(rest.Steps);
        }
        else
        {
            (right.Stages, right.Predicates) = (right.Predicates ?? right.Stages, null);
            path.Steps.Add(right);
        }
        for (var index = 0; index < path.Steps.Count; index++)
        {
            path.Steps[index] = ToStep(path.Steps[index]);
        }
        path.KeepSingleton |= path.Steps.Any(step => step.KeepArray);
        if (path.Steps[0] is ArrayNode first)
        {
            first.IsConstructor = true;
        }
        if (path.Steps[^1] is ArrayNode last)
        {
            last.IsConstructor = true;
        }
        _ancestry.Resolve(path);
        return path;
    }

    /// <summary>A text is the name of a step; other literals cannot be steps.</summary>
    private static Node ToStep(Node node) => node switch
    {
        ConstantNode { Constant.IsString: true } text => new NameNode(text.Symbol, text.Position)
        {
            KeepArray = text.KeepArray,
            Predicates = text.Predicates,
            Stages = text.Stages,
            Group = text.Group,
            IsTuple = text.IsTuple,
            Focus = text.Focus,
            Index = text.Index,
        },
        ConstantNode constant => throw new JsonataException("S0213", constant.Position, value: constant.Symbol),
        NumberNode number =>
            throw new JsonataException("S0213", number.Position, value: Values.NumberText.Format(number.Number)),
        _ => node,
    };

    private Node FilterStep(FilterSyntax filter)
    {
        var result = Visit(filter.Left);
        var step = result is PathNode path ? path.Steps[^1] : result;
        if (step.Group is not null)
        {
            throw new JsonataException("S0209", filter.Position);
        }
        var predicate = Visit(filter.Predicate);
        _ancestry.ResolvePredicate(step, predicate);
        var stage = new Stage(StageKind.Filter, predicate, null);
        if (result is PathNode)
        {
            (step.Stages ??= []).Add(stage);
        }
        else
        {
            (step.Predicates ??= []).Add(stage);
        }
        return result;
    }

    private Node Group(ObjectSyntax group, SyntaxTree left)
    {
        var result = Visit(left);
        if (result.Group is not null)
        {
            throw new JsonataException("S0210", group.Position);
        }
        var pairs = group.Pairs.Select(pair => (Visit(pair.Key), Visit(pair.Value))).ToArray();
        result.Group = new Grouping(pairs, group.Position);
        return result;
    }

    private Node Sort(SortSyntax sort)
    {
        var left = Visit(sort.Left);
        var path = left as PathNode ?? new PathNode([left], sort.Position);
        var terms = sort.Terms.Select(term => new SortTerm(Visit(term.Expression), term.IsDescending)).ToArray();
        var step = new SortNode(terms, sort.Position);
        foreach (var term in terms)
        {
            _ancestry.Inherit(step, term.Expression);
        }
        path.Steps.Add(step);
        _ancestry.Resolve(path);
        return path;
    }

    private Node Binding(BindingSyntax binding)
    {
        var result = Visit(binding.Operand);
        if (binding.Kind == BindingKind.Assign)
        {
            _bindingCount++;
            var bind = new BindNode(binding.Name, result, binding.Position);
            _ancestry.Inherit(bind, result);
            return bind;
        }
        var step = result is PathNode path ? path.Steps[^1] : result;
        step.IsTuple = true;
        if (binding.Kind == BindingKind.Focus)
        {
            return Focus(binding, result, step);
        }
        if (result is not PathNode)
        {
            result = new PathNode([step], binding.Position);
            (step.Stages, step.Predicates) = (step.Predicates ?? step.Stages, null);
        }
        if (step.Stages is null)
        {
            step.Index = binding.Name;
        }
        else
        {
            step.Stages.Add(new Stage(StageKind.Index, null, binding.Name));
        }
        return result;
    }

    private static Node Focus(BindingSyntax binding, Node result, Node step)
    {
        if (step.Stages is not null || step.Predicates is not null)
        {
            throw new JsonataException("S0215", binding.Position);
        }
        if (step is SortNode)
        {
            throw new JsonataException("S0216", binding.Position);
        }
        step.KeepArray |= binding.KeepArray;
        step.Focus = binding.Name;
        return result;
    }
}
