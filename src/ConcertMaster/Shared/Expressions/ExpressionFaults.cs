using System.Text.Json;
using ConcertMaster.Jsonata;

namespace ConcertMaster.Shared.Expressions;

/// <param name="Path">JSON Pointer into the config.</param>
internal sealed record ExpressionFault(string Path, string Message);

/// <summary>Finds the expressions in a config that do not parse.</summary>
internal static class ExpressionFaults
{
    /// <param name="schema">The config's JSON Schema: a text marked <c>"x-widget": "expression"</c> is an expression
    /// even without braces.</param>
    public static IEnumerable<ExpressionFault> In(JsonElement config, JsonElement schema) => Walk(config, schema, "");

    private static IEnumerable<ExpressionFault> Walk(JsonElement value, JsonElement? schema, string path) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Check(value.GetString()!, schema?.Text("x-widget") == "expression", path),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Walk(member.Value,
                schema?.Property("properties")?.Property(member.Name) ?? schema?.Property("additionalProperties"),
                $"{path}/{member.Name.Replace("~", "~0").Replace("/", "~1")}")),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) =>
                Walk(item, schema?.Property("items"), $"{path}/{index}")),
            _ => [],
        };

    private static IEnumerable<ExpressionFault> Check(string text, bool isExpression, string path)
    {
        if (text.Length == 0 || (!isExpression && !Template.MayHoldExpressions(text))) yield break;
        string? fault = null;
        try
        {
            _ = isExpression ? Template.ParseExpression(text) : Template.Parse(text);
        }
        catch (JsonataException exception)
        {
            fault = $"The expression does not parse: {exception.Message}";
        }
        if (fault is not null) yield return new(path, fault);
    }
}
