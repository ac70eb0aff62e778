using ConcertMaster.Jsonata.Evaluation;

namespace ConcertMaster.Jsonata.Compilation;

/// <summary>Marks the calls that are the last thing a function does.</summary>
internal static class TailCalls
{
    public static Node Mark(Node body)
    {
        switch (body)
        {
            case CallNode { Predicates: null } call:
                return new TailCallNode(call);
            case ConditionNode condition:
                condition.Then = Mark(condition.Then);
                condition.Otherwise = condition.Otherwise is null ? null : Mark(condition.Otherwise);
                return condition;
            case FallbackNode fallback:
                fallback.Otherwise = Mark(fallback.Otherwise);
                return fallback;
            case BlockNode { Expressions.Length: > 0 } block:
                block.Expressions[^1] = Mark(block.Expressions[^1]);
                return block;
            default:
                return body;
        }
    }
}
