using System.Net;
using System.Text.Json;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Testing.Hosting;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Tests.Forms.Filling;

/// <summary>A host whose drafts are kept for other numbers of days than usual.</summary>
public sealed class KeepingHost : HostFixture
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings() =>
        [new("Forms:Retention:DraftDays", "40"), new("Forms:Retention:ClosedDraftDays", "5"), new("Forms:Retention:UploadDays", "3")];
}

/// <summary>What people wrote and did not send: kept for a time that they are told, and then no longer.</summary>
public sealed class DraftExpiryApiTests(KeepingHost host) : IClassFixture<KeepingHost>
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            properties = new
            {
                note = new { type = "string" }, papers = new { type = "array", items = new { type = "object" }, maxItems = 2 },
            },
        },
        ui = new { fields = new { papers = new { widget = "file" } } },
    };

    [Fact]
    public async Task A_draft_is_kept_as_long_as_the_form_says_and_goes_with_its_files_and_links()
    {
        using var anyone = host.Anonymous();
        var (forgotten, gone) = (await Invite("forgotten@keep.test"), await Invite("gone@keep.test"));
        var file = (await anyone.Upload(forgotten, "papers", "cv.txt", "A life"u8.ToArray())).Text("id");
        var loose = (await anyone.Upload(gone, "papers", "loose.txt", "Nowhere"u8.ToArray())).Text("id");
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{gone}/draft", new { answers = new { note = "Without the file" } });
        object answers = new { note = "Half of it", papers = new[] { new { id = file } } };
        var saved = await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{forgotten}/draft", new { answers });
        var until = Moment(saved, "savedAt").AddDays(40);
        Moment(saved, "keptUntil").ShouldBe(until);
        Moment(await Draft(anyone, forgotten), "keptUntil").ShouldBe(until, TimeSpan.FromSeconds(1));
        (await anyone.GetStringAsync($"/f/{forgotten}?plain&language=en")).ShouldContain($"Kept until {until.UtcDateTime:d MMM yyyy}");

        // Past the days of a file: that of the draft stays, that of nothing goes.
        host.Clock.Advance(TimeSpan.FromDays(4));
        await Until($"select count(*) from app.form_uploads where upload_id = '{loose}'", 0);
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{forgotten}/uploads/{file}")).Text("name").ShouldBe("cv.txt");

        // Past the days of a draft, of which one was gone on with.
        host.Clock.Advance(TimeSpan.FromDays(30));
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{gone}/draft", new { answers = new { note = "More" } });
        var code = (await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{forgotten}/draft/link", new { send = "copy" },
            HttpStatusCode.Created)).Text("url").Split('/', '?')[^2];
        host.Clock.Advance(TimeSpan.FromDays(6.5));
        await Until($"select count(*) from app.form_uploads where upload_id = '{file}'", 0);
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{forgotten}")).GetProperty("draft").ValueKind.ShouldBe(JsonValueKind.Null);
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{code}/continue", null, HttpStatusCode.Gone, "draft.link-used");
        (await Draft(anyone, gone)).GetProperty("answers").Text("note").ShouldBe("More");
        await Until("select count(*) from app.form_file_contents", 0);
    }

    [Fact]
    public async Task What_can_be_sent_no_more_goes_sooner_unless_the_form_is_opened_again_in_time()
    {
        using var anyone = host.Anonymous();
        using var builder = await host.SignIn(DemoUser.Builder);
        var (form, other) = (await builder.MakeForm("Closes", Definition), await builder.MakeForm("Opens again", Definition));
        var (closed, reopened) = (await builder.Invite(form, "closed@keep.test"), await builder.Invite(other, "reopened@keep.test"));
        var revoked = (await builder.Ask(HttpMethod.Post, $"/api/forms/{other}/send",
            new { recipients = new[] { "revoked@keep.test" } }, HttpStatusCode.Accepted)).GetProperty("invitations")[0];
        var deadline = host.Clock.GetUtcNow().AddDays(1);
        var late = (await builder.Ask(HttpMethod.Post, $"/api/forms/{other}/send",
            new { recipients = new[] { "late@keep.test" }, deadline }, HttpStatusCode.Accepted))
            .GetProperty("invitations")[0].Text("token");
        foreach (var token in (string[])[closed, reopened, revoked.Text("token"), late])
            await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { note = "Half of it" } });
        Moment(await Draft(anyone, late), "keptUntil").ShouldBe(deadline.AddDays(5), TimeSpan.FromSeconds(1));
        foreach (var act in (string[])[$"forms/{form}/close", $"forms/{other}/close", $"invitations/{revoked.Text("id")}/revoke"])
            await builder.Ask(HttpMethod.Post, $"/api/{act}");
        host.Clock.Advance(TimeSpan.FromDays(2));
        await Until(Lapsed(closed, reopened, revoked.Text("token"), late), 4);

        using var again = await host.SignIn(DemoUser.Builder);
        await again.Ask(HttpMethod.Post, $"/api/forms/{other}/reopen");
        host.Clock.Advance(TimeSpan.FromHours(2));
        await Until(Lapsed(closed, reopened, revoked.Text("token"), late), 3);
        host.Clock.Advance(TimeSpan.FromDays(5));
        await Until($"select count(*) from app.form_drafts where {Of(closed, revoked.Text("token"), late)}", 0);
        (await Draft(anyone, reopened)).GetProperty("answers").Text("note").ShouldBe("Half of it");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3651")]
    public void A_number_of_days_that_makes_no_sense_is_named(string days)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Forms:Retention:UploadDays", days)]).Build();
        Should.Throw<InvalidOperationException>(() => new Retention(settings)).Message.ShouldContain("Forms:Retention:UploadDays");
    }

    private async Task<string> Invite(string email)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        return await builder.Invite(await builder.MakeForm($"For {email}", Definition), email);
    }

    private static DateTimeOffset Moment(JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset();

    private static async Task<JsonElement> Draft(HttpClient anyone, string token) =>
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("draft");

    private static string Lapsed(params string[] tokens) =>
        $"select count(*) from app.form_drafts where lapsed_at is not null and {Of(tokens)}";

    private static string Of(params string[] tokens) => $"""
        invitation_id in (select invitation_id from app.invitation_tokens where token_hash in (
            {string.Join(", ", tokens.Select(token => $"sha256(convert_to('{token}', 'UTF8'))"))}))
        """;

    private async Task Until(string count, long expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Scalar(count) != expected)
        {
            // The worker waits for the clock of the test.
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<long> Scalar(string sql)
    {
        await using var command = host.Database.System.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
