using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Tests.Notifications;

/// <summary>Who is told what by which way, and what a link in a letter can and cannot do.</summary>
public sealed class NotificationsApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly HttpMethod Post = HttpMethod.Post, Get = HttpMethod.Get;

    [Fact]
    public async Task A_review_for_somebody_is_told_in_the_application_by_mail_and_to_the_hooks()
    {
        await using var slack = await HttpPeer.Start();
        slack.Answer = (_, before) => PeerAnswer.Json(before == 0 ? 503 : 200, "{}");
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        await owner.Ask(Post, "/api/notifications/hooks", new { url = slack.BaseUrl, format = "slack" }, HttpStatusCode.Created);
        var (email, _, _) = await organisation.Person(Role.Reviewer, "ana");
        await Ask(owner, email, "Invoice <7>");

        var letter = await LetterTo(email);
        letter.Subject.ShouldContain("Invoice <7>");
        letter.Text.ShouldContain("/r/");
        await Until(async () => (await ana.Ask(Get, "/api/notifications")).GetProperty("items").GetArrayLength() == 1);
        var notice = (await ana.Ask(Get, "/api/notifications")).GetProperty("items")[0];
        notice.GetProperty("kind").GetString().ShouldBe("review.waiting");
        await ana.Ask(Post, "/api/notifications/read", new { }, HttpStatusCode.NoContent);
        (await ana.Ask(Get, "/api/notifications")).GetProperty("items")[0].GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.String);
        // Refused once, the hook is tried again; what people typed is no markup.
        await Until(() =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(15));
            return Task.FromResult(slack.Calls.Count >= 2);
        });
        slack.Calls[1].Body.ShouldContain("Invoice &lt;7&gt;");
        slack.Calls[1].Body.ShouldBe(slack.Calls[0].Body);
    }

    [Fact]
    public async Task No_hook_leads_into_the_network_of_the_installation()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        foreach (var url in new[] { "http://169.254.169.254/latest/meta-data", "http://10.0.0.1:8500/", "http://[fd00::1]/" })
            await owner.AskRefused(Post, "/api/notifications/hooks", new { url, format = "json" },
                HttpStatusCode.UnprocessableEntity, "notification.hook-not-allowed");
        // A machine of its own may be named by the operator, as the development settings name this one.
        await using var peer = await HttpPeer.Start();
        await owner.Ask(Post, "/api/notifications/hooks", new { url = peer.BaseUrl, format = "json" }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Somebody_who_wants_one_letter_a_day_gets_one()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        var (email, _, _) = await organisation.Person(Role.Reviewer, "ben");
        await ben.AskRefused(HttpMethod.Put, "/api/notifications/preferences", new { mail = "hourly" },
            HttpStatusCode.UnprocessableEntity, "notification.preferences-invalid");
        await ben.Ask(HttpMethod.Put, "/api/notifications/preferences",
            new { mail = "digest", digestHour = host.Clock.GetUtcNow().AddHours(2 + 9).Hour, zone = "Asia/Tokyo" },
            HttpStatusCode.NoContent);
        await Ask(owner, email, "First");
        await Ask(owner, email, "Second");
        await Until(async () => (await ben.Ask(Get, "/api/notifications")).GetProperty("items").GetArrayLength() == 2);
        host.Smtp.Mails.ShouldNotContain(mail => mail.Recipients.Contains(email));
        host.Clock.Advance(TimeSpan.FromHours(2));
        var letter = await host.Smtp.WaitForMailTo(email);
        letter.Subject.ShouldBe("2 notices from ConcertMaster");
    }

    [Fact]
    public async Task No_scanner_and_nobody_it_was_forwarded_to_decides_by_a_link()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var other = await organisation.SignIn(Role.Reviewer, "other");
        var (email, password, _) = await organisation.Person(Role.Reviewer, "ana");
        var id = await Ask(owner, email, "Linked");
        var token = (await LetterTo(email)).LinkWith("/r/").Split("/r/")[1];
        var version = await Version(ana, id);

        // A scanner opens whatever it finds, twice, in every way it knows, and posts forms that it sees.
        using var scanner = host.Anonymous();
        for (var round = 0; round < 2; round++)
        {
            foreach (var method in new[] { Get, HttpMethod.Head, HttpMethod.Options, Post })
                foreach (var path in new[] { $"/r/{token}", $"/api/reviews/links/{token}" })
                    using (await scanner.Send(method, path, method == Post ? new { verdict = "approved" } : null,
                        ("Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"))) { }
        }
        await scanner.AskRefused(Post, $"/api/reviews/links/{token}", new { verdict = "approved" },
            HttpStatusCode.Unauthorized, "session.required");
        var hash = (await ana.Ask(Get, $"/api/reviews/{id}")).GetProperty("contentHash").GetString();
        object decision = new { verdict = "approved", contentHash = hash };
        await other.AskRefused(Post, $"/api/reviews/links/{token}", decision, HttpStatusCode.Forbidden, "review-link.not-yours");
        await ana.AskRefused(Post, $"/api/reviews/links/{token[..^2]}xx", decision, HttpStatusCode.NotFound, "review-link.unknown");
        // Her own browser, led astray by a foreign page: the cookie without the token of our page.
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = new(host.BaseUrl),
        };
        using (await browser.PostAsJsonAsync("/api/session", new { email, password })) { }
        await browser.AskRefused(Post, $"/api/reviews/links/{token}", decision, HttpStatusCode.BadRequest, "session.antiforgery");
        using (await browser.GetAsync($"/r/{token}")) { }
        await browser.Ask(Get, $"/api/reviews/links/{token}");
        (await Version(ana, id)).ShouldBe(version, "something that only looked has changed the review");

        var page = (await browser.Ask(Get, "/api/session")).GetProperty("antiforgeryToken").GetString()!;
        await browser.Ask(Post, $"/api/reviews/links/{token}", decision, HttpStatusCode.OK, ("X-Antiforgery-Token", page));
        (await ana.Ask(Get, $"/api/reviews/{id}")).GetProperty("state").GetString().ShouldBe("approved");
        await browser.AskRefused(Post, $"/api/reviews/links/{token}", decision, HttpStatusCode.Gone, "review-link.used",
            ("X-Antiforgery-Token", page));
    }

    [Fact]
    public async Task A_link_runs_out()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var cleo = await organisation.SignIn(Role.Reviewer, "cleo");
        var (email, _, _) = await organisation.Person(Role.Reviewer, "cleo");
        await Ask(owner, email, "Old");
        var token = (await LetterTo(email)).LinkWith("/r/").Split("/r/")[1];
        host.Clock.Advance(TimeSpan.FromDays(15));
        using var later = await organisation.SignIn(Role.Reviewer, "cleo");
        await later.AskRefused(Get, $"/api/reviews/links/{token}", null, HttpStatusCode.Gone, "review-link.lapsed");
    }

    [Fact]
    public async Task A_used_link_is_remembered_as_long_as_it_lasts_and_swept_with_the_next_one()
    {
        var organisation = await TestOrganisation.Register(host);
        var owner = await organisation.SignIn(Role.Owner);
        var (email, _, person) = await organisation.Person(Role.Reviewer, "dora");
        await DecideByLink("First");
        host.Clock.Advance(ReviewLimits.MailLinkLasts - TimeSpan.FromHours(1));
        await SignInAnew();
        await DecideByLink("Second");
        (await Remembered()).ShouldBe(2);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await SignInAnew();
        await DecideByLink("Third");
        (await Remembered()).ShouldBe(2);

        // A token of the time before lasts no two weeks.
        async Task SignInAnew()
        {
            owner.Dispose();
            owner = await organisation.SignIn(Role.Owner);
        }

        async Task DecideByLink(string title)
        {
            var id = await Ask(owner, email, title);
            var path = host.Services.GetRequiredService<ReviewLinks>()
                .PathFor(organisation.Tenant, new(id), person, host.Clock.GetUtcNow());
            using var dora = await organisation.SignIn(Role.Reviewer, "dora");
            var contentHash = (await dora.Ask(Get, $"/api/reviews/{id}")).GetProperty("contentHash").GetString();
            await dora.Ask(Post, $"/api/reviews/links/{path["/r/".Length..]}", new { verdict = "approved", contentHash });
        }

        async Task<long> Remembered() => (await host.Database.For(organisation.Tenant).Query(
            "select count(*) from app.review_links_used", row => row.GetInt64(0), default)).Single();
    }

    // Letters go every five seconds of the clock.
    private async Task<ReceivedMail> LetterTo(string email)
    {
        await Until(() =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(host.Smtp.Mails.Any(mail => mail.Recipients.Contains(email)));
        });
        return await host.Smtp.WaitForMailTo(email);
    }

    private static async Task<Guid> Ask(HttpClient owner, string reviewer, string title) =>
        (await owner.Ask(Post, "/api/reviews", new
        {
            title, data = new { total = 1 }, stages = new object[] { new { name = "Look", reviewers = new[] { reviewer } } },
        }, HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private static async Task<long> Version(HttpClient client, Guid id) =>
        (await client.Ask(Get, $"/api/reviews/{id}")).GetProperty("version").GetInt64();

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isSo()) await Task.Delay(100, patience.Token);
    }
}
