namespace ConcertMaster.Sdk;

/// <summary>
/// A node type. One instance serves all runs at once, so it keeps no state of its own. Found by scanning; what it
/// says of itself in <see cref="Descriptor"/> is all that the palette, the inspector and the validator know of it.
/// </summary>
public interface INode
{
    NodeDescriptor Descriptor { get; }

    /// <summary>
    /// Does the work of one step. A pure node computes from the context alone; any other may touch the outside
    /// world and must pass <see cref="NodeContext.IdempotencyKey"/> on where the other side understands one, because
    /// after a crash the same call is made again.
    /// </summary>
    /// <exception cref="NodeException">An expected failure. Any other exception counts as a defect of the node.</exception>
    ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct);
}

/// <summary>A node whose step can wait for answers from outside: a form, a review, a callback, a timer.</summary>
public interface IWaitingNode : INode
{
    /// <summary>
    /// Called when a signal arrived or the time of the wait has come. Pure: it decides from what has arrived so far
    /// whether the step is complete, fails, or goes on waiting.
    /// </summary>
    NodeResult Resume(NodeContext context, WaitProgress progress);
}

/// <summary>An expected failure of a step: the code and message are recorded and shown.</summary>
public class NodeException(string code, string message, bool isTransient = false, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Stable and dotted, such as <c>http.timeout</c>.</summary>
    public string Code { get; } = code;

    /// <summary>Whether trying again may help; retries are only spent on transient failures.</summary>
    public bool IsTransient { get; } = isTransient;
}
