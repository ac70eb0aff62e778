using System.Text.Json;
using ConcertMaster.Sdk;

namespace HelloNode;

public sealed class Hello : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Hello",
        Name = "Say hello",
        Category = NodeCategory.Transform,
        Description = "Greets somebody by name.",
        Icon = "hand",
        Tags = ["greeting", "welcome"],
        SearchText = "hallo bonjour hola",
        Summary = "{{name}}",
        Outputs = [PortType.Of("Greeting", "greeting", "attempt")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["name"],
              "properties": {
                "name": { "type": "string", "title": "Name", "minLength": 1 },
                "language": { "title": "Language", "enum": ["en", "de", "fr"], "default": "en" }
              }
            }
            """),
        Documentation = "Output: `{greeting, attempt}`. A name of blanks alone fails with `hello.nobody`.",
        Examples =
        [
            new("Greet the sender", NodeDescriptor.Schema("""{ "name": "{{ $trigger.body.name }}", "language": "de" }""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var name = context.Config.GetProperty("name").GetString()!;
        if (string.IsNullOrWhiteSpace(name)) throw new NodeException("hello.nobody", "There is nobody to greet.");
        var language = context.Config.TryGetProperty("language", out var given) ? given.GetString() : "en";
        var word = language switch { "de" => "Hallo", "fr" => "Bonjour", _ => "Hello" };
        return ValueTask.FromResult<NodeResult>(
            NodeResult.Complete(new { greeting = $"{word}, {name}!", context.Attempt }));
    }
}
