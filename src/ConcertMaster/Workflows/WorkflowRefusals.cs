using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Workflows;

/// <summary>Limits of workflows.</summary>
internal static class WorkflowLimits
{
    public const int NodeCountMax = 2_000;
    public const int EdgeCountMax = 5_000;

    /// <summary>Longest request with a whole definition in it, in bytes. Beyond it: 413 <c>request.too-large</c>.</summary>
    public const int DefinitionBytesMax = 8 * 1024 * 1024;

    /// <summary>Edits in one request.</summary>
    public const int EditCountMax = 1_000;

    /// <summary>Longest config of one node, in characters of JSON.</summary>
    public const int ConfigLengthMax = 100_000;

    public const int IdLengthMax = 64;

    /// <summary>Containers within containers.</summary>
    public const int NestingMax = 5;

    /// <summary>Longest output pinned to a step, in characters of JSON.</summary>
    public const int TestDataLengthMax = 500_000;

    /// <summary>Templates that one organisation keeps.</summary>
    public const int TemplateCountMax = 100;

    public const int NoteCountMax = 200;
    public const int GroupCountMax = 200;

    /// <summary>Longest text of a note on the canvas, in characters.</summary>
    public const int NoteLengthMax = 10_000;
}

internal static class WorkflowRefusals
{
    public static readonly Refusal NotFound = new("workflow.not-found", 404,
        "There is no such workflow in this organisation.");

    public static readonly Refusal Archived = new("workflow.archived", 409,
        "This workflow is archived. Bring it back before you change, publish or run it.");

    public static readonly Refusal NameInvalid = new("workflow.name-invalid", 422,
        $"A workflow has a name of 1 to {Shared.Limits.NameLengthMax} characters.");

    public static readonly Refusal NeverPublished = new("workflow.not-published", 409,
        "This workflow has no published version. Publish it first.");

    public static readonly Refusal VersionUnknown = new("workflow.version-unknown", 404,
        "This workflow has no published version with that number.");

    public static readonly Refusal TemplateEmpty = new("template.empty", 422,
        "A template has at least one step.");

    public static readonly Refusal TooManyTemplates = new("template.too-many", 409,
        $"An organisation keeps at most {WorkflowLimits.TemplateCountMax} templates. Remove one first.");

    /// <summary>An edit names something that is not there, or that is there already.</summary>
    public static Refusal EditsInvalid(IReadOnlyList<Fault> faults) =>
        new("workflow.edits-invalid", 422, "Some edits do not fit the workflow as it is. Nothing was changed.")
        {
            Faults = faults,
        };

    public static Refusal DefinitionInvalid(IEnumerable<DefinitionProblem> problems) =>
        new("workflow.definition-invalid", 422, "The definition has faults. Mend each of them; nothing was changed.")
        {
            Faults = [.. problems.Select(AsFault)],
        };

    private static Fault AsFault(DefinitionProblem problem) =>
        new(problem.NodeId ?? problem.EdgeId ?? problem.Path ?? "", problem.Code, problem.Message);
}
