using System.Text.Json;

namespace ConcertMaster.Jsonata.Tests.Specs;

/// <summary>The samples of the library's README, word for word: an architecture test compares them.</summary>
public sealed class ReadmeSpec
{
    [Fact]
    public void The_first_sample_gives_what_it_says()
    {
        var timeProvider = TimeProvider.System;
        const int runSeed = 1;

        var expression = Expression.Parse("$sum(lines.(price * quantity)) * (1 + $vat / 100)");

        using var order = JsonDocument.Parse("""{"lines":[{"price":2,"quantity":3},{"price":5,"quantity":1}]}""");
        var context = new EvaluationContext
        {
            Bindings = new Dictionary<string, JsonElement> { ["vat"] = JsonSerializer.SerializeToElement(19) },
            Now = timeProvider.GetUtcNow(),
            RandomSeed = runSeed,
        };
        JsonataResult result = expression.Evaluate(order.RootElement, context);   // 13.09

        result.ToString().ShouldBe("13.09");
    }

    [Fact]
    public void A_function_of_the_host_is_called_as_the_sample_shows()
    {
        var rates = new Dictionary<string, decimal> { ["EUR"] = 1.25m };
        var context = new EvaluationContext
        {
            Functions = new Dictionary<string, HostFunction>
            {
                ["rate"] = new("<s-:n>", arguments => JsonSerializer.SerializeToElement(rates[arguments[0].GetString()!])),
            }
        };

        Expression.Parse("$rate(\"EUR\") * 4").Evaluate(default(JsonElement), context).ToString().ShouldBe("5");
    }
}
