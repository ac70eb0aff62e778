using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs.Triggers;

/// <summary>Letters and files that arrive by HTTP and start runs.</summary>
public sealed class MailAndFilesApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string Letter =
        "Message-ID: <once@example.org>\r\nFrom: Ann <ann@example.org>\r\nSubject: Totals\r\n" +
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee there.\r\n" +
        "--b\r\nContent-Type: text/csv; name=totals.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        "Y291bnRyeSx0b3RhbApOTywxMTUwMAo=\r\n--b--\r\n";

    [Fact]
    public async Task A_letter_starts_a_run_and_its_attachment_is_imported()
    {
        await engine.Publish("mail",
            [
                Node("mail", "EmailTrigger", new { address = "totals" }),
                Node("rows", "BulkImport", new { fileId = "{{ $trigger.attachments[0].fileId }}" }),
            ],
            [Edge("mail", "rows")]);
        var first = await RunOf(await Send("mail/Totals@in.example.org", Encoding.UTF8.GetBytes(Letter), "message/rfc822"));
        var run = await engine.Until(first, status => status == "completed");
        var input = Step(run, "mail").GetProperty("output");
        input.GetProperty("from").GetProperty("address").GetString().ShouldBe("ann@example.org");
        input.GetProperty("text").GetString().ShouldBe("See there.");
        input.GetProperty("attachments")[0].GetProperty("name").GetString().ShouldBe("totals.csv");
        Step(run, "rows").GetProperty("output").GetProperty("rows")[0].GetProperty("country").GetString().ShouldBe("NO");

        (await RunOf(await Send("mail/totals", Encoding.UTF8.GetBytes(Letter), "message/rfc822")))
            .ShouldBe(first, "the same Message-ID is the same letter");
    }

    [Fact]
    public async Task A_letter_as_json_is_the_same_to_a_run()
    {
        await engine.Publish("json mail", [Node("mail", "EmailTrigger", new { address = "json" })], []);
        using var client = engine.Anonymous();
        var run = await RunOf(await client.PostAsJsonAsync($"/hooks/{Slug}/mail/json", new
        {
            from = "Ann <ann@example.org>", subject = "Hi", text = "there",
            attachments = new[] { new { name = "../a.txt", contentType = "text/plain", content = "aGk=" } },
        }));
        var input = Step(await engine.Until(run, status => status == "completed"), "mail").GetProperty("output");
        input.GetProperty("from").GetProperty("name").GetString().ShouldBe("Ann");
        var file = input.GetProperty("attachments")[0];
        file.GetProperty("name").GetString().ShouldBe("a.txt");
        (await engine.Client.GetStringAsync(file.GetProperty("ref").GetString())).ShouldBe("hi");
    }

    [Fact]
    public async Task What_cannot_be_read_or_goes_nowhere_is_refused()
    {
        await engine.Publish("bad mail", [Node("mail", "EmailTrigger", new { address = "bad" })], []);
        (await CodeOf(await Send("mail/bad", "no letter"u8.ToArray(), "message/rfc822"))).ShouldBe("mail.unreadable");
        (await CodeOf(await Send("mail/bad", "{"u8.ToArray(), "application/json"))).ShouldBe("mail.unreadable");
        (await CodeOf(await Send("mail/nobody", "x"u8.ToArray(), "message/rfc822"))).ShouldBe("mail.unknown-address");
        (await CodeOf(await Send("files/nobody", "x"u8.ToArray(), "text/csv"))).ShouldBe("upload.unknown-address");
    }

    [Fact]
    public async Task A_file_starts_a_run_with_its_hash_and_can_be_downloaded()
    {
        var config = new { path = "tables/in", contentTypes = new[] { "text/csv" }, bytesMax = 100_000 };
        await engine.Publish("file", [Node("file", "FileTrigger", config)], []);
        var content = Encoding.UTF8.GetBytes(new string('a', 90_000));
        var run = await RunOf(await Send("files/tables/in?name=big.csv", content, "text/csv; charset=utf-8"));
        var output = Step(await engine.Until(run, status => status == "completed"), "file").GetProperty("output");
        output.GetProperty("name").GetString().ShouldBe("big.csv");
        output.GetProperty("contentType").GetString().ShouldBe("text/csv");
        output.GetProperty("size").GetInt64().ShouldBe(90_000);
        output.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        (await engine.Client.GetByteArrayAsync(output.GetProperty("ref").GetString())).ShouldBe(content);

        (await CodeOf(await Send("files/tables/in", content, "application/pdf"))).ShouldBe("upload.wrong-type");
        (await CodeOf(await Send("files/tables/in", new byte[100_001], "text/csv"))).ShouldBe("upload.too-large");
        (await CodeOf(await Send("files/tables/in", [], "text/csv"))).ShouldBe("upload.empty");
    }

    [Fact]
    public async Task A_secret_is_asked_for_as_a_token_or_as_a_signature()
    {
        await engine.Post("/api/connections", new { name = "door", kind = "webhook", settings = new { }, secret = "whsec_c2VjcmV0" },
            HttpStatusCode.Created);
        await engine.Publish("guarded", [Node("file", "FileTrigger", new { path = "guarded", signedBy = "door" })], []);
        (await CodeOf(await Send("files/guarded", "x"u8.ToArray(), "text/plain"))).ShouldBe("webhook.signature-missing");
        (await CodeOf(await Send("files/guarded", "x"u8.ToArray(), "text/plain", "wrong"))).ShouldBe("webhook.token-invalid");
        await RunOf(await Send("files/guarded", "x"u8.ToArray(), "text/plain", "whsec_c2VjcmV0"));
    }

    private async Task<HttpResponseMessage> Send(string address, byte[] content, string type, string? token = null)
    {
        using var client = engine.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{Slug}/{address}") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return await client.SendAsync(request);
    }

    private static async Task<Guid> RunOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("runId").GetGuid();
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
