using System.Net;
using System.Text;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms.Distributions;

namespace ConcertMaster.Tests.Forms.Filling;

/// <summary>
/// What reaches the public doors of a form in another shape than it says, twice, or from elsewhere: a clear answer with a
/// stable code each time, and what was typed is as it was.
/// </summary>
public sealed class HostileRequestApiTests(SendingHost host) : IClassFixture<SendingHost>
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            properties = new Dictionary<string, object>
            {
                ["total"] = new { type = "number" }, ["note"] = new { type = "string" },
                ["files"] = new { type = "array", items = new { type = "object" }, maxItems = 2 },
            },
        },
        ui = new { fields = new { files = new { widget = "file" } }, amendable = true, withdrawable = true },
    };

    private const string Answers = """{"answers":{"total":5}}""";

    private static readonly (string What, string? Type, byte[] Body, HttpStatusCode Status, string Code)[] Confusions =
    [
        ("text", "text/plain", Bytes(Answers), HttpStatusCode.UnsupportedMediaType, "request.media-type-unsupported"),
        ("JSON posing as parts", "multipart/form-data; boundary=x", Bytes(Answers),
            HttpStatusCode.UnsupportedMediaType, "request.media-type-unsupported"),
        ("a page's form", "application/x-www-form-urlencoded", Bytes("answers[total]=5"),
            HttpStatusCode.UnsupportedMediaType, "request.media-type-unsupported"),
        ("no type", null, Bytes(Answers), HttpStatusCode.BadRequest, "request.malformed"),
        ("parts posing as JSON", "application/json", Bytes("--x\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\nhi\r\n--x--"),
            HttpStatusCode.BadRequest, "request.malformed"),
        ("an unknown alphabet", "application/json; charset=klingon", Bytes(Answers),
            HttpStatusCode.UnsupportedMediaType, "request.media-type-unsupported"),
        ("half of it", "application/json", Bytes("""{"answers":{"total":"""), HttpStatusCode.BadRequest, "request.malformed"),
        ("depth", "application/json", Bytes($$"""{"answers":{{new string('[', 5_000)}}{{new string(']', 5_000)}}}"""),
            HttpStatusCode.BadRequest, "request.malformed"),
        ("more than is read", "application/json", Bytes($$$"""{"answers":{"note":"{{{new string('x', 1_100_000)}}}"}}"""),
            HttpStatusCode.RequestEntityTooLarge, "request.too-large"),
    ];

    [Fact]
    public async Task Every_door_says_what_is_wrong_with_a_body_of_another_shape_and_the_draft_stays()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Shapes", Definition);
        var address = $"/api/public/forms/{await builder.Invite(form, "shapes@hostile.test")}";
        var link = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links", new { name = "Open" }, HttpStatusCode.Created);
        await anyone.Ask(HttpMethod.Put, $"{address}/draft", new { answers = new { total = "12," }, page = 0 });
        foreach (var (method, door) in new (HttpMethod, string)[]
                 {
                     (HttpMethod.Post, $"{address}/submissions"), (HttpMethod.Put, $"{address}/draft"),
                     (HttpMethod.Post, $"{address}/draft/link"), (HttpMethod.Post, $"{address}/uploads"),
                     (HttpMethod.Put, $"{address}/submission"), (HttpMethod.Post, $"{address}/submission/withdraw"),
                     (HttpMethod.Post, $"{address}/progress"), (HttpMethod.Post, $"/api/public/forms/{link.Text("token")}/begin"),
                     (HttpMethod.Post, "/api/mail/returned"),
                 })
            foreach (var (what, type, body, status, code) in Confusions)
                await Refused($"{what} at {door}", Request(method, door, type, body), status, code);
        foreach (var body in (string[])["null", "[]", "7", "\"answers\"", """{"version":"newest"}""", """{"version":1e99}"""])
            await Refused(body, Request(HttpMethod.Post, $"{address}/submissions", "application/json", Bytes(body)),
                HttpStatusCode.BadRequest, "request.malformed");
        foreach (var body in (string[])["{}", """{"answers":null}""", """{"answers":[]}""", """{"answers":"total=5"}"""])
            foreach (var (method, door) in new[] { (HttpMethod.Post, "submissions"), (HttpMethod.Put, "draft") })
                await Refused($"{body} at {door}", Request(method, $"{address}/{door}", "application/json", Bytes(body)),
                    HttpStatusCode.UnprocessableEntity, "form.invalid");
        byte[][] unstorable = [Bytes("""{"answers":{"note":"\u0000"}}"""), Bytes("""{"answers":{"note":"\ud800"}}"""),
            [.. Bytes("""{"answers":{"note":" """), 0xff, 0xfe, .. Bytes("\"}}")]];
        foreach (var (body, index) in unstorable.Select((body, index) => (body, index)))
            foreach (var (method, door) in new[] { (HttpMethod.Post, "submissions"), (HttpMethod.Put, "draft") })
                await Refused($"text {index} that cannot be kept at {door}",
                    Request(method, $"{address}/{door}", "application/json", body), HttpStatusCode.BadRequest, "request.text-unstorable");

        var shown = await anyone.Ask(HttpMethod.Get, address);
        shown.Text("status").ShouldBe("open");
        shown.GetProperty("draft").GetProperty("answers").GetRawText().ShouldBe("""{"total":"12,"}""");
        shown.GetProperty("draft").Number("revision").ShouldBe(1);
    }

    [Fact]
    public async Task Names_that_programs_trip_over_are_answers_like_any_other_and_what_nobody_asked_is_not_kept()
    {
        using var builder = await host.SignIn(DemoUser.Owner);
        var form = await builder.MakeForm("Names", Definition);
        var token = await builder.Invite(form, "names@hostile.test");
        // As a parser of parts would describe a file that it has put somewhere.
        const string posing = """{"id":"../../etc/passwd","filepath":"/etc/passwd","path":"/etc/passwd","originalFilename":"x"}""";
        var faulty = await Refused("a path as a file", Request(HttpMethod.Post, $"/api/public/forms/{token}/submissions",
            "application/json", Bytes($$$"""{"answers":{"files":[{{{posing}}}]}}""")), HttpStatusCode.UnprocessableEntity, "form.invalid");
        faulty.GetProperty("errors")[0].Text("path").ShouldBe("/files");
        using var answer = await Request(HttpMethod.Post, $"/api/public/forms/{token}/submissions", "application/json", Bytes($$$"""
            {"files":[{{{posing}}}],"body":{"answers":{"total":6}},"filepath":"/etc/passwd","__proto__":{"isAdmin":true},
             "answers":{"total":5,"filepath":"/etc/passwd","body":{"total":6},"fields":[],"__proto__":{"total":7},
                        "constructor":{"prototype":{}},"toString":"x","hasOwnProperty":1,"length":-1,"":"empty"}}
            """));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var sent = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        sent.GetProperty("dropped").EnumerateArray().Select(name => name.GetString()).ShouldBe(
            ["filepath", "body", "fields", "__proto__", "constructor", "toString", "hasOwnProperty", "length", ""], ignoreOrder: true);
        (await builder.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).GetProperty("answers").GetRawText()
            .ShouldBe("""{"total":5}""");
    }

    [Fact]
    public async Task What_is_said_twice_in_one_answer_is_judged_and_kept_as_the_same()
    {
        using var builder = await host.SignIn(DemoUser.Owner);
        var form = await builder.MakeForm("Twice", Definition);
        var token = await builder.Invite(form, "twice@hostile.test");
        await Refused("the last is wrong", Request(HttpMethod.Post, $"/api/public/forms/{token}/submissions", "application/json",
            Bytes("""{"answers":{"total":5,"total":"many"}}""")), HttpStatusCode.UnprocessableEntity, "form.invalid");
        using var answer = await Request(HttpMethod.Post, $"/api/public/forms/{token}/submissions", "application/json",
            Bytes("""{"answers":{"total":6,"total":7}}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var sent = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        (await builder.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).GetProperty("answers").GetRawText()
            .ShouldBe("""{"total":7}""");
    }

    [Fact]
    public async Task What_comes_twice_or_from_another_link_is_refused_and_takes_nothing()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Foreign", Definition);
        var (mine, theirs) = (await builder.Invite(form, "mine@hostile.test"), await builder.Invite(form, "theirs@hostile.test"));
        var upload = (await anyone.Upload(theirs, "files", "note.txt", Bytes("Only theirs"))).Text("id");
        await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{mine}/uploads/{upload}", null,
            HttpStatusCode.NotFound, "upload.not-found");
        await anyone.AskRefused(HttpMethod.Delete, $"/api/public/forms/{mine}/uploads/{upload}", null,
            HttpStatusCode.NotFound, "upload.not-found");
        using var piece = await anyone.SendPiece(mine, upload, 0, Bytes("Overwritten"));
        piece.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var faulty = await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{mine}/submissions",
            new { answers = new { total = 1, files = new[] { new { id = upload } } } }, HttpStatusCode.UnprocessableEntity, "form.invalid");
        faulty.GetProperty("errors")[0].Text("code").ShouldBe("upload.not-found");
        foreach (var token in (string[])[new('x', 5_000), "..%2f..%2fusers", Guid.NewGuid().ToString()])
            await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/submissions", new { answers = new { } },
                HttpStatusCode.NotFound, "form.unknown-token");

        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{theirs}/draft", new { answers = new { total = "3" } });
        var sent = new { answers = new { total = 1 } };
        await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{mine}/submissions", sent, HttpStatusCode.Created);
        foreach (var _ in (int[])[1, 2])
            await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{mine}/submissions", sent,
                HttpStatusCode.Conflict, "form.already-submitted", ("Idempotency-Key", "replayed"));
        var shown = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{theirs}");
        shown.GetProperty("draft").GetProperty("answers").Text("total").ShouldBe("3");
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{theirs}/uploads/{upload}")).Text("name").ShouldBe("note.txt");
    }

    [Fact]
    public async Task A_code_for_another_device_opens_its_own_draft_alone_and_nobody_learns_of_one_that_it_exists()
    {
        var (ours, theirs) = (await TestOrganisation.Register(host), await TestOrganisation.Register(host));
        using var owner = await ours.SignIn(Role.Owner);
        using var foreign = await theirs.SignIn(Role.Owner);
        using var anyone = host.Anonymous();
        var mine = await Drafted(owner, anyone, "Mine", "1");
        var sibling = await Drafted(owner, anyone, "Sibling", "2");
        var other = await Drafted(foreign, anyone, "Theirs", "3");
        (await Code(anyone, other)).ShouldNotBe(await Code(anyone, other));

        // Where the link of a form belongs, a code is what any other letters are, whoever sends it.
        foreach (var code in (string[])[await Code(anyone, sibling), await Code(anyone, other)])
            foreach (var (method, door) in new (HttpMethod, string)[]
                     {
                         (HttpMethod.Get, ""), (HttpMethod.Put, "/draft"), (HttpMethod.Delete, "/draft"),
                         (HttpMethod.Post, "/draft/link"), (HttpMethod.Post, "/submissions"), (HttpMethod.Put, "/submission"),
                         (HttpMethod.Post, "/submission/withdraw"), (HttpMethod.Post, "/uploads"), (HttpMethod.Post, "/begin"),
                         (HttpMethod.Post, "/consents/news/withdraw"),
                     })
                (await Said(owner, method, code, door)).ShouldBe(await Said(owner, method, new string('x', code.Length), door), door);

        // Where a code belongs, the link of a form, a code that was used and letters are the same.
        var used = await Code(anyone, other);
        (await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{used}/continue")).Text("token").ShouldBe(other);
        var unknown = await Said(anyone, HttpMethod.Post, new string('x', used.Length), "/continue");
        unknown.Status.ShouldBe(HttpStatusCode.Gone);
        foreach (var code in (string[])[used, mine, other, new('x', 5_000)])
            (await Said(anyone, HttpMethod.Post, code, "/continue")).ShouldBe(unknown, code);
        var page = await Page(anyone, new string('x', used.Length));
        page.Status.ShouldBe(HttpStatusCode.NotFound);
        (await Page(anyone, used)).ShouldBe(page);

        foreach (var (token, total) in (((string, string)[])[(mine, "1"), (sibling, "2"), (other, "3")]))
            (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("draft").GetProperty("answers").Text("total")
                .ShouldBe(total);
    }

    /// <returns>The token of a form that was begun.</returns>
    private static async Task<string> Drafted(HttpClient owner, HttpClient anyone, string name, string total)
    {
        var token = await owner.Invite(await owner.MakeForm(name, Definition), $"{name}@hostile.test");
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { total } });
        return token;
    }

    private static async Task<string> Code(HttpClient anyone, string token) =>
        (await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{token}/draft/link", new { send = "copy" }, HttpStatusCode.Created))
        .Text("url").Split('/', '?')[^2];

    private static async Task<(HttpStatusCode Status, string Html)> Page(HttpClient anyone, string code)
    {
        using var answer = await anyone.GetAsync($"/f/{code}?continue=1&plain");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpStatusCode Status, string Code, string Detail)> Said(
        HttpClient client, HttpMethod method, string code, string door)
    {
        using var answer = await client.Send(method, $"/api/public/forms/{code}{door}", method == HttpMethod.Get ? null
            : new { answers = new { total = 9 }, reason = "Taken", field = "files", name = "x.txt", size = 1, page = 0 });
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, problem.Text("code"), problem.Text("detail"));
    }

    [Theory]
    [InlineData("/f/%00", 400, "request.unreadable")]
    [InlineData("/api/public/forms/%00/submissions", 400, "request.unreadable")]
    [InlineData("/f/x%00?plain", 400, "request.unreadable")]
    [InlineData("/long", 414, "request.address-too-long")]
    public async Task What_the_server_does_not_even_take_for_a_request_is_told_why(string address, int status, string code)
    {
        using var anyone = host.Anonymous();
        using var answer = await anyone.GetAsync(address == "/long" ? $"/f/{new string('x', 9_000)}" : address);
        ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType).ShouldBe((status, "application/problem+json"));
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        (problem.Text("code"), problem.Number("status")).ShouldBe((code, status));
    }

    [Fact]
    public async Task The_page_without_script_says_so_too()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.MakeForm("Plain shapes", Definition);
        var address = $"/f/{await builder.Invite(form, "plain-shapes@hostile.test")}?plain";
        const string parts = "multipart/form-data; boundary=x";
        var boxes = string.Join('&', Enumerable.Range(0, 3_000).Select(number => $"a{number}=1"));
        foreach (var (what, type, body, status) in new (string, string?, byte[], HttpStatusCode)[]
                 {
                     ("JSON", "application/json", Bytes(Answers), HttpStatusCode.UnsupportedMediaType),
                     ("no type", null, Bytes("total=5"), HttpStatusCode.UnsupportedMediaType),
                     ("JSON posing as parts", parts, Bytes(Answers), HttpStatusCode.BadRequest),
                     ("parts without a boundary", "multipart/form-data", Bytes("total=5"), HttpStatusCode.BadRequest),
                     ("a part that ends early", parts, Bytes("--x\r\nContent-Disposition: form-data; name=\"total\"\r\n\r\n5"),
                         HttpStatusCode.BadRequest),
                     ("more boxes than any page has", "application/x-www-form-urlencoded", Bytes(boxes), HttpStatusCode.BadRequest),
                     ("a wrong answer in an unknown alphabet", "application/x-www-form-urlencoded; charset=klingon",
                         Bytes("total=many"), HttpStatusCode.UnprocessableEntity),
                 })
        {
            using var answer = await Request(HttpMethod.Post, address, type, body);
            var page = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(status, $"{what}: {page}");
            page.ShouldContain("Plain shapes", customMessage: what);
        }
    }

    private async Task<HttpResponseMessage> Request(HttpMethod method, string door, string? type, byte[] body)
    {
        using var anyone = host.Anonymous();
        using var request = new HttpRequestMessage(method, door) { Content = new ByteArrayContent(body) };
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {SendingHost.ReturnsToken}");
        return await anyone.SendAsync(request);
    }

    private static async Task<JsonElement> Refused(string what, Task<HttpResponseMessage> asked, HttpStatusCode status, string code)
    {
        using var answer = await asked;
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, $"{what}: {text}");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.Text("code").ShouldBe(code, what);
        return problem;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
