using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ConcertMaster.Shared.Http;

/// <summary>The bytes of a request, such as a file that is its whole body.</summary>
internal static class RequestBody
{
    /// <returns>Null when there are more than that.</returns>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request, int bytesMax, CancellationToken ct)
    {
        if (request.ContentLength > bytesMax) return null;
        var content = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (content.Length + read > bytesMax) return null;
            content.Write(buffer, 0, read);
        }
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    /// <summary>
    /// The name of the file that is the body, from <c>Content-Disposition: attachment; filename*=UTF-8''…</c> (RFC 6266):
    /// a name may be about a person, and one in the address would stay in logs.
    /// </summary>
    /// <returns>Empty when the request names none.</returns>
    public static string FileName(HttpRequest request) =>
        ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var said)
            ? (said.FileNameStar.HasValue ? said.FileNameStar : HeaderUtilities.RemoveQuotes(said.FileName)).ToString()
            : "";
}
