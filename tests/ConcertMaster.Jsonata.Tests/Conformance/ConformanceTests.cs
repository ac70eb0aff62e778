using System.Text.Json;

namespace ConcertMaster.Jsonata.Tests.Conformance;

public sealed class ConformanceTests
{
    private const string Missing = "(no suite)";

    public static TheoryData<string> Names => ConformanceSuite.Instance is { } suite
        ? new TheoryData<string>(suite.Cases.Keys.Order(StringComparer.Ordinal))
        : new TheoryData<string>(Missing);

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_official_suite_passes(string name)
    {
        Skip.If(name == Missing, "The suite is not in ../shared/conformance nor where CONCERTMASTER_CONFORMANCE says.");
        Skip.If(KnownFailures.Reasons.TryGetValue(name, out var reason), reason ?? "");
        var suite = ConformanceSuite.Instance!;
        var one = suite.Cases[name];
        var (result, error) = Run(one, suite);
        if (one.ExpectsError)
        {
            error.ShouldNotBeNull($"{one.Expression} gave {result}");
            AssertCode(one, error);
        }
        else
        {
            error.ShouldBeNull($"{one.Expression}: {error?.Code} {error?.Message}");
            AssertResult(one, result);
        }
    }

    [SkippableFact]
    public void No_case_on_the_list_of_known_failures_passes_or_is_unknown()
    {
        Skip.If(ConformanceSuite.Instance is null, "The JSONata suite is not there.");
        foreach (var name in KnownFailures.Reasons.Keys)
        {
            ConformanceSuite.Instance.Cases.ShouldContainKey(name);
        }
    }

    private static (JsonataResult Result, JsonataException? Error) Run(ConformanceCase one, ConformanceSuite suite)
    {
        try
        {
            return (Expression.Parse(one.Expression).Evaluate(one.Input(suite), one.Context()), null);
        }
        catch (JsonataException error)
        {
            return (default, error);
        }
    }

    private static void AssertCode(ConformanceCase one, JsonataException error)
    {
        // U1001 is the suite's own code for "stopped by the harness", which has one code for what we tell apart.
        string[] expected = one.Code == "U1001" ? ["D1011", "D1012", "L1001"] : [one.Code ?? error.Code];
        expected.ShouldContain(error.Code, $"{one.Expression}: {error.Message}");
        if (one.Token is not null)
        {
            error.Token.ShouldBe(one.Token);
        }
    }

    private static void AssertResult(ConformanceCase one, JsonataResult result)
    {
        if (!one.Content.TryGetProperty("result", out var expected))
        {
            result.IsUndefined.ShouldBeTrue($"{one.Expression} gave {result}");
            return;
        }
        result.IsUndefined.ShouldBeFalse(one.Expression);
        var actual = result.ToJsonElement();
        var isSame = one.IsUnordered
            ? Items(expected).SequenceEqual(Items(actual))
            : Canonical(expected) == Canonical(actual);
        isSame.ShouldBeTrue($"{one.Expression}\nexpected {expected.GetRawText()}\nactual   {actual.GetRawText()}");
    }

    private static IEnumerable<string> Items(JsonElement array) =>
        array.EnumerateArray().Select(Canonical).Order(StringComparer.Ordinal);

    /// <summary>The element with its properties in order and its numbers as the doubles they are.</summary>
    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject()
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{JsonSerializer.Serialize(property.Name)}:{Canonical(property.Value)}")) + "}",
        JsonValueKind.Number => element.GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.String => JsonSerializer.Serialize(element.GetString()),
        _ => element.GetRawText(),
    };
}
