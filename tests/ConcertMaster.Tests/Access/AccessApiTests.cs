using System.Net;
using System.Security.Cryptography;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Tests.Access;

public sealed class AccessApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Whoever_signs_in_learns_who_they_are_and_what_they_may_do()
    {
        var organisation = await TestOrganisation.Register(host);
        using var client = await organisation.SignIn(Role.Reviewer);

        var session = await client.Ask(HttpMethod.Get, "/api/session");

        session.GetProperty("role").GetString().ShouldBe("reviewer");
        session.GetProperty("organisation").GetProperty("slug").GetString().ShouldBe(organisation.Slug);
        session.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString())
            .ShouldContain("reviews.decide");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, _, _) = await organisation.Person(Role.Owner);
        using var client = host.Anonymous();

        var wrong = await client.AskRefused(HttpMethod.Post, "/api/session", new { email, password = "wrong" },
            HttpStatusCode.Unauthorized, "session.invalid-credentials");
        var unknown = await client.AskRefused(HttpMethod.Post, "/api/session",
            new { email = $"nobody@{organisation.Slug}.test", password = "wrong" },
            HttpStatusCode.Unauthorized, "session.invalid-credentials");

        wrong.GetProperty("detail").GetString().ShouldBe(unknown.GetProperty("detail").GetString());
        // More than an index takes, and nothing that it could be compressed to.
        var endless = string.Concat(Enumerable.Range(0, 300).Select(number => Convert.ToHexString(SHA256.HashData([(byte)number]))));
        await client.AskRefused(HttpMethod.Post, "/api/session", new { email = $"{endless}@nobody.test", password = "wrong" },
            HttpStatusCode.Unauthorized, "session.invalid-credentials");
    }

    [Fact]
    public async Task Neither_a_failed_sign_in_nor_a_forgotten_password_waits_for_what_only_a_known_address_has()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, _, _) = await organisation.Person(Role.Owner);
        using var owner = await organisation.SignIn(Role.Owner);
        using var client = host.Anonymous();
        var before = await Count();
        // Held up behind another, as on a slow database: the answers come all the same.
        var gate = new TaskCompletionSource();
        await host.Services.GetRequiredService<AfterAnswers>().Add(() => gate.Task, default);
        foreach (var address in new[] { email, $"nobody@{organisation.Slug}.test" })
        {
            using var refused = await client.Send(HttpMethod.Post, "/api/session", new { email = address, password = "wrong" });
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            refused.Headers.Contains("Concert-Sequence").ShouldBeFalse();
            using var asked = await client.Send(HttpMethod.Post, "/api/session/password-link", new { email = address });
            asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }
        (await Count()).ShouldBe(before);

        gate.SetResult();
        await owner.AskUntil("/api/audit/events?type=session.refused.v1", Is(1));
        await owner.AskUntil("/api/audit/events?type=user.password-link-requested.v1", Is(1));

        async Task<(int, int)> Count() => (await Of("session.refused.v1"), await Of("user.password-link-requested.v1"));

        async Task<int> Of(string type) =>
            (await owner.Ask(HttpMethod.Get, $"/api/audit/events?type={type}")).GetProperty("items").GetArrayLength();

        static Func<JsonElement, bool> Is(int count) => log => log.GetProperty("items").GetArrayLength() == count;
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_with_every_token_of_that_session_and_with_no_other()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, password, _) = await organisation.Person(Role.Owner);
        using var elsewhere = await organisation.SignIn(Role.Owner);
        using var client = host.Anonymous();
        var tokens = await client.Ask(HttpMethod.Post, "/api/session", new { email, password });
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("accessToken").GetString());
        await client.Ask(HttpMethod.Get, "/api/session");

        await client.Ask(HttpMethod.Delete, "/api/session", null, HttpStatusCode.NoContent);

        await client.Ask(HttpMethod.Get, "/api/session", null, HttpStatusCode.Unauthorized);
        await client.AskRefused(HttpMethod.Post, "/api/session/refresh",
            new { refreshToken = tokens.GetProperty("refreshToken").GetString() }, HttpStatusCode.Unauthorized, "session.refresh-invalid");
        await elsewhere.Ask(HttpMethod.Get, "/api/session");
    }

    [Fact]
    public async Task Guessing_is_slowed_down_even_for_the_right_password()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, password, _) = await organisation.Person(Role.Owner);
        using var client = host.Anonymous();
        for (var i = 0; i < Limits.SignInFailureCountMax; i++)
            await client.Ask(HttpMethod.Post, "/api/session", new { email, password = $"guess {i}" },
                HttpStatusCode.Unauthorized);

        using var answer = await client.PostAsJsonAsync("/api/session", new { email, password });

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_many_guesses_at_once_no_more_are_looked_at_than_may_fail()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, _, _) = await organisation.Person(Role.Owner);
        using var client = host.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4 * Limits.SignInFailureCountMax).Select(async number =>
        {
            using var answer = await client.PostAsJsonAsync("/api/session", new { email, password = $"guess {number}" });
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.Unauthorized).ShouldBe(Limits.SignInFailureCountMax);
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(3 * Limits.SignInFailureCountMax);
    }

    [Fact]
    public async Task Many_who_sign_in_rightly_at_once_wait_for_each_other_and_are_all_let_in()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, password, _) = await organisation.Person(Role.Owner);
        using var client = host.Anonymous();

        await Task.WhenAll(Enumerable.Range(0, 2 * Limits.SignInFailureCountMax)
            .Select(_ => client.Ask(HttpMethod.Post, "/api/session", new { email, password })));

        await client.AskRefused(HttpMethod.Post, "/api/session", new { email, password = "wrong" },
            HttpStatusCode.Unauthorized, "session.invalid-credentials");
    }

    [Fact]
    public async Task A_refresh_token_is_exchanged_for_new_tokens()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, password, _) = await organisation.Person(Role.Owner);
        using var client = host.Anonymous();
        var tokens = await client.Ask(HttpMethod.Post, "/api/session", new { email, password });

        var renewed = await client.Ask(HttpMethod.Post, "/api/session/refresh",
            new { refreshToken = tokens.GetProperty("refreshToken").GetString() });

        renewed.GetProperty("accessToken").GetString().ShouldNotBeNullOrEmpty();
        await client.AskRefused(HttpMethod.Post, "/api/session/refresh", new { refreshToken = "made up" },
            HttpStatusCode.Unauthorized, "session.refresh-invalid");
    }

    [Fact]
    public async Task A_cookie_alone_changes_nothing_without_the_token_of_the_page()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, password, _) = await organisation.Person(Role.Builder);
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(host.BaseUrl),
        };
        await browser.Ask(HttpMethod.Post, "/api/session", new { email, password });
        var body = new { name = "Drawn by a foreign page" };

        await browser.AskRefused(HttpMethod.Post, "/api/workflows", body, HttpStatusCode.BadRequest,
            "session.antiforgery");

        var session = await browser.Ask(HttpMethod.Get, "/api/session");
        await browser.Ask(HttpMethod.Post, "/api/workflows", body, HttpStatusCode.Created,
            ("X-Antiforgery-Token", session.GetProperty("antiforgeryToken").GetString()!));
    }

    [Fact]
    public async Task A_role_that_was_withdrawn_is_gone_with_the_next_request()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        var (_, _, builderId) = await organisation.Person(Role.Builder);
        await builder.Ask(HttpMethod.Post, "/api/workflows", new { name = "Before" }, HttpStatusCode.Created);

        await owner.Ask(HttpMethod.Put, $"/api/users/{builderId}/role", new { role = "reviewer" });

        await builder.AskRefused(HttpMethod.Post, "/api/workflows", new { name = "After" }, HttpStatusCode.Forbidden,
            "access.denied");
    }

    [Fact]
    public async Task An_owner_cannot_give_up_the_ownership_alone()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var (_, _, id) = await organisation.Person(Role.Owner);

        await owner.AskRefused(HttpMethod.Put, $"/api/users/{id}/role", new { role = "auditor" },
            HttpStatusCode.Conflict, "user.last-owner");
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing_to_see()
    {
        using var client = host.Anonymous();
        foreach (var address in new[] { "/api/workflows", "/api/runs", "/api/forms", "/api/responses", "/api/reviews",
            "/api/connections", "/api/users", "/api/audit/events", "/api/home", "/api/system/projections", "/api/nodes" })
            await client.AskRefused(HttpMethod.Get, address, null, HttpStatusCode.Unauthorized, "session.required");
    }

    [Fact]
    public async Task Sign_ins_are_events()
    {
        var organisation = await TestOrganisation.Register(host);
        using var _ = await organisation.SignIn(Role.Builder);
        using var auditor = await organisation.SignIn(Role.Auditor);

        var log = await auditor.Ask(HttpMethod.Get, "/api/audit/events?type=session.");

        log.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sentence").GetString())
            .ShouldContain(sentence => sentence!.StartsWith("Builder signed in from"));
    }
}
