using ConcertMaster.Jsonata;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Workflows;

/// <summary>Faults of a workflow's settings, found before a run has to find them.</summary>
internal static class SettingsProblems
{
    private const int RunsAtOnceMax = 10_000;
    private const int PriorityMax = 100;
    private const double TimeoutSecondsMax = 10 * 366 * 24 * 3600.0;

    public static IEnumerable<DefinitionProblem> Of(WorkflowSettings settings)
    {
        if (settings.ConcurrencyKey is { Length: > 0 } key && FaultOf(key) is { } fault)
            yield return Problem("concurrencyKey", "expression.invalid", $"The concurrency key: {fault}");
        if (settings.ConcurrencyMax is < 1 or > RunsAtOnceMax)
            yield return Problem("concurrencyMax", "settings.out-of-range", $"Between 1 and {RunsAtOnceMax:N0} runs at once.");
        if (settings.Priority is < -PriorityMax or > PriorityMax)
            yield return Problem("priority", "settings.out-of-range", $"A priority is between -{PriorityMax} and {PriorityMax}.");
        if (settings.TimeoutSeconds is <= 0 or > TimeoutSecondsMax)
            yield return Problem("timeoutSeconds", "settings.out-of-range", "A run may take more than nothing, and up to ten years.");
    }

    private static string? FaultOf(string expression)
    {
        try
        {
            Template.ParseExpression(expression);
            return null;
        }
        catch (JsonataException e)
        {
            return e.Message;
        }
    }

    private static DefinitionProblem Problem(string field, string code, string message) =>
        new(null, null, $"/settings/{field}", code, message, ProblemSeverity.Error);
}
