using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Sdk;

namespace ConcertMaster.Runs.Engine;

/// <summary>The names an expression of a step may use. A value is only built when the expression reads it.</summary>
internal sealed class StepBindings(
    RunState state, PlanNode node, string iteration, JsonElement input, ExpressionScope scope = default)
    : IReadOnlyDictionary<string, JsonElement>
{
    private static readonly string[] Names = ["input", "trigger", "steps", "vars", "run", "item", "index"];

    public StepBindings With(ExpressionScope other) => new(state, node, iteration, input, other);

    /// <summary><c>$callbackUrl("waitNode")</c>: where to call so that a Wait node of this run goes on.</summary>
    public IReadOnlyDictionary<string, HostFunction> Functions => state.Plan.Callbacks is { } callbacks
        ? callbacks.Functions(state.Tenant, state.Started!.RunId, iteration)
        : FrozenDictionary<string, HostFunction>.Empty;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value)
    {
        JsonElement? found = key switch
        {
            "input" => scope.Input ?? input,
            "trigger" => state.Started!.Input,
            "steps" => OutputsInSight(),
            "vars" => state.Plan.Vars,
            "run" => Run(),
            "item" => scope.Item ?? LoopItem(),
            "index" => scope.Index is { } index ? JsonSerializer.SerializeToElement(index) : LoopIndex(),
            _ => null,
        };
        value = found ?? default;
        return found is { ValueKind: not JsonValueKind.Undefined };
    }

    // What has completed in this step's own scope, and in those around it as far as this iteration goes.
    private JsonElement OutputsInSight()
    {
        var outputs = new List<KeyValuePair<string, JsonElement>>();
        for (var around = node.Scope; ; around = around.Container.Scope)
        {
            foreach (var other in around.Nodes)
            {
                var step = state.Step(new(other.Id, Iterations.Prefix(iteration, other.Depth)));
                if (step.Status is StepStatus.Completed or StepStatus.Failed)
                    outputs.Add(new(other.Id, step.Output));
            }
            if (around.Container is null) return JsonShape.ObjectOf(outputs);
        }
    }

    private JsonElement? LoopItem() => Iterations.Around(node, iteration) is var (loop, index)
        ? state.Step(loop).Loop!.Items[index]
        : null;

    private JsonElement? LoopIndex() => Iterations.Around(node, iteration) is var (_, index)
        ? JsonSerializer.SerializeToElement(index)
        : null;

    private JsonElement Run() => JsonSerializer.SerializeToElement(new
    {
        id = state.Started!.RunId,
        workflowId = state.Started.WorkflowId.Value,
        workflowName = state.Started.WorkflowName,
        version = state.Started.WorkflowVersion,
        trigger = state.Started.Trigger,
        startedAt = state.Started.At,
        startedBy = state.Started.StartedBy,
    });

    public IEnumerable<string> Keys => Names.Where(ContainsKey);
    public IEnumerable<JsonElement> Values => Keys.Select(key => this[key]);
    public int Count => Keys.Count();
    public JsonElement this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() =>
        Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
