using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews.Asking;

/// <summary>A stage as it was configured, and how somebody of its pool is chosen.</summary>
internal sealed record ConfiguredStage(ReviewStage Stage, string Assign);

/// <summary>Reads stages as people write them: in a step, in a template, in a request by hand.</summary>
internal static class StageReading
{
    public const string Pool = "pool", RoundRobin = "roundRobin", LeastLoaded = "leastLoaded";

    private static readonly string[] Assigns = [Pool, RoundRobin, LeastLoaded];

    /// <summary>The stages, and what is wrong with them; with faults they are not to be used.</summary>
    /// <param name="data">What expressions among the reviewers are evaluated over; null to check only.</param>
    public static (IReadOnlyList<ConfiguredStage> Stages, IReadOnlyList<Fault> Faults) Read(
        JsonElement config, JsonElement? data, string path = "/stages")
    {
        var faults = new List<Fault>();
        if (config.ValueKind != JsonValueKind.Array) return ([], [new(path, "type", "Stages are a list.")]);
        if (config.GetArrayLength() > ReviewLimits.StageCountMax)
            return ([], [new(path, "maxItems", $"At most {ReviewLimits.StageCountMax} stages.")]);
        var stages = new List<ConfiguredStage>();
        var step = 0;
        foreach (var (index, one) in config.EnumerateArray().Index())
        {
            if (index == 0 || !IsTrue(one, "parallel")) step++;
            stages.Add(ReadStage(one, step, index, data, $"{path}/{index}", faults));
        }
        return (stages, faults);
    }

    private static ConfiguredStage ReadStage(
        JsonElement config, int step, int index, JsonElement? data, string path, List<Fault> faults)
    {
        var name = config.FindText("name") ?? $"Stage {index + 1}";
        var labels = ReviewNodeConfig.Texts(config.Find("labels"), ReviewLimits.LabelCountMax);
        if (labels.Count == 1 || labels.Any(label => label.Length > Limits.NameLengthMax))
            faults.Add(new($"{path}/labels", "labels", "Name at least two labels of at most 200 characters, or none."));
        var rule = labels.Count == 0 ? RuleOf(config, path, faults) : ReadersOf(config, path, faults);
        var seats = SeatsOf(config.Find("reviewers"), data, $"{path}/reviewers", faults);
        // An expression in double braces has been evaluated already: what is left of it is true or false.
        var when = config.Find("when") is { ValueKind: JsonValueKind.False } ? "false" : config.FindText("when");
        if (when is not null && !Expression.TryParse(when, out _, out var error))
            faults.Add(new($"{path}/when", "expression", $"The condition cannot be read: {error!.Message}"));
        if (rule.Kind is RuleKind.OnePerGroup && seats.Count == 0 && data is null)
            faults.Add(new($"{path}/reviewers", "required", "Name the groups of which one each has to agree."));
        if (rule.Kind is RuleKind.Count && seats.Count > 0 && seats.Count < rule.Needed
            && seats.All(seat => seat.Kind == SeatKind.Person))
            faults.Add(new($"{path}/needed", "maximum", $"Only {seats.Count} reviewers are named."));
        if (rule.Kind is RuleKind.Weight && seats.All(seat => seat.Kind == SeatKind.Person)
            && seats.Sum(seat => seat.Weight) < rule.Needed)
            faults.Add(new($"{path}/needed", "maximum", "All of them together do not weigh that much."));
        var assign = config.FindText("assign") ?? Pool;
        if (!Assigns.Contains(assign))
            faults.Add(new($"{path}/assign", "enum", $"One of {string.Join(", ", Assigns)}."));
        return new(new($"s{index + 1}", Cut(name), step, rule, seats)
        {
            When = when,
            Fields = ReviewNodeConfig.Texts(config.Find("fields"), ReviewLimits.FieldCountMax),
            Signature = config.FindText("signature") is { } meaning ? Cut(meaning) : null,
            Labels = labels,
            Adjudicators = labels.Count == 0 ? [] : SeatsOf(config.Find("adjudicators"), data, $"{path}/adjudicators", faults),
            IsBlind = labels.Count > 0 || IsTrue(config, "blind"),
            MayRepeat = IsTrue(config, "mayRepeat"),
        }, assign);
    }

