using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcertMaster.Workflows;

public readonly record struct WorkflowId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A workflow as JSON: nodes, edges, settings. Immutable; the order of nodes and edges has no meaning.</summary>
public sealed record WorkflowDefinition
{
    public static readonly WorkflowDefinition Empty = new();

    public IReadOnlyList<NodeDefinition> Nodes { get; init; } = [];
    public IReadOnlyList<EdgeDefinition> Edges { get; init; } = [];
    public WorkflowSettings Settings { get; init; } = new();

    /// <summary>What is drawn for people beside the nodes. Null for nothing; it has no part in what is run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WorkflowLayout? Layout { get; init; }
}

/// <summary>Notes and groups on the canvas.</summary>
public sealed record WorkflowLayout
{
    public IReadOnlyList<CanvasNote> Notes { get; init; } = [];
    public IReadOnlyList<CanvasGroup> Groups { get; init; } = [];
}

/// <param name="Text">Markdown.</param>
/// <param name="Colour">yellow, blue, green, red, violet or grey.</param>
public sealed record CanvasNote(
    string Id, string Text, double X, double Y, double Width = 240, double Height = 160, string Colour = "yellow");

/// <summary>Nodes that belong together, drawn in one frame, or folded into one card.</summary>
public sealed record CanvasGroup(string Id, string Name, IReadOnlyList<string> NodeIds, bool Collapsed = false);

public sealed record NodePosition(double X, double Y);

/// <param name="Id">Unique in the workflow; letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Type">A node type of the catalogue.</param>
public sealed record NodeDefinition(string Id, string Type)
{
    /// <summary>
    /// The version of the plug-in that brings the type, set when the workflow is published; null in drafts, and for the
    /// product's own types.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TypeVersion { get; init; }

    public string Name { get; init; } = "";
    public JsonElement Config { get; init; } = EmptyObject;
    public NodePosition Position { get; init; } = new(0, 0);

    /// <summary>Id of the container whose body this node belongs to.</summary>
    public string? Parent { get; init; }

    public bool Disabled { get; init; }
    public string? Notes { get; init; }

    /// <summary>stop (default), continue (go on with the error as output), or port (leave through <c>error</c>).</summary>
    public OnError OnError { get; init; } = OnError.Stop;

    public RetryPolicy? Retry { get; init; }
    public double? TimeoutSeconds { get; init; }

    /// <summary>all (default): ready when every incoming edge is decided and one is taken; any: at the first taken.</summary>
    public JoinMode Join { get; init; } = JoinMode.All;

    public static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement.Clone();
}

public enum OnError { Stop, Continue, Port }

public enum JoinMode { All, Any }

/// <param name="Count">Further attempts after the first.</param>
/// <param name="BackoffSeconds">Before the first retry; doubled for each further one, with jitter.</param>
public sealed record RetryPolicy(int Count, double BackoffSeconds = 1, double BackoffSecondsMax = 300, double Jitter = 0.2);

/// <param name="Condition">Accepted on input as another way to write <see cref="FromPort"/>.</param>
public sealed record EdgeDefinition(
    string Id, string From, string To, string FromPort = "out",
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Condition = null);

public sealed record WorkflowSettings
{
    /// <summary>Values readable as <c>$vars</c>.</summary>
    public JsonElement? Vars { get; init; }

    public WorkflowId? ErrorWorkflow { get; init; }

    /// <summary>Expression over the run's input; runs with the same key run one after another.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>Runs at once with the same key (one when left out), or of the workflow where it has no key.</summary>
    public int? ConcurrencyMax { get; init; }

    /// <summary>Among runs that stand in line the highest goes first; 0 when left out.</summary>
    public int? Priority { get; init; }

    /// <summary>What a schedule does about times it missed while nothing ran.</summary>
    public MissedRuns MissedRuns { get; init; } = MissedRuns.Once;

    /// <summary>How long a run may take, without the time it stood in line; then it fails with <c>run.timeout</c>.</summary>
    public double? TimeoutSeconds { get; init; }
}

public enum MissedRuns { Skip, Once, All }

/// <summary>A published version: what a run is pinned to.</summary>
/// <param name="Version">1 for the first publication.</param>
/// <param name="Hash">SHA-256 of the canonical definition without layout, in hex.</param>
public sealed record PublishedWorkflow(
    WorkflowId Id, string Name, int Version, string Hash, WorkflowDefinition Definition);

/// <summary>One fault of a definition. <paramref name="Severity"/> error refuses publication.</summary>
public sealed record DefinitionProblem(
    string? NodeId, string? EdgeId, string? Path, string Code, string Message, ProblemSeverity Severity);

public enum ProblemSeverity { Error, Warning }

/// <summary>Finds what runs are pinned to.</summary>
public interface IPublishedWorkflows
{
    /// <param name="version">Null for the newest.</param>
    /// <returns>Null when the workflow, or that version of it, was never published, or (for the newest) when the
    /// workflow is unpublished or archived.</returns>
    Task<PublishedWorkflow?> Find(
        EventStore.Streams.TenantId tenant, WorkflowId workflow, int? version = null, CancellationToken ct = default);
}

/// <param name="Workflow">The draft as if it were published as version 0.</param>
/// <param name="Problems">What keeps it from being run at all.</param>
public sealed record DraftWorkflow(PublishedWorkflow Workflow, IReadOnlyList<DefinitionProblem> Problems);

/// <summary>Lets drafts be tried.</summary>
public interface IWorkflowDrafts
{
    /// <returns>Null when there is no such workflow, or it is archived.</returns>
    Task<DraftWorkflow?> Find(
        EventStore.Streams.TenantId tenant, WorkflowId workflow, CancellationToken ct = default);

    /// <summary>Keeps in the history that steps were tried which reached outside.</summary>
    Task<EventStore.Decisions.Refusal?> NoteTrial(
        EventStore.Streams.TenantId tenant, WorkflowId workflow, IReadOnlyList<string> nodeIds,
        EventStore.Streams.EventMetadata metadata, CancellationToken ct);
}

/// <summary>A workflow was published: what schedules, webhooks and caches of plans react to.</summary>
public interface IWorkflowPublished
{
    int Number { get; }
    string Hash { get; }
    string Name { get; }
    WorkflowDefinition Definition { get; }
}

/// <summary>A workflow was unpublished or archived: it starts no more runs until it is published again.</summary>
public interface IWorkflowWithdrawn;
