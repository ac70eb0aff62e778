using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;

namespace ConcertMaster.Tests.Forms.Uploads;

/// <summary>A host with a scanner that the test answers for.</summary>
public sealed class ScannedHost : HostFixture
{
    public HttpPeer Scanner { get; private set; } = null!;

    /// <summary>While it is not set, the scanner takes its time.</summary>
    public ManualResetEventSlim MayAnswer { get; } = new(true);

    public override async Task InitializeAsync()
    {
        Scanner = await HttpPeer.Start();
        Scanner.Answer = (call, _) =>
        {
            MayAnswer.Wait();
            return call.Body.Contains("BROKEN", StringComparison.Ordinal) ? PeerAnswer.Json(503, "{}")
                : call.Body.Contains("EICAR", StringComparison.Ordinal)
                ? PeerAnswer.Json(200, """{ "clean": false, "because": "EICAR was found." }""")
                : PeerAnswer.Json(200, """{ "clean": true }""");
        };
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        MayAnswer.Set();
        await base.DisposeAsync();
        await Scanner.DisposeAsync();
        MayAnswer.Dispose();
    }

    protected override IEnumerable<KeyValuePair<string, string?>> Settings() =>
        [new("Forms:Scanner:Url", Scanner.BaseUrl + "/scan"), new("Forms:Scanner:Token", "scanner-token")];
}

