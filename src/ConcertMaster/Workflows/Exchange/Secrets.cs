using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

/// <summary>
/// Takes what looks like a secret out of a workflow before it leaves the product. By which names and forms a secret is
/// known stands in <c>secrets.json</c>, which the editor's warnings read too.
/// </summary>
internal static class Secrets
{
    private sealed record Forms(string Name, IReadOnlyList<string> Texts);

    private const RegexOptions AsInBrowsers = RegexOptions.ECMAScript | RegexOptions.IgnoreCase;

    private static readonly TimeSpan TimeMax = TimeSpan.FromMilliseconds(200);
    private static readonly Forms Known = Read();
    private static readonly Regex Name = new(Known.Name, AsInBrowsers, TimeMax);
    private static readonly Regex Text = new(string.Join('|', Known.Texts), AsInBrowsers, TimeMax);

    /// <returns>The definition without them, and how many there were.</returns>
    public static (WorkflowDefinition Definition, int Count) TakeOut(WorkflowDefinition definition)
    {
        var count = 0;
        return (definition with
        {
            Nodes = [.. definition.Nodes.Select(node => node with
            {
                Config = Without(node.Config), Notes = node.Notes is { } notes ? Blackened(notes) : null,
            })],
            Settings = definition.Settings.Vars is { } vars
                ? definition.Settings with { Vars = Without(vars) } : definition.Settings,
            Layout = definition.Layout is { } layout
                ? layout with { Notes = [.. layout.Notes.Select(note => note with { Text = Blackened(note.Text) })] } : null,
        }, count);

        JsonElement Without(JsonElement json)
        {
            var node = JsonNode.Parse(json.GetRawText());
            var found = TakeOut(node);
            count += found;
            return found == 0 ? json : AppJson.ToElement(node);
        }

        string Blackened(string text) => Text.Replace(text, _ =>
        {
            count++;
            return "[left out]";
        });
    }

    private static int TakeOut(JsonNode? node)
    {
        var count = 0;
        if (node is JsonObject map)
            foreach (var (name, value) in map.ToList())
                if (IsSecret(name, value)) count += map.Remove(name) ? 1 : 0;
                else count += TakeOut(value);
        if (node is JsonArray list)
            foreach (var item in list.ToList())
                if (IsSecret("", item)) count += list.Remove(item) ? 1 : 0;
                else count += TakeOut(item);
        return count;
    }

    /// <summary>A text in the form of a secret, or any under the name of one that no expression puts together.</summary>
    private static bool IsSecret(string name, JsonNode? value) =>
        value is JsonValue single && single.TryGetValue<string>(out var text)
        && (Text.IsMatch(text) || (text.Length > 0 && !text.Contains("{{", StringComparison.Ordinal) && Name.IsMatch(name)));

    private static Forms Read()
    {
        using var stream = typeof(Secrets).Assembly.GetManifestResourceStream("ConcertMaster.Workflows.secrets.json")!;
        return JsonSerializer.Deserialize<Forms>(stream, AppJson.Options)!;
    }
}
