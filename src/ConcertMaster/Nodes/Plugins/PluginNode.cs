using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Nodes.Plugins;

/// <summary>
/// Stands between the host and a node that somebody else wrote. What the node throws, returns or never returns becomes
/// the failure of its own step; its code never runs on a thread of the engine.
/// </summary>
internal class PluginNode(INode inner, NodeDescriptor descriptor, PluginContext context) : ICheckedNode
{
    private int _hangingCount;

    public NodeDescriptor Descriptor => descriptor;

    public Version Version => System.Version.Parse(descriptor.Version!);

    /// <summary>Held, so that the plug-in stays as long as somebody may still call it.</summary>
    public PluginContext Context => context;

    protected INode Inner => inner;

    public static PluginNode Around(INode inner, NodeDescriptor descriptor, PluginContext context) =>
        inner is IWaitingNode
            ? new WaitingPluginNode(inner, descriptor, context)
            : new PluginNode(inner, descriptor, context);

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        if (Volatile.Read(ref _hangingCount) >= PluginLimits.HangingCountMax)
            return new NodeResult.Failed("plug-in.hangs",
                $"{PluginLimits.HangingCountMax} steps of {Name} have not come back in their time. It is tried again when " +
                "one of them does; mend the plug-in, or give its steps less to do.", IsTransient: true);
        // A thread of its own: a node that blocks must not take those that all others share.
        var work = Task.Factory.StartNew(() => inner.Execute(context, ct).AsTask(), CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
        try
        {
            return Checked(await work.WaitAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LetHang(work);
            throw;
        }
        catch (Exception e) when (e is not NodeException)
        {
            return Defect(e);
        }
    }

    public IEnumerable<ConfigFault> Check(JsonElement config, DateTimeOffset now)
    {
        if (inner is not ICheckedNode node) return [];
        try
        {
            return InTime(() => node.Check(config, now).ToList());
        }
        catch (Exception e)
        {
            return [new("", "plug-in.check-failed", $"{Name} could not look at its settings: {Words(e)}")];
        }
    }

    protected NodeResult Guarded(Func<NodeResult> act)
    {
        try
        {
            return Checked(InTime(act));
        }
        catch (NodeException e)
        {
            return new NodeResult.Failed(e.Code, e.Message, e.IsTransient);
        }
        catch (Exception e)
        {
            return Defect(e);
        }
    }

    private string Name => $"the plug-in {context.Name}";

    // The caller waits for a bounded time; what does not come back counts as hanging, like a step that does not.
    private T InTime<T>(Func<T> act)
    {
        if (Volatile.Read(ref _hangingCount) >= PluginLimits.HangingCountMax)
            throw new TimeoutException("Too many of its calls have not come back.");
        var work = Task.Factory.StartNew(act, CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        if (((IAsyncResult)work).AsyncWaitHandle.WaitOne(PluginLimits.AnswerTimeMax)) return work.GetAwaiter().GetResult();
        LetHang(work);
        throw new TimeoutException($"No answer within {PluginLimits.AnswerTimeMax.TotalSeconds} seconds.");
    }

    private void LetHang(Task work)
    {
        Interlocked.Increment(ref _hangingCount);
        work.ContinueWith(ended =>
        {
            _ = ended.Exception; // observed: nobody waits for it any more
            Interlocked.Decrement(ref _hangingCount);
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private NodeResult Checked(NodeResult? result) => result switch
    {
        null => Defect("it returned nothing"),
        NodeResult.Completed { Output.ValueKind: JsonValueKind.Undefined } => Defect("its output is no JSON value"),
        NodeResult.Waiting when inner is not IWaitingNode => Defect("it waits, and is no IWaitingNode that could go on"),
        _ => result,
    };

    private NodeResult Defect(Exception e) => Defect(Words(e));

    private NodeResult.Failed Defect(string reason) => new("node.defect", $"A defect of {Name}: {reason}.");

    private static string Words(Exception e) => $"{e.GetType().Name}: {e.Words()}";

    private sealed class WaitingPluginNode(INode inner, NodeDescriptor descriptor, PluginContext context)
        : PluginNode(inner, descriptor, context), IWaitingNode
    {
        public NodeResult Resume(NodeContext context, WaitProgress progress) =>
            Guarded(() => ((IWaitingNode)Inner).Resume(context, progress));
    }
}