/// <summary>Files in pieces, told by what is in them, held back until the scanner has looked, and kept as evidence.</summary>
public sealed class UploadApiTests(ScannedHost host) : IClassFixture<ScannedHost>
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, .. Enumerable.Repeat((byte)'x', 700_000)];

    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "cv" },
            properties = new { cv = new { type = "array", minItems = 1, items = new { type = "object", required = new[] { "id" } } } },
        },
        ui = new { fields = new { cv = new { widget = "file", accept = new[] { "application/pdf", "text/plain" },
            maxBytes = 1_000_000 } } },
    };

    [Fact]
    public async Task Without_script_files_come_with_the_answers_and_stay_when_something_is_to_be_mended()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var token = await builder.Invite(await builder.MakeForm("Plain files", Definition), "plain-files@round.test");
        var page = await anyone.GetStringAsync($"/f/{token}?plain");
        page.ShouldContain("enctype=\"multipart/form-data\"");
        page.ShouldContain("type=\"file\" id=\"answer-cv\" name=\"cv\"");
        async Task<(HttpStatusCode Status, string Page)> Send(params (string Name, byte[] Content)[] files)
        {
            using var form = new MultipartFormDataContent { { new StringContent(""), "nothing" } };
            foreach (var (name, content) in files) form.Add(new ByteArrayContent(content), "cv", name);
            foreach (Match kept in Regex.Matches(page, "name=\"cv\" value=\"([^\"]+)\" checked"))
                form.Add(new StringContent(kept.Groups[1].Value), "cv");
            using var answer = await anyone.PostAsync($"/f/{token}?plain", form);
            page = await answer.Content.ReadAsStringAsync();
            return (answer.StatusCode, page);
        }

        (await Send()).Page.ShouldContain("This needs an answer.");
        (await Send(("cv.pdf", Pdf), ("much.pdf", new byte[1_000_001]))).Page.ShouldContain("This file is larger than");
        page.ShouldContain("<span>cv.pdf</span>");
        (await Send(("picture.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))).Page
            .ShouldContain("This kind of file is not taken here.");
        (await Send()).Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("Your answers have arrived");
        var responses = default(JsonElement);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        async Task<JsonElement> Found() =>
            (await builder.Ask(HttpMethod.Get, "/api/responses?search=plain-files")).GetProperty("items");
        while ((responses = await Found()).GetArrayLength() == 0) await Task.Delay(50, patience.Token);
        var id = responses[0].Text("id");
        var file = (await builder.Ask(HttpMethod.Get, $"/api/responses/{id}")).GetProperty("answers").GetProperty("cv")[0];
        (file.Text("name"), file.Text("sha256")).ShouldBe(("cv.pdf", Convert.ToHexStringLower(SHA256.HashData(Pdf))));
    }

    [Fact]
    public async Task A_file_comes_in_pieces_over_a_dropped_connection_and_its_hash_is_in_the_answer()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var token = await builder.Invite(await builder.MakeForm("Files", Definition), "files@round.test");
        var begun = await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{token}/uploads",
            new { field = "cv", name = "../../cv.pdf", size = Pdf.Length }, HttpStatusCode.Created);
        var id = begun.Text("id");
        (await anyone.SendPiece(token, id, 0, Pdf[..300_000])).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        // The answer to the first piece was lost: it is sent again, refused, and the offset asked for.
        (await anyone.SendPiece(token, id, 0, Pdf[..300_000])).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var head = await anyone.SendAsync(new(HttpMethod.Head, $"/api/public/forms/{token}/uploads/{id}"));
        head.Headers.GetValues("Upload-Offset").Single().ShouldBe("300000");
        await anyone.Submit(token, new { cv = new[] { new { id } } }, HttpStatusCode.UnprocessableEntity);
        (await anyone.SendPiece(token, id, 300_000, Pdf[300_000..])).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Until(anyone, token, id, "ready");

        var sent = await anyone.Submit(token, new { cv = new[] { new { id, name = "forged.exe", sha256 = "00" } } });
        var response = sent.Text("responseId");
        var file = (await builder.Ask(HttpMethod.Get, $"/api/responses/{response}")).GetProperty("answers").GetProperty("cv")[0];
        (file.Text("name"), file.Text("type")).ShouldBe(("cv.pdf", "application/pdf"));
        file.Text("sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Pdf)));
        using var download = await builder.GetAsync($"/api/responses/{response}/files/{id}");
        (await download.Content.ReadAsByteArrayAsync()).ShouldBe(Pdf);
        download.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await builder.GetAsync($"/api/responses/{Guid.NewGuid()}/files/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        host.Scanner.Calls.ShouldContain(call => call.Headers["Authorization"] == "Bearer scanner-token"
            && call.Headers["X-File-Sha256"] == file.Text("sha256"));
    }

    [Fact]
    public async Task What_a_file_is_called_does_not_make_it_so()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var token = await builder.Invite(await builder.MakeForm("Types", Definition), "filetypes@round.test");
        var refused = await anyone.Upload(token, "cv", "cv.pdf", "MZ and what follows"u8.ToArray(),
            expected: HttpStatusCode.UnprocessableEntity);
        refused.Text("code").ShouldBe("upload.type-refused");
        refused.Text("detail").ShouldContain("application/x-msdownload");
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/uploads", new { field = "cv", name = "a", size = 1_000_001 },
            HttpStatusCode.RequestEntityTooLarge, "upload.too-large");
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/uploads", new { field = "files", name = "a", size = 1 },
            HttpStatusCode.UnprocessableEntity, "upload.field-unknown");
    }

    [Fact]
    public async Task A_file_of_somebody_else_and_one_that_the_scanner_refuses_are_not_taken()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Foreign files", Definition);
        var (mine, theirs) = (await builder.Invite(form, "mine@round.test"), await builder.Invite(form, "theirs@round.test"));
        var file = await anyone.Upload(theirs, "cv", "cv.pdf", Pdf);
        (await anyone.GetAsync($"/api/public/forms/{mine}/uploads/{file.Text("id")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var refused = await anyone.Submit(mine, new { cv = new[] { new { id = file.Text("id") } } }, HttpStatusCode.UnprocessableEntity);
        refused.GetProperty("errors")[0].Text("code").ShouldBe("upload.not-found");

        // What the scanner cannot take holds up nothing that comes behind it.
        (await anyone.Upload(mine, "cv", "odd.txt", "BROKEN"u8.ToArray())).Text("status").ShouldBe("quarantined");
        var virus = await anyone.Upload(mine, "cv", "cv.txt", "EICAR test"u8.ToArray());
        virus.Text("status").ShouldBe("quarantined");
        (await Until(anyone, mine, virus.Text("id"), "rejected")).Text("because").ShouldBe("EICAR was found.");
        var rejected = await anyone.Submit(mine, new { cv = new[] { new { id = virus.Text("id") } } }, HttpStatusCode.UnprocessableEntity);
        rejected.GetProperty("errors")[0].Text("code").ShouldBe("upload.rejected");
    }

    [Fact]
    public async Task A_file_of_a_comment_is_read_by_nobody_before_the_scanner_has_looked_and_never_when_it_is_infected()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        var review = (await owner.Ask(HttpMethod.Post, "/api/reviews", new
        {
            title = "Scanned", queue = "scanned", data = new { total = 7 },
        }, HttpStatusCode.Created)).Text("id");
        var clean = await Attach(owner, review, "meter.txt", "41 kWh");
        (await Shown(owner, review, clean, "ready")).Text("name").ShouldBe("meter.txt");
        (await owner.GetStringAsync($"/api/reviews/{review}/files/{clean}")).ShouldBe("41 kWh");

        var infected = await Attach(owner, review, "virus.txt", "EICAR test");
        (await Shown(owner, review, infected, "rejected")).Text("because").ShouldBe("EICAR was found.");
        await owner.AskRefused(HttpMethod.Get, $"/api/reviews/{review}/files/{infected}", null, HttpStatusCode.Conflict,
            "review.file-infected");
        await owner.AskRefused(HttpMethod.Get, $"/api/files/{infected}", null, HttpStatusCode.NotFound, "file.not-found");
        await owner.AskRefused(HttpMethod.Post, $"/api/reviews/{review}/comments", new { text = "Again", files = new[] { infected } },
            HttpStatusCode.Conflict, "review.file-infected");
    }

    // The scanner waits until the file is in a comment, and nobody can read it so long.
    private async Task<string> Attach(HttpClient client, string review, string name, string content)
    {
        host.MayAnswer.Reset();
        using var sent = await client.PostAsync($"/api/reviews/{review}/files", HttpAsk.NamedFile(name, content));
        using var file = JsonDocument.Parse(await sent.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        file.RootElement.Text("status").ShouldBe("quarantined");
        var id = file.RootElement.Text("id");
        await client.Ask(HttpMethod.Post, $"/api/reviews/{review}/comments", new { text = name, files = new[] { id } },
            HttpStatusCode.Created);
        await client.AskRefused(HttpMethod.Get, $"/api/reviews/{review}/files/{id}", null, HttpStatusCode.Conflict,
            "review.file-quarantined");
        host.MayAnswer.Set();
        return id;
    }

    private static async Task<JsonElement> Shown(HttpClient client, string review, string file, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var comments = (await client.Ask(HttpMethod.Get, $"/api/reviews/{review}")).GetProperty("comments");
            var shown = comments.EnumerateArray().SelectMany(one => one.GetProperty("files").EnumerateArray())
                .Single(one => one.Text("id") == file);
            if (shown.Text("status") == status) return shown;
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<JsonElement> Until(HttpClient anyone, string token, string id, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var file = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}/uploads/{id}");
            if (file.Text("status") == status) return file;
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }
}
