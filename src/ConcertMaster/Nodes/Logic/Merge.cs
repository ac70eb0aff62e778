using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Logic;

internal sealed class Merge : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Merge",
        Name = "Merge",
        Category = NodeCategory.Logic,
        Description = "Brings branches together and makes one value of what they bring.",
        Icon = "merge",
        Tags = ["join", "combine", "wait", "append"],
        Summary = "{{mode}}",
        IsPure = true,
        Outputs =
        [
            PortType.List("One list") with { When = NodeDescriptor.Schema("""{"mode": ["append", "byPosition", "match"]}""") },
            PortType.Anything("What the branches bring"),
        ],
        TakesInputsApart = true,
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "properties": {
                "mode": {
                  "type": "string", "title": "How", "default": "combine", "x-order": 1,
                  "enum": ["combine", "append", "byNode", "first", "byPosition", "match"],
                  "description": "One object of all fields, one list of all, a field per branch, the first, or lists joined."
                },
                "first": {
                  "title": "First", "x-order": 2, "x-when": {"mode": ["append", "first", "byPosition", "match"]},
                  "description": "Such as {{ $steps.suppliers.rows }}. Empty: the first of the branches by their ids."
                },
                "second": {
                  "title": "Second", "x-order": 3, "x-when": {"mode": ["append", "byPosition", "match"]},
                  "description": "In the same way."
                },
                "on": {
                  "type": "array", "title": "Fields that match", "maxItems": 10, "x-order": 4, "x-when": {"mode": "match"},
                  "items": {
                    "type": "object", "required": ["first"],
                    "properties": {
                      "first": {"type": "string", "title": "In the first", "minLength": 1, "x-order": 1},
                      "second": {
                        "type": "string", "title": "In the second", "x-order": 2,
                        "description": "The same when left out."
                      }
                    }
                  }
                },
                "keep": {
                  "type": "string", "title": "Keep", "default": "matches", "x-order": 5,
                  "enum": ["matches", "first", "second", "everything", "onlyFirst", "onlySecond", "unmatched"],
                  "x-when": {"mode": ["byPosition", "match"]},
                  "description": "What matches, all of one list with what matches, everything, or what has no match."
                }
              },
              "if": {"properties": {"mode": {"const": "match"}}, "required": ["mode"]},
              "then": {"required": ["on"], "properties": {"on": {"minItems": 1}}}
            }
            """),
        Documentation = """
            Runs when every incoming edge is decided and at least one is taken; branches that were not taken bring nothing.
            With the node's join set to *any* it runs at the first branch that arrives.

            `byPosition` joins two or more lists item by item, as far as the shortest of them reaches, or with `keep: everything`
            the longest. `match` joins two lists by fields that say the same, `2` and
            `"2"` included; where both items have a field, that of the second wins. `keep` says what comes out: `matches`;
            all of the `first` or of the `second`, with what matches; `everything`; `onlyFirst` and `onlySecond`, what has no
            match in the other; `unmatched`, both of these. At most 100,000 items come out.
            """,
        Examples =
        [
            new("One object of all fields", NodeDescriptor.Schema("""{"mode": "combine"}""")),
            new("Suppliers that have not answered", NodeDescriptor.Schema("""
                {
                  "mode": "match", "first": "{{ $steps.suppliers.rows }}",
                  "second": "{{ $steps.answers.responses.recipient }}", "on": [{"first": "email"}], "keep": "onlyFirst"
                }
                """)),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var config = context.Config;
        var branches = context.Input.EnumerateObject().Select(member => member.Value).ToList();
        IReadOnlyList<JsonElement> inputs = [
            .. new[] { Given("first") ?? Branch(0), Given("second") ?? Branch(1) }.OfType<JsonElement>(),
            .. branches.Skip(2)];
        return new(NodeResult.Complete((config.Text("mode") ?? "combine") switch
        {
            "append" => JsonShape.ArrayOf(inputs.SelectMany(JsonShape.Items)),
            "byNode" => context.Input,
            "first" => inputs.Count == 0 ? JsonValues.Null : inputs[0],
            "byPosition" => MergedLists.ByPosition(inputs, alone: config.Text("keep") == "everything"),
            "match" => MergedLists.Match(At(0), At(1), FieldsOf(config), config.Text("keep") ?? "matches"),
            _ => JsonShape.Combine(inputs),
        }));

        JsonElement? Given(string name) => config.Property(name) is { } value && !IsEmpty(value) ? value : null;
        JsonElement? Branch(int place) => place < branches.Count ? branches[place] : null;
        JsonElement At(int place) => place < inputs.Count ? inputs[place] : JsonValues.Null;
    }

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || value is { ValueKind: JsonValueKind.String } && value.GetString() == "";

    private static IReadOnlyList<(string First, string Second)> FieldsOf(JsonElement config) =>
        [.. JsonShape.Items(config.Property("on") ?? JsonValues.Null)
            .Select(field => (First: field.Text("first") ?? "", Second: field.Text("second")))
            .Select(field => (field.First, field.Second is { Length: > 0 } second ? second : field.First))];
}
