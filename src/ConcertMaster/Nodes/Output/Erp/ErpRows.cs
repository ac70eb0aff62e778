using System.Text.Json;
using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Output.Erp;

/// <param name="RequestId">The same for every attempt, so that a system that understands it takes the row once.</param>
internal sealed record ErpRow(int Index, JsonElement Data, string RequestId);

/// <param name="Status">0 when nothing answered, or the row was not sent.</param>
/// <param name="Id">What the system calls it.</param>
internal sealed record ErpRowResult(
    int Index, bool Ok, int Status, string? Id = null, string? Code = null, string? Error = null);

/// <summary>An answer of the system, or none: then the status is 0 and the body says why.</summary>
internal sealed record ErpAnswer(int Status, string Body, Uri? Location, IReadOnlyList<string> Cookies, string? Token)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

internal static class ErpRows
{
    /// <summary>Row by row. When the system falls silent the rest is not sent: each would wait as long again.</summary>
    public static async Task<IReadOnlyList<ErpRowResult>> Each(
        IReadOnlyList<ErpRow> rows, Func<ErpRow, Task<ErpRowResult>> send)
    {
        var results = new List<ErpRowResult>(rows.Count);
        foreach (var row in rows)
        {
            var isSilent = results.Count > 0 && results[^1].Status == 0;
            results.Add(isSilent
                ? new(row.Index, false, 0, null, "erp.not-sent", "Not sent: the system stopped answering before.")
                : await send(row));
        }
        return results;
    }

    /// <summary>
    /// A step of which nothing went through has failed, and may be tried again when that may help. Once a row is in, the
    /// step ends, because trying all again could write that row twice: what was refused stands beside what was not.
    /// </summary>
    public static NodeResult Outcome(string system, IReadOnlyList<ErpRowResult> rows)
    {
        var failed = rows.Where(row => !row.Ok).ToList();
        if (rows.Count > 0 && failed.Count == rows.Count)
        {
            var first = failed[0];
            var message = $"None of {rows.Count} rows was taken; the first: {first.Error}";
            return new NodeResult.Failed(first.Status == 0 ? "erp.unreachable" : "erp.refused", message,
                failed.TrueForAll(row => row.Status is 0 or 408 or 425 or 429 or >= 500));
        }
        return NodeResult.Complete(new
        {
            system, sent = rows.Count, succeeded = rows.Count - failed.Count, failed = failed.Count, rows,
        });
    }

    public static ErpRowResult ResultOf(ErpRow row, ErpAnswer answer, string? id) => answer.IsSuccess
        ? new(row.Index, true, answer.Status, id)
        : Refused(row, answer);

    private static ErpRowResult Refused(ErpRow row, ErpAnswer answer)
    {
        var (code, message) = ErrorOf(answer.Body);
        var text = answer.Status == 0 ? message : $"{answer.Status}: {message}";
        return new(row.Index, false, answer.Status, null, code,
            text.Length > ErpLimits.ErrorLengthMax ? text[..ErpLimits.ErrorLengthMax] + "…" : text);
    }

    // OData: {error: {code, message: {value} | text}}. SuiteTalk: {title, "o:errorDetails": [{detail, "o:errorCode"}]}.
    private static (string? Code, string Message) ErrorOf(string body)
    {
        JsonElement json;
        try
        {
            json = JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return (null, body);
        }
        if (Field(json, "error") is { } odata)
        {
            var message = Field(odata, "message");
            return (Text(odata, "code"),
                (message is { ValueKind: JsonValueKind.Object } parts ? Text(parts, "value") : Text(odata, "message"))
                    ?? body);
        }
        if (Field(json, "o:errorDetails") is { ValueKind: JsonValueKind.Array } details && details.GetArrayLength() > 0)
            return (Text(details[0], "o:errorCode"), Text(details[0], "detail") ?? body);
        return (null, body);
    }

    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
