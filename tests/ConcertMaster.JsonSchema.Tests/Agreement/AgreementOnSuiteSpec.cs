using ConcertMaster.JsonSchema.Tests.Conformance;

namespace ConcertMaster.JsonSchema.Tests.Agreement;

public sealed class AgreementOnSuiteSpec
{
    [SkippableFact]
    public async Task The_browser_gives_the_same_verdicts_except_where_it_fails_the_suite_itself()
    {
        Suite.SkipWhenMissing();
        var remotes = Suite.Remotes();
        var groups = Suite.Drafts.Keys.SelectMany(Suite.Groups).Where(group => !group.IsOptional).ToList();
        var questions = groups.ConvertAll(group => new AjvQuestion(
            group.Draft, group.Schema, false,
            [.. group.Tests.EnumerateArray().Select(test => test.GetProperty("data").GetRawText())]));

        var answers = await Ajv.Ask(questions, remotes);

        var disagreements = groups.Zip(answers).SelectMany(pair => Disagreements(pair.First, pair.Second, remotes));
        var listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "ajv-failures.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').ToHashSet(StringComparer.Ordinal);
        disagreements.Distinct().Where(name => !listed.Contains(name)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Disagreements(
        SuiteGroup group, AjvAnswer answer, IReadOnlyDictionary<string, System.Text.Json.JsonElement> remotes)
    {
        var schema = Schema.Compile(group.Schema, Suite.OptionsFor(group, remotes));
        var index = 0;
        foreach (var test in group.Tests.EnumerateArray())
        {
            var theirs = answer.Results?[index++].Valid;
            if (schema.IsValid(test.GetProperty("data")) != theirs) yield return group.Name;
        }
    }
}
