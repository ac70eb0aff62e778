using System.Text;
using System.Text.Json;
using ConcertMaster.Jsonata.Tests.Conformance;

namespace ConcertMaster.Jsonata.Tests.Agreement;

/// <summary>The official suite says which error it expects, and not where. The reference itself is asked for that.</summary>
public sealed class ErrorAgreementTests
{
    /// <summary>Where the place is another one on purpose, and why.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["boolean-expresssions/case030"] = "Here the call that failed; there the operator around it.",
        ["regex/case022"] = "Here the expression that matches nothing; there the function it was given to.",
        ["parent-operator/errors[1]"] = "The reference has no place for it.",
        ["parent-operator/errors[10]"] = "The reference has no place for it.",
        ["function-encodeUrl/case002"] = "Half a surrogate pair cannot be sent to another process.",
        ["function-encodeUrlComponent/case002"] = "Half a surrogate pair cannot be sent to another process.",
    };

    [SkippableFact]
    public async Task Errors_of_the_official_suite_have_code_and_place_of_the_reference()
    {
        Skip.If(ConformanceSuite.Instance is null, "The JSONata suite is not there.");
        using var reference = ReferenceProcess.Start();
        Skip.If(reference is null, "Node, or the npm package jsonata, is missing.");
        var suite = ConformanceSuite.Instance!;
        var cases = suite.Cases.Values.Where(one => one.ExpectsError && IsForBoth(one)).OrderBy(one => one.Name, StringComparer.Ordinal)
            .ToList();
        var answers = await reference.Evaluate([.. cases.Select(one => (one.Expression, InputOf(one, suite)))]);

        var differences = new StringBuilder();
        foreach (var (one, answer) in cases.Zip(answers))
        {
            var expected = Expected(answer);
            var actual = Actual(one, suite);
            if (expected != actual) differences.AppendLine($"{one.Name}  {one.Expression}\n  here {actual}\n  ref. {expected}");
        }
        cases.Count.ShouldBeGreaterThan(100);
        differences.ToString().ShouldBeEmpty();
    }

    // The line of input has no place for bindings, and each side stops what does not end at a limit of its own.
    private static bool IsForBoth(ConformanceCase one) =>
        !Elsewhere.ContainsKey(one.Name) && !one.Content.TryGetProperty("timelimit", out _) && !one.Content.TryGetProperty("depth", out _)
        && !(one.Content.TryGetProperty("bindings", out var bindings) && bindings.EnumerateObject().Any());

    private static string InputOf(ConformanceCase one, ConformanceSuite suite) =>
        one.Input(suite) is { ValueKind: not JsonValueKind.Undefined } input ? JsonSerializer.Serialize(input) : "null";

    private static (string? Code, int Position) Expected(JsonElement answer) => (
        answer.TryGetProperty("error", out var code) ? code.GetString() : null,
        answer.TryGetProperty("position", out var position) ? position.GetInt32() : 0);

    private static (string? Code, int Position) Actual(ConformanceCase one, ConformanceSuite suite)
    {
        try
        {
            Expression.Parse(one.Expression).Evaluate(one.Input(suite), one.Context());
            return (null, 0);
        }
        catch (JsonataException error)
        {
            return (error.Code, error.Position);
        }
    }
}
