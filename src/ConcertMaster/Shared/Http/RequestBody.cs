using Microsoft.AspNetCore.Http;

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
}
