using System.Text.Json;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Tests.Runs.Expressions;

public sealed class ExpressionLimitsSpec
{
    private const string Measures = """
        { "count": $count(rows), "sum": $sum(rows.(amount * price)), "average": $average(rows.amount),
          "largest": $max(rows.amount), "large": $count(rows[amount > 50 and price > 2]),
          "regions": rows{region: { "amount": $sum(amount), "value": $sum($.(amount * price)) }} }
        """;

    [Fact]
    public void A_workflow_may_take_several_measures_of_twenty_thousand_rows()
    {
        var rows = Enumerable.Range(0, 20_000)
            .Select(row => new { region = $"region {row % 9}", amount = row % 100, price = 2 + (row % 2) });
        var input = JsonSerializer.SerializeToElement(new { rows });

        var found = Template.ParseExpression(Measures).Evaluate(input, Limited(ExpressionLimits.OfWorkflows));

        found.GetProperty("count").GetInt32().ShouldBe(20_000);
        found.GetProperty("sum").GetInt32().ShouldBe(2_480_000);
        found.GetProperty("large").GetInt32().ShouldBe(5_000);
        found.GetProperty("regions").EnumerateObject().Count().ShouldBe(9);
    }

    [Fact]
    public void An_expression_without_an_end_is_stopped()
    {
        var endless = Template.ParseExpression("($again := function() { $again() }; $again())");

        var refusal = Should.Throw<JsonataException>(
            () => endless.Evaluate(JsonValues.Null, Limited(ExpressionLimits.OfWorkflows)));

        refusal.Code.ShouldBeOneOf("L1001", "D1012");
    }

    private static EvaluationContext Limited(EvaluationLimits limits) => new() { Limits = limits };
}
