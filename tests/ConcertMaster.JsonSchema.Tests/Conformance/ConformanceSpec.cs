using System.Text.Json;

namespace ConcertMaster.JsonSchema.Tests.Conformance;

public sealed class ConformanceSpec
{
    [SkippableTheory]
    [InlineData("draft4")]
    [InlineData("draft6")]
    [InlineData("draft7")]
    [InlineData("draft2019-09")]
    [InlineData("draft2020-12")]
    public void Every_required_test_of_the_official_suite_passes(string draft)
    {
        Suite.SkipWhenMissing();

        var (count, failures) = RunAll(draft, optional: false);

        failures.ShouldBeEmpty();
        count.ShouldBeGreaterThan(0);
    }

    [SkippableTheory]
    [InlineData("draft4")]
    [InlineData("draft6")]
    [InlineData("draft7")]
    [InlineData("draft2019-09")]
    [InlineData("draft2020-12")]
    public void The_optional_tests_that_fail_are_those_on_the_list(string draft)
    {
        Suite.SkipWhenMissing();
        var listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "optional-failures.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToHashSet(StringComparer.Ordinal);

        var (_, failures) = RunAll(draft, optional: true);

        failures.Where(failure => !listed.Contains(failure)).ShouldBeEmpty();
    }

    private static (int Count, List<string> Failures) RunAll(string draft, bool optional)
    {
        var remotes = Suite.Remotes();
        var count = 0;
        var failures = new List<string>();
        foreach (var group in Suite.Groups(draft).Where(group => group.IsOptional == optional))
            failures.AddRange(RunGroup(group, remotes, ref count));
        return (count, failures);
    }

    private static List<string> RunGroup(
        SuiteGroup group, IReadOnlyDictionary<string, JsonElement> remotes, ref int count)
    {
        var failures = new List<string>();
        Schema? schema = null;
        string? fault = null;
        try
        {
            schema = Schema.Compile(group.Schema, Suite.OptionsFor(group, remotes));
        }
        catch (SchemaException exception)
        {
            fault = exception.Message;
        }

        foreach (var test in group.Tests.EnumerateArray())
        {
            count++;
            var expected = test.GetProperty("valid").GetBoolean();
            var name = $"{group.Name}: {test.GetProperty("description").GetString()}";
            if (schema is null) failures.Add($"{name}: {fault}");
            else if (!Agrees(schema, test.GetProperty("data"), expected)) failures.Add(name);
        }

        return failures;
    }

    // Both ways of asking must give the verdict, and an invalid value at least one error.
    private static bool Agrees(Schema schema, JsonElement data, bool expected)
    {
        var result = schema.Validate(data);
        return schema.IsValid(data) == expected && result.IsValid == expected && result.Errors.Count > 0 != expected;
    }
}
