using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ConcertMaster.Jsonata.Tests.Hostile;

/// <summary>Runs after all others: what it measures is the memory of the whole process.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class HostileTests
{
    private static readonly int InputCount = Cases.Count(4_000);

    /// <summary>A hundred as released; what is built for debugging takes about twice as long for the same steps.</summary>
#if DEBUG
    private const int MillisecondsMax = 250;
#else
    private const int MillisecondsMax = 100;
#endif
    private const int GrowthMax = 64 * 1024 * 1024;

    private static readonly EvaluationContext Context = new() { Now = DateTimeOffset.UnixEpoch, RandomSeed = 1 };

    [Fact]
    public void Hostile_inputs_get_an_answer_or_a_named_error_in_time_and_leave_nothing_behind()
    {
        Warm();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var slow = new StringBuilder();
        Parallel.For(0, InputCount, seed =>
        {
            var (expression, input) = HostileInputs.Next(seed);
            Judge(expression, input, slow);
        });
        foreach (var attack in Attacks.All)
        {
            Judge(attack, "null", slow);
        }
        slow.ToString().ShouldBeEmpty();
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(GrowthMax);
    }

    /// <summary>Compiles the interpreter itself, so that the time measured is the evaluation's.</summary>
    private static void Warm()
    {
        for (var seed = InputCount; seed < InputCount + 400; seed++)
        {
            var (expression, input) = HostileInputs.Next(seed);
            Answer(expression, input);
        }
    }

    /// <summary>A slow one gets two more tries, for whatever collects garbage just then does so on its time.</summary>
    private static void Judge(string expression, string input, StringBuilder slow)
    {
        var fastest = double.MaxValue;
        for (var attempt = 0; attempt < 3 && fastest > MillisecondsMax; attempt++)
        {
            var before = ThreadClock.Milliseconds;
            Answer(expression, input);
            fastest = Math.Min(fastest, ThreadClock.Milliseconds - before);
        }
        if (fastest > MillisecondsMax)
        {
            lock (slow) slow.AppendLine($"{fastest:F0} ms: {expression[..Math.Min(120, expression.Length)]} on {input}");
        }
    }

    private static void Answer(string expression, string input)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            var result = Expression.Parse(expression).Evaluate(document.RootElement, Context);
            using var writer = new Utf8JsonWriter(Stream.Null);
            result.WriteTo(writer);
        }
        catch (JsonataException error)
        {
            error.Code.ShouldMatch("^[STDLH][0-9]{4}$");
            error.Message.ShouldNotBe(error.Code);
        }
    }
}
