using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConcertMaster.Jsonata;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Runs.Engine;

/// <summary>What a step is given: its input, its bindings, its evaluated config. Pure functions of the run's state.</summary>
internal static class Steps
{
    public const string ErrorPort = "error";

    /// <summary>The wait of a step whose connection does not answer: when its time has come the step begins again.</summary>
    public const string ConnectionWait = "connection";

    /// <summary>The outputs that reach a step: the run's input or the item, one source's output, or several merged.</summary>
    public static JsonElement InputOf(RunState state, PlanNode node, string iteration)
    {
        var sources = new List<PlanNode>();
        foreach (var edge in node.Incoming)
        {
            if (!sources.Contains(edge.From) && state.Step(new(edge.From.Id, iteration)).Leaves(edge.Port))
                sources.Add(edge.From);
        }
        if (sources.Count == 0) return Beginning(state, node, iteration);
        if (node.Descriptor.TakesInputsApart) return ByNode();
        if (sources.Count == 1) return Output(sources[0]);
        return sources.TrueForAll(source => Output(source).ValueKind == JsonValueKind.Object)
            ? JsonShape.Combine(sources.Select(Output))
            : ByNode();

        JsonElement Output(PlanNode source) => state.Step(new(source.Id, iteration)).Output;

        JsonElement ByNode() =>
            JsonShape.ObjectOf(sources.Select(source => KeyValuePair.Create(source.Id, Output(source))));
    }

    /// <exception cref="JsonataException">An expression of the config failed.</exception>
    public static NodeContext ContextOf(RunState state, PlanNode node, string iteration, int attempt, DateTimeOffset at)
    {
        var key = new StepKey(node.Id, iteration);
        var input = InputOf(state, node, iteration);
        var idempotencyKey = state.IdempotencyKey(key);
        var bindings = new StepBindings(state, node, iteration, input);
        var evaluation = new EvaluationContext
        {
            Bindings = bindings,
            Functions = bindings.Functions,
            Now = at,
            Limits = ExpressionLimits.OfWorkflows,
            RandomSeed = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey))),
        };
        return new NodeContext
        {
            Organisation = state.Tenant.Value,
            RunId = state.Started!.RunId,
            WorkflowId = state.Started.WorkflowId.Value,
            NodeId = node.Id,
            Iteration = iteration,
            Attempt = attempt,
            IdempotencyKey = idempotencyKey,
            Config = node.Config.Evaluate(input, evaluation),
            Input = input,
            Now = at,
            Evaluate = (text, scope) => state.Plan.Expression(text).Evaluate(
                scope.Input ?? input, evaluation with { Bindings = bindings.With(scope) }),
        };
    }

    private static JsonElement Beginning(RunState state, PlanNode node, string iteration) =>
        Iterations.Around(node, iteration) is var (loop, index)
            ? state.Step(loop).Loop!.Items[index]
            : state.Started!.Input;
}
