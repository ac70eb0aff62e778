using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ConcertMaster.Nodes.Output.Erp;

/// <summary>A batch of OData version 2 with one changeset, and the answer to it.</summary>
internal static partial class SapBatch
{
    public static HttpContent Write(string entitySet, IReadOnlyList<ErpRow> rows, string requestIdHeader)
    {
        // A boundary that a row holds would cut it; the id of a row is one that nobody writes into his data.
        var (batch, changes) = ($"batch_{rows[0].RequestId}", $"changeset_{rows[0].RequestId}");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n");
        foreach (var row in rows)
        {
            var json = row.Data.GetRawText();
            text.Append(CultureInfo.InvariantCulture, $"--{changes}\r\n")
                .Append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n")
                .Append(CultureInfo.InvariantCulture, $"Content-ID: {row.Index + 1}\r\n\r\n")
                .Append(CultureInfo.InvariantCulture, $"POST {entitySet} HTTP/1.1\r\n")
                .Append("Content-Type: application/json\r\nAccept: application/json\r\n")
                .Append(CultureInfo.InvariantCulture, $"{requestIdHeader}: {row.RequestId}\r\n")
                .Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n")
                .Append(json).Append("\r\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"--{changes}--\r\n--{batch}--\r\n");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/mixed; boundary={batch}");
        return content;
    }

    /// <summary>One answer for each row, in their order; or a single one, which refuses the whole changeset.</summary>
    public static IReadOnlyList<ErpRowResult> Read(ErpAnswer answer, IReadOnlyList<ErpRow> rows)
    {
        if (!answer.IsSuccess) return [.. rows.Select(row => ErpRows.ResultOf(row, answer, null))];
        var parts = StatusLine().Split(answer.Body)[1..].Chunk(2)
            .Select(part => answer with
            {
                Status = int.Parse(part[0], CultureInfo.InvariantCulture), Body = JsonIn(part[1]),
            })
            .ToList();
        if (parts.Count == rows.Count && parts.TrueForAll(part => part.IsSuccess))
            return [.. rows.Zip(parts, (row, part) => ErpRows.ResultOf(row, part, IdOf(part.Body)))];
        var refusal = parts.Find(part => !part.IsSuccess)
            ?? answer with { Status = 502, Body = $"The batch's answer has {parts.Count} parts for {rows.Count} rows." };
        return [.. rows.Select(row => ErpRows.ResultOf(row, refusal, null))];
    }

    /// <summary>The address of what was made, as the service tells it.</summary>
    public static string? IdOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var entity = json.RootElement.TryGetProperty("d", out var inner) ? inner : json.RootElement;
            return entity.TryGetProperty("__metadata", out var metadata) && metadata.TryGetProperty("uri", out var uri)
                ? uri.GetString() : entity.TryGetProperty("@odata.id", out var id) ? id.GetString() : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string JsonIn(string part)
    {
        var (from, to) = (part.IndexOf('{', StringComparison.Ordinal), part.LastIndexOf('}'));
        return from >= 0 && to > from ? part[from..(to + 1)] : part.Trim();
    }

    [GeneratedRegex(@"^HTTP/1\.[01] (\d{3})[^\n]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex StatusLine();
}