    // Two read what is labelled unless it says otherwise.
    private static StageRule ReadersOf(JsonElement config, string path, List<Fault> faults)
    {
        if (config.FindText("rule") is not (null or "count"))
            faults.Add(new($"{path}/rule", "enum", "Labels are given by a count of readers: leave the rule out."));
        var needed = config.Find("needed") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var n) ? n : 2;
        if (needed is < 1 or > ReviewLimits.RequiredApprovalsMax)
            faults.Add(new($"{path}/needed", "range", $"Between 1 and {ReviewLimits.RequiredApprovalsMax}."));
        return new(RuleKind.Count, Math.Clamp(needed, 1, ReviewLimits.RequiredApprovalsMax));
    }

    private static StageRule RuleOf(JsonElement config, string path, List<Fault> faults)
    {
        var needed = config.Find("needed") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var n)
            ? n : 1;
        var kind = (config.FindText("rule") ?? "any") switch
        {
            "any" or "veto" => RuleKind.Any,
            "all" => RuleKind.All,
            "count" => RuleKind.Count,
            "weight" => RuleKind.Weight,
            "onePerGroup" => RuleKind.OnePerGroup,
            _ => (RuleKind?)null,
        };
        if (kind is null)
            faults.Add(new($"{path}/rule", "enum", "One of any, all, count, weight, onePerGroup, veto."));
        var most = kind == RuleKind.Weight ? ReviewLimits.WeightMax : ReviewLimits.RequiredApprovalsMax;
        if (needed < 1 || needed > most) faults.Add(new($"{path}/needed", "range", $"Between 1 and {most}."));
        var rejectedBy = config.FindText("rejectedBy") == "rule" && config.FindText("rule") != "veto"
            ? RejectedBy.Rule : RejectedBy.One;
        return new(kind ?? RuleKind.Any, Math.Clamp(needed, 1, most), rejectedBy);
    }

    /// <summary>Levels of escalation; null when one of them cannot be read.</summary>
    public static IReadOnlyList<EscalationLevel>? Escalations(JsonElement? config)
    {
        if (config is not { ValueKind: JsonValueKind.Array } list) return config is null ? [] : null;
        var faults = new List<Fault>();
        var levels = list.EnumerateArray().Take(ReviewLimits.TimeMarkCountMax).Select(one => new EscalationLevel(
            one.FindText("after") ?? "PT0S", SeatsOf(one.Find("to"), null, "/to", faults))).ToList();
        return faults.Count > 0 || levels.Any(level => level.To.Count == 0 || DueDates.Plain(level.AfterDue) is null)
            // In the order of time, whatever the order they are written in: a later level holds an earlier one.
            ? null : [.. levels.OrderBy(level => DueDates.Plain(level.AfterDue))];
    }

    private static IReadOnlyList<StageSeat> SeatsOf(
        JsonElement? reviewers, JsonElement? data, string path, List<Fault> faults)
    {
        if (reviewers is not { } given) return [];
        var list = given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().ToList() : [given];
        var seats = new List<StageSeat>();
        foreach (var (index, one) in list.Index())
            seats.AddRange(SeatOf(one, data, $"{path}/{index}", faults));
        if (seats.Count > ReviewLimits.AssigneeCountMax)
            faults.Add(new(path, "maxItems", $"At most {ReviewLimits.AssigneeCountMax} reviewers of a stage."));
        return [.. seats.DistinctBy(seat => seat.Key).Take(ReviewLimits.AssigneeCountMax)];
    }

    private static IEnumerable<StageSeat> SeatOf(JsonElement one, JsonElement? data, string path, List<Fault> faults)
    {
        if (one.ValueKind == JsonValueKind.String)
            return one.GetString() is { Length: > 0 } address ? [new(SeatKind.Person, address)] : [];
        var weight = one.Find("weight") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var w)
            ? Math.Clamp(w, 1, ReviewLimits.WeightMax) : 1;
        var veto = IsTrue(one, "veto");
        foreach (var kind in Enum.GetValues<SeatKind>())
            if (one.FindText(kind.ToString().ToLowerInvariant()) is { } id) return [new(kind, id, weight, veto)];
        if (one.FindText("expression") is { } expression)
            return FromExpression(expression, data, path, faults).Select(id => new StageSeat(SeatKind.Person, id, weight, veto));
        faults.Add(new(path, "type", "A reviewer is an e-mail address, or an object with person, team, role, skill or expression."));
        return [];
    }

    private static IReadOnlyList<string> FromExpression(
        string expression, JsonElement? data, string path, List<Fault> faults)
    {
        try
        {
            var parsed = Expression.Parse(expression);
            if (data is not { } over) return [];
            var found = parsed.Evaluate(over, EvaluationContext.Empty);
            var people = found.IsUndefined ? [] : ReviewNodeConfig.Texts(found.ToJsonElement(), ReviewLimits.AssigneeCountMax);
            if (people.Count == 0) faults.Add(new(path, "expression", "The expression finds nobody in this data."));
            return people;
        }
        catch (JsonataException error)
        {
            faults.Add(new(path, "expression", $"The expression cannot be evaluated: {error.Message}"));
            return [];
        }
    }

    private static bool IsTrue(JsonElement config, string name) => config.Find(name) is { ValueKind: JsonValueKind.True };

    private static string Cut(string text) => WholeText.First(text, Limits.NameLengthMax);
}
