using ConcertMaster.Connections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Jsonata;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Runs.Workers;

/// <summary>Executes the effects of steps: a bounded number at once, each within its time.</summary>
internal sealed class EffectRunner(IBreakers breakers, TimeProvider time)
{
    /// <summary>Effects under way at once on one node; more wait their turn.</summary>
    public const int EffectsAtOnceMax = 512;

    /// <summary>How long a step may take when its node says nothing.</summary>
    public static readonly TimeSpan TimeoutDefault = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _slots = new(EffectsAtOnceMax);
    private int _runningCount;

    public int RunningCount => Volatile.Read(ref _runningCount);

    /// <returns>Null when the effect was cut off.</returns>
    public async Task<NodeResult?> Run(RunState state, StepKey key, int attempt, CancellationToken ct)
    {
        Interlocked.Increment(ref _runningCount);
        try
        {
            await _slots.WaitAsync(ct);
            try
            {
                return await RunOne(state, key, attempt, ct);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _runningCount);
        }
    }

    private async Task<NodeResult> RunOne(RunState state, StepKey key, int attempt, CancellationToken ct)
    {
        var node = state.Plan.Node(key.NodeId);
        var timeout = node.Timeout ?? TimeoutDefault;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var startedAt = state.Step(key).StartedAt ?? time.GetUtcNow();
            var context = Steps.ContextOf(state, node, key.Iteration, attempt, startedAt);
            return context.Config.Text("connection") is { Length: > 0 } connection
                ? await Guarded(state.Tenant, connection, () => Execute(node, context, timeout, limit.Token, ct), ct)
                : await Execute(node, context, timeout, limit.Token, ct);
        }
        catch (JsonataException e)
        {
            return AdvancePass.ExpressionFailed(e);
        }
        finally
        {
            await limit.CancelAsync();
        }
    }

    // Nothing is tried while the other side of the connection is known not to answer; what comes of a try is told.
    private async Task<NodeResult> Guarded(
        TenantId tenant, string connection, Func<Task<NodeResult>> execute, CancellationToken ct)
    {
        var verdict = await breakers.Ask(tenant, connection, ct);
        if (verdict.BlockedUntil is { } until)
            return new NodeResult.Waiting(Steps.ConnectionWait,
                $"The connection {connection} does not answer; it is tried again later", until);
        var result = await execute();
        if (verdict.Id is { } id)
            await breakers.Report(tenant, id, result is NodeResult.Failed { IsTransient: true } failed ? failed.Message : null, ct);
        return result;
    }

    private async Task<NodeResult> Execute(
        PlanNode node, NodeContext context, TimeSpan timeout, CancellationToken limit, CancellationToken ct)
    {
        try
        {
            // A node that blocks, or does not listen to its token, must not hold up more than its own step.
            var execution = Task.Run(async () => await node.Node!.Execute(context, limit), CancellationToken.None);
            return await execution.WaitAsync(timeout, time, ct);
        }
        catch (TimeoutException)
        {
            return new NodeResult.Failed("step.timeout",
                $"The step took longer than {timeout.TotalSeconds:0.###} seconds.", IsTransient: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new NodeResult.Failed("step.timeout", "The step gave up waiting.", IsTransient: true);
        }
        catch (NodeException e)
        {
            return new NodeResult.Failed(e.Code, e.Message, e.IsTransient);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new NodeResult.Failed("node.defect", $"The node itself failed: {e.GetType().Name}: {e.Words()}.");
        }
    }
}
