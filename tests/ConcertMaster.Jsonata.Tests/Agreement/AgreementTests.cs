using System.Text;
using System.Text.Json;

namespace ConcertMaster.Jsonata.Tests.Agreement;

public sealed class AgreementTests
{
    private static readonly int PairCount = Cases.Count(5_000);

    [SkippableFact]
    public async Task Generated_expressions_give_the_same_value_or_an_error_here_and_in_the_reference()
    {
        using var reference = ReferenceProcess.Start();
        Skip.If(reference is null, "Node, or the npm package jsonata, is missing.");
        var pairs = Enumerable.Range(0, PairCount)
            .Select(seed => (Expression: new ExpressionGenerator(seed).Next(), Input: new DataGenerator(seed).Next()))
            .ToList();
        var answering = reference.Evaluate(pairs);
        var own = pairs.Select(pair => Evaluate(pair.Expression, pair.Input)).ToList();
        var answers = await answering;

        answers.Count.ShouldBe(PairCount);
        var differences = new StringBuilder();
        for (var index = 0; index < PairCount; index++)
        {
            var expected = Show(answers[index]);
            if (expected != own[index].Outcome)
            {
                differences.AppendLine($"#{index}  {pairs[index].Expression}\n  on   {pairs[index].Input}");
                differences.AppendLine($"  here {own[index].Outcome} {own[index].Detail}");
                differences.AppendLine($"  ref. {expected} {answers[index]}");
            }
        }
        differences.ToString().ShouldBeEmpty();
    }

    private static (string Outcome, string Detail) Evaluate(string expression, string input)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            var result = Expression.Parse(expression).Evaluate(document.RootElement, new EvaluationContext
            {
                Now = DateTimeOffset.UnixEpoch,
                RandomSeed = 1,
                Limits = new EvaluationLimits { TimeMax = TimeSpan.FromSeconds(30), StepCountMax = 100_000_000 },
            });
            return (result.IsUndefined ? "nothing" : Canonical(result.ToJsonElement()), "");
        }
        catch (JsonataException error)
        {
            return ("error", $"{error.Code} {error.Message}");
        }
    }

    private static string Show(JsonElement answer) => answer.TryGetProperty("error", out _) ? "error"
        : answer.TryGetProperty("value", out var value) ? Canonical(value)
        : "nothing";

    /// <summary>The same text for the same value: numbers to the last digit, properties in their order.</summary>
    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject()
            .Select(property => $"{JsonSerializer.Serialize(property.Name)}:{Canonical(property.Value)}")) + "}",
        JsonValueKind.String => JsonSerializer.Serialize(Values.JsonText.Read(element)),
        _ => element.GetRawText(),
    };
}
