using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs;

public readonly record struct RunId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>What set a run in motion.</summary>
/// <param name="Kind">manual, webhook, schedule, form, mail, file, run, error: shown in lists.</param>
/// <param name="NodeId">The trigger node that fires; null for the workflow's first.</param>
/// <param name="Key">The same key starts one run: a repeated request finds the first. Null for a run of its own.</param>
public sealed record RunTrigger(string Kind, string? NodeId = null, string? Key = null);

/// <summary>Starts runs on behalf of other slices: a form that was sent in, a file that arrived.</summary>
public interface IRunStarter
{
    /// <param name="startedBy">A user's id as text, or the name of the part of the system that acts.</param>
    /// <param name="version">Null for the newest published version.</param>
    /// <returns>The run, or null when the workflow has no published version.</returns>
    Task<RunId?> Start(
        TenantId tenant, WorkflowId workflow, RunTrigger trigger, JsonElement input, string startedBy,
        int? version = null, CancellationToken ct = default);
}

public enum RunEnding { Completed, Failed, Cancelled }

/// <summary>
/// The fact that a run has ended, in the run's own stream. What it had asked for and is still open is wanted no more:
/// reviews are withdrawn; invitations are revoked when it failed or was cancelled.
/// </summary>
public interface IRunEnded
{
    RunEnding Ending { get; }
}

/// <summary>The fact that a run which had ended goes on. What these waits had asked for is wanted again.</summary>
public interface IRunTakenUpAgain
{
    /// <summary>Tokens of the steps that go on waiting; all others begin anew.</summary>
    IReadOnlyList<string> Waits { get; }
}

/// <summary>The stored facts behind the two interfaces, for subscriptions of other slices.</summary>
public static class RunFacts
{
    public static readonly IReadOnlyCollection<Type> Types =
        [typeof(RunCompleted), typeof(RunFailed), typeof(RunCancelled), typeof(RunRedriven)];
}

/// <summary>How runs stand, for slices that were asked something by one.</summary>
public interface IRunStates
{
    /// <summary>Whether the run had ended when the log was as long as this: what is asked for after that is late.</summary>
    Task<bool> HasEnded(TenantId tenant, Guid runId, long sequence, CancellationToken ct);
}

/// <summary>The step that started a child run.</summary>
/// <param name="Waits">Whether the step is told when the child ends.</param>
/// <param name="Lanes">Where the parent, and those around it, hold a place: a child does not stand in line for it.</param>
public sealed record RunParent(
    Guid RunId, string NodeId, string Iteration, bool Waits, IReadOnlyList<Guid>? Lanes = null)
{
    public const string EndedSignal = "run.ended";
}

/// <summary>Starts child runs: at most one for a step, however often it is asked.</summary>
internal interface IChildRunStarter
{
    /// <param name="key">The step's idempotency key: the same key is the same child.</param>
    Task<RunId?> StartChild(
        TenantId tenant, WorkflowId workflow, int? version, JsonElement input, RunParent parent, string key,
        CancellationToken ct);
}
