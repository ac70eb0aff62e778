using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Jsonata;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Runs.Lanes;

/// <summary>In which lanes does a run stand in line? Most runs in none: then nothing of this costs them anything.</summary>
internal static class LanesOfRun
{
    public static Guid OrganisationLane(TenantId tenant) => StableId.From("run-lane", tenant.Value);

    /// <param name="organisationMax">Runs at once in the organisation; null for no limit.</param>
    /// <param name="held">Lanes that the runs around this one are in: waiting there for oneself would never end.</param>
    /// <returns>Null when the run may begin at once.</returns>
    /// <exception cref="JsonataException">The concurrency key cannot be computed from this input.</exception>
    public static RunTurn? Find(
        Plan plan, TenantId tenant, JsonElement input, int? priority, int? organisationMax, IReadOnlyList<Guid>? held)
    {
        var settings = plan.Published.Definition.Settings;
        var lanes = new List<RunLane>(2);
        if (OfWorkflow(plan, tenant, input) is { } lane) lanes.Add(lane);
        if (organisationMax is { } max)
            lanes.Add(new(OrganisationLane(tenant), "the organisation", max));
        if (held is not null) lanes.RemoveAll(one => held.Contains(one.Id));
        return lanes.Count == 0
            ? null
            : new(1, Math.Clamp(priority ?? settings.Priority ?? 0, -LaneLimits.PriorityMax, LaneLimits.PriorityMax), lanes);
    }

    /// <summary>What a run in line waits for, in words.</summary>
    public static string Reason(RunTurn turn) => "Its turn: " + string.Join(", and ", turn.Lanes.Select(lane =>
        $"at most {(lane.Max == 1 ? "one run" : $"{lane.Max} runs")} at once in {lane.Name}"));

    private static RunLane? OfWorkflow(Plan plan, TenantId tenant, JsonElement input)
    {
        var workflow = plan.Published;
        var settings = workflow.Definition.Settings;
        var max = Math.Clamp(settings.ConcurrencyMax ?? 1, 1, LaneLimits.RunsAtOnceMax);
        if (string.IsNullOrWhiteSpace(settings.ConcurrencyKey))
            return settings.ConcurrencyMax is null
                ? null
                : new(StableId.From("run-lane", tenant.Value, workflow.Id.ToString()), workflow.Name, max);
        // A run without a key stands in nobody's way.
        if (KeyOf(plan, settings.ConcurrencyKey, input) is not { } key) return null;
        return new(StableId.From("run-lane", tenant.Value, workflow.Id.ToString(), key), $"{workflow.Name}, {key}", max);
    }

    private static string? KeyOf(Plan plan, string expression, JsonElement input)
    {
        var value = plan.Expression(expression).Evaluate(input, new EvaluationContext
        {
            Bindings = new Dictionary<string, JsonElement> { ["input"] = input, ["trigger"] = input, ["vars"] = plan.Vars },
            Limits = ExpressionLimits.OfWorkflows,
        });
        var text = value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => value.GetString(),
            _ => Encoding.UTF8.GetString(CanonicalJson.Write(value)),
        };
        return text is { Length: > LaneLimits.KeyLengthMax } ? CanonicalJson.Sha256(value) : text;
    }
}
