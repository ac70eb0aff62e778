using System.Text.Json;

namespace ConcertMaster.Sdk;

/// <summary>What a step is given.</summary>
public sealed record NodeContext
{
    /// <summary>Id of the organisation that the run belongs to.</summary>
    public required string Organisation { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>Id of the workflow the run belongs to.</summary>
    public required Guid WorkflowId { get; init; }

    /// <summary>Id of the node in the definition.</summary>
    public required string NodeId { get; init; }

    /// <summary>Which pass through the enclosing loops: empty outside a loop, <c>3</c>, <c>3/0</c> when nested.</summary>
    public required string Iteration { get; init; }

    /// <summary>1 for the first try.</summary>
    public required int Attempt { get; init; }

    /// <summary>The same for every attempt of this step: <c>run/node/iteration</c>.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The config with its expressions evaluated, save for <see cref="NodeDescriptor.UnevaluatedKeys"/>.</summary>
    public required JsonElement Config { get; init; }

    /// <summary>The output of the step before, or what several of them were merged into.</summary>
    public required JsonElement Input { get; init; }

    /// <summary>The time of this step; the same when the step is replayed.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// Evaluates text with expressions (<c>{{ … }}</c>, or a bare JSONata expression) with <c>$item</c> and
    /// <c>$index</c> bound beside the bindings of the step. An undefined result is JSON null.
    /// </summary>
    public required Func<string, ExpressionScope, JsonElement> Evaluate { get; init; }
}

/// <summary>Extra bindings for one evaluation. An unset element means: not bound.</summary>
/// <param name="Input">Replaces <c>$input</c> and the expression's context; the step's own input when unset.</param>
public readonly record struct ExpressionScope(
    JsonElement? Item = null, int? Index = null, JsonElement? Input = null);
