using System.Text.Json;

namespace ConcertMaster.Shared;

/// <summary>
/// An opaque token by which a waiting step of a run is found again. Slices that answer (forms, reviews) carry it and
/// know nothing of runs.
/// </summary>
public static class WaitToken
{
    public static string For(Guid runId, string nodeId, string iteration) => $"run:{runId:N}:{nodeId}:{iteration}";

    /// <summary>The step that a token names; null when it is not one of ours.</summary>
    public static WaitTarget? Parse(string token) =>
        token.Split(':', 4) is ["run", var run, var node, var iteration] && Guid.TryParseExact(run, "N", out var runId)
            ? new(runId, node, iteration)
            : null;
}

/// <summary>A step that waits.</summary>
public readonly record struct WaitTarget(Guid RunId, string NodeId, string Iteration);

/// <summary>
/// An event that answers a waiting step. The engine subscribes to every event type that implements this and
/// delivers a signal to the step that <see cref="For"/> names; a null token answers nobody.
/// </summary>
public interface IAnswersWait
{
    string? For { get; }

    /// <summary>Such as <c>response.submitted</c>.</summary>
    string SignalKind { get; }

    /// <summary>Distinguishes signals of one kind, such as the id of the response.</summary>
    string SignalKey { get; }

    JsonElement SignalData { get; }
}
