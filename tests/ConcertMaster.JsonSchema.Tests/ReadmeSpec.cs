using System.Text.Json;

namespace ConcertMaster.JsonSchema.Tests;

/// <summary>The sample of the library's README, word for word: an architecture test compares them.</summary>
public sealed class ReadmeSpec
{
    [Fact]
    public void The_sample_gives_what_it_says()
    {
        var utf8Json = """{ "units": -1 }"""u8;
        var element = JsonElement.Parse("""{ "units": -1 }""");

        var schema = Schema.Compile("""
            {
              "properties": { "units": { "type": "integer", "minimum": 0 } },
              "required": ["units"]
            }
            """);

        schema.IsValid(element);                       // the verdict; allocates nothing as a rule
        schema.IsValid(utf8Json);                      // the same from text, without making a document of it
        foreach (var error in schema.Validate(element).Errors)
            Console.WriteLine($"{error.InstanceLocation}: {error.Message}");   // /units: Must be at least 0.

        schema.IsValid(element).ShouldBeFalse();
        schema.IsValid(utf8Json).ShouldBeFalse();
        Console.Lines.ShouldBe(["/units: Must be at least 0."]);
    }

    private static class Console
    {
        public static List<string> Lines { get; } = [];

        public static void WriteLine(string line) => Lines.Add(line);
    }
}
