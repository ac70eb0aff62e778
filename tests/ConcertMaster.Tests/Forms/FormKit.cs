using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms;

/// <summary>Forms made, published and sent over HTTP, for tests of what comes after.</summary>
internal static class FormKit
{
    public static async Task<string> MakeForm(this HttpClient builder, string name, object definition)
    {
        var created = await builder.Ask(HttpMethod.Post, "/api/forms", new { name, definition }, HttpStatusCode.Created);
        await builder.Ask(HttpMethod.Post, $"/api/forms/{created.Text("id")}/publish");
        return created.Text("id");
    }

    /// <returns>The token of the one invitation.</returns>
    public static async Task<string> Invite(this HttpClient builder, string form, string email, object? prefill = null) =>
        (await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new { recipients = new[] { new { email, prefill } } },
            HttpStatusCode.Accepted)).GetProperty("invitations")[0].Text("token");

    public static Task<JsonElement> Submit(
        this HttpClient anyone, string token, object answers, HttpStatusCode expected = HttpStatusCode.Created) =>
        anyone.Ask(HttpMethod.Post, $"/api/public/forms/{token}/submissions", new { answers }, expected);

    /// <summary>Uploads in pieces of the given size.</summary>
    public static async Task<JsonElement> Upload(
        this HttpClient anyone, string token, string field, string name, byte[] content, int piece = 512 * 1024,
        HttpStatusCode expected = HttpStatusCode.OK, string? column = null)
    {
        var begun = await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{token}/uploads",
            new { field, column, name, size = content.Length }, HttpStatusCode.Created);
        for (var at = 0; ; at += piece)
        {
            using var answer = await anyone.SendPiece(token, begun.Text("id"), at, content[at..Math.Min(content.Length, at + piece)]);
            var isLast = at + piece >= content.Length;
            answer.StatusCode.ShouldBe(isLast ? expected : HttpStatusCode.NoContent);
            if (isLast) return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    public static Task<HttpResponseMessage> SendPiece(this HttpClient anyone, string token, string upload, long offset, byte[] piece)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/public/forms/{token}/uploads/{upload}")
        {
            Content = new ByteArrayContent(piece) { Headers = { ContentType = new("application/offset+octet-stream") } },
        };
        request.Headers.Add("Upload-Offset", offset.ToString());
        return anyone.SendAsync(request);
    }
}
