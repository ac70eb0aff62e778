using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Access;

public sealed class PeopleApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Password = "four words make one";

    [Fact]
    public async Task An_invited_person_chooses_a_password_by_the_mailed_link_and_is_in()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var email = $"nina@{organisation.Slug}.test";
        var invited = await Invite(owner, email);
        invited.GetProperty("mailed").GetBoolean().ShouldBeTrue();
        invited.GetProperty("link").ValueKind.ShouldBe(JsonValueKind.Null, "a link that was mailed is the person's alone");
        using var nina = host.Anonymous();
        await nina.AskRefused(HttpMethod.Post, "/api/session", new { email, password = Password },
            HttpStatusCode.Unauthorized, "session.invalid-credentials");

        var link = await MailedLink(email);
        var shown = await nina.Ask(HttpMethod.Get, link);
        shown.GetProperty("joins").GetBoolean().ShouldBeTrue();
        await nina.Ask(HttpMethod.Post, link, new { password = Password });

        var session = await nina.Ask(HttpMethod.Post, "/api/session", new { email, password = Password });
        session.GetProperty("accessToken").GetString().ShouldNotBeNullOrEmpty();
        await owner.AskUntil("/api/users", users => Status(users, email) == "active");
        await nina.AskRefused(HttpMethod.Post, link, new { password = Password }, HttpStatusCode.Gone, "password.link-invalid");
    }

    [Fact]
    public async Task Nobody_is_invited_twice_or_without_an_address()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var (builder, _, _) = await organisation.Person(Role.Builder);

        await owner.AskRefused(HttpMethod.Post, "/api/users", new { email = builder, name = "B", role = "builder" },
            HttpStatusCode.Conflict, "user.already-member");
        await owner.AskRefused(HttpMethod.Post, "/api/users", new { email = "not an address", name = "B", role = "builder" },
            HttpStatusCode.UnprocessableEntity, "user.email-invalid");
        var other = await TestOrganisation.Register(host);
        var (elsewhere, _, _) = await other.Person(Role.Owner);
        await owner.AskRefused(HttpMethod.Post, "/api/users", new { email = elsewhere, name = "E", role = "builder" },
            HttpStatusCode.Conflict, "user.email-taken");
    }

    [Fact]
    public async Task A_deactivated_person_is_out_at_once_and_can_be_let_in_again()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        var (email, password, id) = await organisation.Person(Role.Builder);

        await owner.Ask(HttpMethod.Post, $"/api/users/{id}/deactivate");
        await builder.Ask(HttpMethod.Get, "/api/workflows", null, HttpStatusCode.Unauthorized);
        await owner.Ask(HttpMethod.Post, $"/api/users/{id}/reactivate");

        await builder.Ask(HttpMethod.Get, "/api/workflows", null, HttpStatusCode.Unauthorized);
        using var again = host.Anonymous();
        await again.Ask(HttpMethod.Post, "/api/session", new { email, password });
        var (_, _, self) = await organisation.Person(Role.Owner);
        await owner.AskRefused(HttpMethod.Post, $"/api/users/{self}/deactivate", null, HttpStatusCode.Conflict,
            "user.your-own-account");
    }

    [Fact]
    public async Task Whoever_never_had_a_password_is_invited_once_more_and_is_nobody_before()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var email = $"nina@{organisation.Slug}.test";
        var id = (await Invite(owner, email)).GetProperty("id").GetGuid();
        await owner.Ask(HttpMethod.Post, $"/api/users/{id}/deactivate");
        await owner.AskUntil("/api/users", users => Status(users, email) == "deactivated");

        (await owner.Ask(HttpMethod.Post, $"/api/users/{id}/reactivate")).GetProperty("mailed").GetBoolean().ShouldBeTrue();

        await owner.AskUntil("/api/users", users => Status(users, email) == "invited");
        (await owner.Ask(HttpMethod.Get, "/api/people")).GetProperty("items").EnumerateArray()
            .ShouldNotContain(person => person.GetProperty("id").GetGuid() == id);
        using var nina = host.Anonymous();
        await nina.Ask(HttpMethod.Post, await MailedLink(email), new { password = Password });
        await owner.AskUntil("/api/users", users => Status(users, email) == "active");
    }

    [Theory]
    [InlineData("/api/users")]
    [InlineData("/api/people")]
    public async Task People_are_told_of_page_by_page(string list)
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        foreach (var (role, name) in new[] { (Role.Builder, "a|b"), (Role.Auditor, ""), (Role.Builder, "c") })
            await organisation.Person(role, name);
        await owner.AskUntil(list, people => people.GetProperty("items").GetArrayLength() == 4);

        var first = await owner.Ask(HttpMethod.Get, $"{list}?limit=3");
        var rest = await owner.Ask(HttpMethod.Get, $"{list}?limit=3&cursor={first.GetProperty("next").GetString()}");

        Names(first).Count.ShouldBe(3);
        Names(rest).Count.ShouldBe(1);
        Names(first).Concat(Names(rest)).ShouldBeUnique();
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);

        static List<string?> Names(JsonElement page) =>
            [.. page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("name").GetString())];
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions()
    {
        var organisation = await TestOrganisation.Register(host);
        using var here = await organisation.SignIn(Role.Auditor);
        using var elsewhere = await organisation.SignIn(Role.Auditor);
        var (email, password, _) = await organisation.Person(Role.Auditor);

        await here.AskRefused(HttpMethod.Put, "/api/session/password", new { current = "wrong", password = Password },
            HttpStatusCode.Forbidden, "password.current-wrong");
        await here.AskRefused(HttpMethod.Put, "/api/session/password", new { current = password, password = "short" },
            HttpStatusCode.UnprocessableEntity, "password.too-weak");
        await here.Ask(HttpMethod.Put, "/api/session/password", new { current = password, password = Password });

        await elsewhere.Ask(HttpMethod.Get, "/api/session", null, HttpStatusCode.Unauthorized);
        using var again = host.Anonymous();
        await again.AskRefused(HttpMethod.Post, "/api/session", new { email, password }, HttpStatusCode.Unauthorized,
            "session.invalid-credentials");
        await again.Ask(HttpMethod.Post, "/api/session", new { email, password = Password });
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_link_and_an_unknown_address_gets_the_same_answer()
    {
        var organisation = await TestOrganisation.Register(host);
        var (email, password, _) = await organisation.Person(Role.Operator);
        using var client = host.Anonymous();

        await client.Ask(HttpMethod.Post, "/api/session/password-link", new { email }, HttpStatusCode.Accepted);
        await client.Ask(HttpMethod.Post, "/api/session/password-link", new { email = "nobody@nowhere.test" },
            HttpStatusCode.Accepted);
        var link = await MailedLink(email);
        await client.AskRefused(HttpMethod.Post, link, new { password = email + " " }, HttpStatusCode.UnprocessableEntity,
            "password.too-weak");
        await client.Ask(HttpMethod.Post, link, new { password = Password });

        await client.AskRefused(HttpMethod.Post, "/api/session", new { email, password }, HttpStatusCode.Unauthorized,
            "session.invalid-credentials");
        await client.Ask(HttpMethod.Post, "/api/session", new { email, password = Password });
    }

    [Fact]
    public async Task A_forged_link_shows_nothing()
    {
        using var client = host.Anonymous();
        await client.AskRefused(HttpMethod.Get, "/api/session/password-links/made-up", null, HttpStatusCode.Gone,
            "password.link-invalid");
    }

    [Fact]
    public async Task An_installation_with_accounts_is_not_set_up_again()
    {
        await TestOrganisation.Register(host).ContinueWith(made => made.Result.Person(Role.Owner)).Unwrap();
        using var client = host.Anonymous();

        (await client.Ask(HttpMethod.Get, "/api/setup")).GetProperty("needed").GetBoolean().ShouldBeFalse();
        await client.AskRefused(HttpMethod.Post, "/api/setup",
            new { code = "AAAA", organisation = "Mine", name = "Me", email = "me@mine.test", password = Password },
            HttpStatusCode.Conflict, "setup.done");
    }

    private static Task<JsonElement> Invite(HttpClient owner, string email) =>
        owner.Ask(HttpMethod.Post, "/api/users", new { email, name = "Nina New", role = "reviewer" }, HttpStatusCode.Created);

    private static string? Status(JsonElement users, string email) => users.GetProperty("items").EnumerateArray()
        .Where(user => user.GetProperty("email").GetString() == email)
        .Select(user => user.GetProperty("status").GetString()).SingleOrDefault();

    /// <summary>The address that the page behind the mailed link asks.</summary>
    private async Task<string> MailedLink(string email)
    {
        var letter = await host.Smtp.WaitForMailTo(email);
        return "/api/session/password-links/" + letter.LinkWith("/password/").Split("/password/")[1];
    }
}
