using System.Text;
using System.Text.Json;
using ConcertMaster.Nodes;
using ConcertMaster.Runs;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Sdk;
using ConcertMaster.Testing;
using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.Tests.Runs;

/// <summary>Pages of the reference that are written from the code. After a change that is meant: CONCERTMASTER_ACCEPT=1.</summary>
public sealed class ReferenceSpec(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public void The_lifecycle_page_shows_the_tables_of_the_engine() => ShouldMatch("run-lifecycle.md", $"""
        # Lifecycle of runs and steps

        Written from the tables in `src/ConcertMaster/Runs/Engine/Lifecycles.cs`. What is not in a table cannot happen.

        ## Run

        {Table(Lifecycles.Run)}

        ## Step

        A loop that knows its items is *open* while its body runs; everywhere else that counts as running.

        {Table(Lifecycles.Step)}

        """);

    [Fact]
    public void The_catalogue_page_shows_every_node_type()
    {
        var catalogue = (INodeCatalogue)engine.Services.GetService(typeof(INodeCatalogue))!;
        var page = new StringBuilder("# Node types\n\nWritten from what each node type says of itself.\n");
        foreach (var group in catalogue.Descriptors.GroupBy(node => node.Category))
        {
            page.Append($"\n## {group.Key}\n");
            foreach (var node in group) page.Append(Section(node));
        }
        ShouldMatch("nodes.md", page.ToString());
    }

    [Fact]
    public void Every_node_type_says_what_the_palette_and_the_inspector_need()
    {
        var catalogue = (INodeCatalogue)engine.Services.GetService(typeof(INodeCatalogue))!;
        foreach (var node in catalogue.Descriptors)
        {
            node.Description.ShouldEndWith(".", customMessage: node.Type);
            node.Documentation.ShouldNotBeEmpty(node.Type);
            node.Icon.ShouldNotBeEmpty(node.Type);
            node.Examples.ShouldNotBeEmpty(node.Type);
            if (node.Type != "Placeholder") node.Outputs.ShouldNotBeEmpty(node.Type);
            foreach (var type in node.Outputs)
            {
                JsonSchema.Schema.Compile(type.Schema);
                node.OutputPorts.ShouldContain(type.Port ?? node.OutputPorts[0], node.Type);
            }
            var schema = JsonSchema.Schema.Compile(node.ConfigSchema);
            foreach (var example in node.Examples)
                schema.Validate(example.Config).Errors.ShouldBeEmpty($"{node.Type}: {example.Title}");
        }
    }

    private static string Table<TStatus>(Lifecycle<TStatus> lifecycle) where TStatus : struct, Enum =>
        "| from | event | to |\n| --- | --- | --- |\n" + string.Join("\n", lifecycle.Arrows.Select(arrow =>
            $"| {Words(arrow.From)} | `{NameOf(arrow.Event)}` | {Words(arrow.To)} |"));

    private static string NameOf(Type type) =>
        ((EventNameAttribute)Attribute.GetCustomAttribute(type, typeof(EventNameAttribute))!).Name;

    private static string Words<TStatus>(TStatus status) where TStatus : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()).Replace('-', ' ');

    private static string Section(NodeDescriptor node)
    {
        var text = new StringBuilder($"\n### {node.Name} (`{node.Type}`)\n\n{node.Description}\n\n");
        var ports = string.Join(", ", node.OutputPorts.Select(port => $"`{port}`"));
        if (node.DynamicPorts is not null) ports += $", and one for each of `{node.DynamicPorts}`";
        text.Append($"Leaves through: {ports}.{(node.IsPure ? " Computes only; nothing outside is touched." : "")}\n\n");
        if (node.Input is { } input) text.Append($"Made for: {Flowing(input)}.\n\n");
        if (node.Outputs.Count == 1) text.Append($"Gives: {Flowing(node.Outputs[0])}.\n\n");
        else if (node.Outputs.Count > 1)
            text.Append($"Gives, the first that fits:\n\n{string.Join("\n", node.Outputs.Select(type => $"- {Flowing(type)}"))}\n\n");
        if (node.ConfigSchema.TryGetProperty("properties", out var fields) && fields.EnumerateObject().Any())
        {
            text.Append("| config | | |\n| --- | --- | --- |\n");
            foreach (var field in fields.EnumerateObject())
                text.Append($"| `{field.Name}` | {Read(field.Value, "title")} | {Read(field.Value, "description")} |\n");
            text.Append('\n');
        }
        text.Append(node.Documentation.Trim()).Append('\n');
        foreach (var example in node.Examples)
            text.Append($"\n{example.Title}:\n\n```json\n{JsonSerializer.Serialize(example.Config, Indented)}\n```\n");
        return text.ToString();
    }

    private static string Flowing(PortType type)
    {
        List<string> fields = type.Schema.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(field => $"`{field.Name}`")] : [];
        if (type.FieldsFrom is { } setting) fields.Add($"what `{setting}` names");
        List<string> when = type.When is { } settings
            ? [.. settings.EnumerateObject().Select(one => $"`{one.Name}` is {Values(one.Value)}")] : [];
        if (type.Port is { } port) when.Insert(0, $"it leaves through `{port}`");
        return $"*{type.Name}*" + (fields.Count == 0 ? "" : $" with {string.Join(", ", fields)}")
            + (when.Count == 0 ? "" : $", where {string.Join(" and ", when)}");
    }

    private static string Values(JsonElement wanted) => wanted.ValueKind switch
    {
        JsonValueKind.Array => string.Join(" or ", wanted.EnumerateArray().Select(Values).Distinct()),
        JsonValueKind.Null => "empty",
        JsonValueKind.String when wanted.GetString() is "" => "empty",
        _ => $"`{wanted}`",
    };

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Read(JsonElement field, string name) =>
        field.ValueKind == JsonValueKind.Object && field.TryGetProperty(name, out var value)
            ? value.ToString().Replace("|", "\\|").Replace("\n", " ")
            : "";

    private static void ShouldMatch(string page, string text)
    {
        var path = Path.Combine(Repository.Root, "docs", "reference", page);
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("CONCERTMASTER_ACCEPT") == "1") File.WriteAllText(path, text);
        (File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "").ShouldBe(text,
            $"docs/reference/{page} no longer says what the code does: run once with CONCERTMASTER_ACCEPT=1");
    }
}
