using System.Text.Json;

namespace ConcertMaster.Workflows;

/// <summary>Expressions in settings: where they stand, and which of them cannot be read.</summary>
internal static class ExpressionProblems
{
    /// <summary>True when the text at this JSON Pointer holds an expression, whose type only a run can tell.</summary>
    public static bool IsExpressionAt(JsonElement config, string pointer) =>
        Resolve(config, pointer) is { ValueKind: JsonValueKind.String } value
        && value.GetString()!.Contains("{{", StringComparison.Ordinal);

    private static JsonElement? Resolve(JsonElement element, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var key = part.Replace("~1", "/").Replace("~0", "~");
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var member))
                element = member;
            else if (element.ValueKind == JsonValueKind.Array && int.TryParse(key, out var index)
                && index < element.GetArrayLength())
                element = element[index];
            else
                return null;
        }
        return element;
    }
}
