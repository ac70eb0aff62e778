namespace ConcertMaster.Runs.Engine;

/// <summary>Iterations are paths of indexes through nested loops: <c>""</c>, <c>"3"</c>, <c>"3/0"</c>.</summary>
internal static class Iterations
{
    public static string Inside(string iteration, int index) =>
        iteration.Length == 0 ? index.ToString() : $"{iteration}/{index}";

    /// <summary>The iteration of the enclosing loop's own step, and the index within that loop.</summary>
    public static (string Outer, int Index) Split(string iteration)
    {
        var slash = iteration.LastIndexOf('/');
        return slash < 0
            ? ("", int.Parse(iteration))
            : (iteration[..slash], int.Parse(iteration.AsSpan(slash + 1)));
    }

    /// <summary>A text by which iterations sort as their items do: the tenth after the ninth.</summary>
    public static string InOrder(string iteration) => iteration.Length == 0
        ? ""
        : string.Join('/', iteration.Split('/').Select(part => part.PadLeft(7, '0')));

    /// <summary>The first <paramref name="depth"/> parts.</summary>
    public static string Prefix(string iteration, int depth)
    {
        if (depth == 0) return "";
        var end = -1;
        for (var part = 0; part < depth; part++)
        {
            end = iteration.IndexOf('/', end + 1);
            if (end < 0) return iteration;
        }
        return iteration[..end];
    }

    /// <summary>The step of the loop around a step in its body; null outside loops.</summary>
    public static (StepKey Loop, int Index)? Around(PlanNode node, string iteration)
    {
        if (node.Scope.Container is not { } container) return null;
        var (outer, index) = Split(iteration);
        return (new(container.Id, outer), index);
    }
}
