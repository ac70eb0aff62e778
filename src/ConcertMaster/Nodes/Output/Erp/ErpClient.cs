using System.Text;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Nodes.Output.Erp;

/// <summary>Sends requests and reads answers within bounds; what does not answer is an answer of status 0.</summary>
internal sealed class ErpClient(HttpClient http, CancellationToken ct)
{
    /// <summary>Name of the HTTP client: it follows no redirects and keeps no cookies.</summary>
    public const string Name = "ERPExport";

    public async Task<ErpAnswer> Send(HttpRequestMessage request)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new((int)response.StatusCode, await Read(response), response.Headers.Location,
                response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [],
                response.Headers.TryGetValues("x-csrf-token", out var tokens) ? tokens.FirstOrDefault() : null);
        }
        catch (HttpRequestException fault) when (OutgoingRefusedException.In(fault) is { } refused)
        {
            throw new NodeException("http.address-not-allowed", refused.Message, inner: fault);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested
            && fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return new(0, $"{request.RequestUri!.Host} does not answer: {fault.Words()}.", null, [], null);
        }
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<string> Read(HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > ErpLimits.AnswerBytesMax)
                throw new NodeException("erp.answer-too-large",
                    $"An answer is larger than {ErpLimits.AnswerBytesMax / 1024 / 1024} MB.");
            buffer.Write(chunk, 0, read);
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)
            .Replace("\0", "", StringComparison.Ordinal);
    }
}
