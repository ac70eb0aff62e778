using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Testing;

namespace ConcertMaster.Tests.Forms.Logic;

using static FormSituations;

/// <summary>Whoever fills in a form is told the same by the browser and by the server.</summary>
public sealed class SameVerdictTests
{
    private const int CaseCount = 600;

    [SkippableFact]
    public async Task Browser_and_server_find_fault_with_the_same_fields_and_keep_the_same_answers()
    {
        Skip.IfNot(BrowserJudge.IsThere, "ui/node_modules is missing");
        var count = Cases.Count(CaseCount);
        var generator = new FormGenerator(20261121);
        var cases = Enumerable.Range(0, count).Select(_ => generator.Next()).ToList();
        var theirs = await BrowserJudge.Judge(cases);
        theirs.Count.ShouldBe(count);
        var differences = cases.Zip(theirs).Select(pair => Difference(pair.First, pair.Second)).OfType<string>().ToList();
        differences.ShouldBeEmpty(string.Join("\n\n", differences.Take(5)));
        theirs.Count(verdict => verdict.GetProperty("fields").GetArrayLength() == 0).ShouldBeInRange(count / 30, count * 29 / 30);
        theirs.Count(verdict => verdict.GetProperty("hidden").GetArrayLength() > 0).ShouldBeGreaterThan(count / 15);
    }

    private static string? Difference((string Definition, string Answers) one, JsonElement browser)
    {
        var json = Json(one.Definition);
        var definition = new FormDefinition(json.GetProperty("schema"), json.GetProperty("ui"));
        var form = new CompiledForm(new(Id, "F", 1, "", definition, null, Noon));
        var judged = AnswerValidation.Judge(form, Json(one.Answers), Noon);
        var fields = (judged.Refusal?.Faults ?? []).Select(fault => fault.Path.Split('/').ElementAtOrDefault(1) ?? "")
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var theirs = browser.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!).ToList();
        return fields.SequenceEqual(theirs) && JsonElement.DeepEquals(judged.Answers, browser.GetProperty("sent"))
            ? null
            : $"{one.Definition}\n{one.Answers}\n"
                + $"server: {string.Join(",", fields)} {judged.Answers.GetRawText()}\nbrowser: {browser.GetRawText()}";
    }
}
