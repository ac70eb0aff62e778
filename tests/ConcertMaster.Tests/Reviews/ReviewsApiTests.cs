using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;

namespace ConcertMaster.Tests.Reviews;

/// <summary>Reviews over HTTP, each test in an organisation of its own.</summary>
public sealed class ReviewsApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly HttpMethod Post = HttpMethod.Post, Get = HttpMethod.Get;

    [Fact]
    public async Task Nobody_approves_what_he_asked_for_himself_not_even_the_owner()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var id = await Ask(owner, new { title = "Invoice 7", data = new { total = 7 } });
        await owner.AskRefused(Post, $"/api/reviews/{id}/approve", new { }, HttpStatusCode.Forbidden, "review.own-submission");
        await owner.AskRefused(Post, $"/api/reviews/{id}/claim", null, HttpStatusCode.Forbidden, "review.own-submission");
        var bulk = await owner.Ask(Post, "/api/reviews/bulk", new { ids = new[] { id }, verdict = "approved" });
        bulk.GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("review.own-submission");
        var others = Enumerable.Range(0, 60).Select(number => $"{number}@example.org").ToList();
        var crowded = await Ask(owner, new { title = "Invoice 8", data = new { total = 8 }, submittedBy = others });
        await owner.AskRefused(Post, $"/api/reviews/{crowded}/approve", new { }, HttpStatusCode.Forbidden, "review.own-submission");
        using var reviewer = await organisation.SignIn(Role.Reviewer);
        await reviewer.Ask(Post, $"/api/reviews/{id}/approve", new { });
    }

    [Fact]
    public async Task Files_go_with_a_comment_of_whoever_sent_them_and_are_downloaded_as_they_were()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        var id = await Ask(owner, new { title = "Invoice 7", data = new { total = 7 } });
        var file = await SendFile(ana, id, "../meter <b>.html", "<script>alert(1)</script>");
        (file.Text("name"), file.GetProperty("size").GetInt32()).ShouldBe(("meter <b>.html", 25));
        await owner.AskRefused(Get, $"/api/reviews/{id}/files/{file.Text("id")}", null, HttpStatusCode.NotFound, "review.file-not-found");
        await owner.AskRefused(Post, $"/api/reviews/{id}/comments", new { text = "Mine?", files = new[] { file.Text("id") } },
            HttpStatusCode.UnprocessableEntity, "review.file-unknown");
        await ana.Ask(Post, $"/api/reviews/{id}/comments", new { files = new[] { file.Text("id") } }, HttpStatusCode.Created);
        var shown = (await owner.Ask(Get, $"/api/reviews/{id}")).GetProperty("comments")[0].GetProperty("files")[0];
        (shown.Text("name"), shown.Text("sha256")).ShouldBe(("meter <b>.html", file.Text("sha256")));
        (await owner.Ask(Get, $"/api/audit/streams/{id}")).ToString().ShouldNotContain("meter");
        using var download = await owner.GetAsync($"/api/reviews/{id}/files/{file.Text("id")}");
        (await download.Content.ReadAsStringAsync()).ShouldBe("<script>alert(1)</script>");
        download.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        download.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        await ana.AskRefused(Post, $"/api/reviews/{id}/files", null, HttpStatusCode.UnprocessableEntity,
            "review.file-empty");
    }

    [Fact]
    public async Task What_nobody_holds_is_a_list_of_its_own()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        var ids = new List<Guid>();
        foreach (var title in (string[])["Claimed", "Assigned", "Free"])
            ids.Add(await Ask(owner, new { title, queue = "free", data = new { title } }));
        await ana.Ask(Post, $"/api/reviews/{ids[0]}/claim", new { });
        await owner.Ask(Post, $"/api/reviews/{ids[1]}/assign",
            new { to = new[] { await Id(organisation, "ben") }, reason = "Knows them" });
        (await Unclaimed()).ShouldBe(["Free"]);
        await ana.Ask(Post, $"/api/reviews/{ids[0]}/release", null);
        (await Unclaimed()).ShouldBe(["Claimed", "Free"], ignoreOrder: true);

        async Task<IEnumerable<string?>> Unclaimed() =>
            (await ana.AskAfter("/api/reviews?state=unclaimed&queue=free", await Sequence(owner)))
            .GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString());
    }

    [Fact]
    public async Task What_is_about_one_thing_is_a_list_of_its_own()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        foreach (var (title, subject) in (IEnumerable<(string, string)>)[("First", "7"), ("Second", "7"), ("Other", "8")])
            await Ask(owner, new { title, data = new { title }, subject = new { kind = "invoice", id = subject, label = title } });
        (await About("invoice:7")).ShouldBe(["First", "Second"], ignoreOrder: true);
        (await About("letter:7")).ShouldBeEmpty();
        (await About("7")).ShouldBeEmpty();

        async Task<IEnumerable<string?>> About(string subject) =>
            (await owner.AskAfter($"/api/reviews?state=all&subject={subject}", await Sequence(owner)))
            .GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString());
    }

    private static async Task<JsonElement> SendFile(HttpClient client, Guid review, string name, string content)
    {
        using var answer = await client.PostAsync(
            $"/api/reviews/{review}/files", HttpAsk.NamedFile(name, content));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }

    [Fact]
    public async Task A_team_passes_the_first_stage_and_a_signature_the_second()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        var team = (await owner.Ask(Post, "/api/teams", new { name = "Checkers", members = new[] { await Id(organisation, "ana") } },
            HttpStatusCode.Created)).GetProperty("id").GetString();
        await Settled(owner);
        var id = await Ask(owner, new
        {
            title = "Batch 12",
            data = new { total = 5 },
            stages = new object[]
            {
                new { name = "Check", reviewers = new[] { new { team } } },
                new { name = "Release", signature = "approved for release" },
            },
        });
        await ben.AskRefused(Post, $"/api/reviews/{id}/approve", new { }, HttpStatusCode.Forbidden, "review.not-assigned");
        await ana.Ask(Post, $"/api/reviews/{id}/approve", new { });
        await ana.AskRefused(Post, $"/api/reviews/{id}/approve", new { stage = "s2" }, HttpStatusCode.Forbidden,
            "review.decided-other-stage");
        var hash = (await ben.Ask(Get, $"/api/reviews/{id}")).GetProperty("contentHash").GetString();
        await ben.AskRefused(Post, $"/api/reviews/{id}/approve", new { contentHash = hash }, HttpStatusCode.UnprocessableEntity,
            "review.signature-required");
        object Signed(string password) => new
        {
            contentHash = hash, signature = new { password, name = "Reviewer ben", meaning = "approved for release" },
        };
        await ben.AskRefused(Post, $"/api/reviews/{id}/approve", Signed("a guess"), HttpStatusCode.UnprocessableEntity,
            "session.password-wrong");
        var (_, password, _) = await organisation.Person(Role.Reviewer, "ben");
        await ben.Ask(Post, $"/api/reviews/{id}/approve", Signed(password));
        var decided = await ben.Ask(Get, $"/api/reviews/{id}");
        decided.GetProperty("state").GetString().ShouldBe("approved");
        var signature = decided.GetProperty("decisions")[1].GetProperty("signature");
        signature.GetProperty("name").GetString().ShouldBe("Reviewer ben");
        signature.GetProperty("contentHash").GetString().ShouldBe(hash);
        using var exported = await owner.Send(Get, "/api/reviews/decisions.csv?state=all", null,
            ("Concert-After", $"{await Sequence(owner)}"));
        var export = await exported.Content.ReadAsStringAsync();
        export.ShouldContain("Reviewer ben,approved for release");
        export.ShouldContain(hash!);
    }

    [Fact]
    public async Task A_change_lets_approvals_lapse_and_a_stale_decision_is_refused()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        var id = await Ask(owner, new
        {
            title = "Figures",
            data = new { total = 5, note = "" },
            stages = new object[] { new { name = "Two", rule = "count", needed = 2, fields = new[] { "total" } } },
        });
        var seen = (await ana.Ask(Get, $"/api/reviews/{id}")).GetProperty("contentHash").GetString();
        await ana.Ask(Post, $"/api/reviews/{id}/approve", new { contentHash = seen });
        await owner.Ask(HttpMethod.Put, $"/api/reviews/{id}/data", new { data = new { total = 5, note = "a word" } });
        (await Detail(ben, id)).GetProperty("approvals").GetInt32().ShouldBe(1);
        await owner.Ask(HttpMethod.Put, $"/api/reviews/{id}/data", new { data = new { total = 6, note = "a word" } });
        (await Detail(ben, id)).GetProperty("approvals").GetInt32().ShouldBe(0);
        await ben.AskRefused(Post, $"/api/reviews/{id}/approve", new { contentHash = seen }, HttpStatusCode.Conflict,
            "review.content-changed");
    }

    [Fact]
    public async Task A_substitute_decides_for_whom_is_away()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        var (email, _, anaId) = await organisation.Person(Role.Reviewer, "ana");
        var now = host.Clock.GetUtcNow();
        await ana.Ask(Post, $"/api/people/{anaId}/absences",
            new { from = now.AddHours(-1), until = now.AddDays(1), substitute = await Id(organisation, "ben") }, HttpStatusCode.Created);
        await Settled(owner);
        var id = await Ask(owner, new
        {
            title = "For Ana", data = new { total = 5 }, stages = new object[] { new { name = "Ana", reviewers = new[] { email } } },
        });
        var mine = await ben.AskAfter("/api/reviews?state=team", await Sequence(owner));
        mine.GetProperty("items").EnumerateArray().ShouldContain(one => one.GetProperty("id").GetGuid() == id);
        await ben.Ask(Post, $"/api/reviews/{id}/approve", new { });
        var opinion = (await Detail(ben, id)).GetProperty("decisions")[0];
        opinion.GetProperty("onBehalfOf").GetProperty("name").GetString().ShouldBe("Reviewer ana");
    }

    [Fact]
    public async Task Turns_go_round_and_nobody_is_given_his_own()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        foreach (var name in new[] { "ana", "ben", "cleo" }) using (await organisation.SignIn(Role.Reviewer, name)) { }
        await Settled(owner);
        var stages = new object[] { new { name = "Turns", assign = "roundRobin", reviewers = new[] { new { role = "reviewer" } } } };
        var assigned = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var id = await Ask(owner, new { title = $"Item {i}", data = new { i }, stages });
            assigned.Add((await Detail(owner, id)).GetProperty("stages")[0].GetProperty("assignedTo")[0].GetProperty("name").GetString()!);
        }
        assigned.GroupBy(name => name).Select(group => group.Count()).ShouldBe([2, 2, 2]);
    }

    [Fact]
    public async Task A_cancelled_run_withdraws_its_review()
    {
        var organisation = await TestOrganisation.Register(host);
        using var builder = await organisation.SignIn(Role.Builder);
        using var reviewer = await organisation.SignIn(Role.Reviewer);
        var (run, id) = await RunWithReview(builder, reviewer);
        await builder.Ask(Post, $"/api/runs/{run}/cancel", new { }, HttpStatusCode.Accepted);
        await Until(async () => (await Detail(reviewer, id)).GetProperty("state").GetString() == "withdrawn");
        await reviewer.AskRefused(Post, $"/api/reviews/{id}/approve", new { }, HttpStatusCode.Conflict, "review.withdrawn");
    }

    [Fact]
    public async Task Whoever_started_the_run_does_not_decide_on_it()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var (_, id) = await RunWithReview(owner, owner);
        await owner.AskRefused(Post, $"/api/reviews/{id}/approve", new { }, HttpStatusCode.Forbidden, "review.own-submission");
    }

    private async Task<(Guid Run, Guid Review)> RunWithReview(HttpClient builder, HttpClient reviewer)
    {
        var definition = new
        {
            nodes = new object[]
            {
                new { id = "start", type = "ManualTrigger", name = "start", config = new { } },
                new { id = "review", type = "Review", name = "review", config = new { queue = "runs", title = "Look" } },
            },
            edges = new[] { new { id = "1", from = "start", fromPort = "out", to = "review" } },
            settings = new { },
        };
        var workflow = (await builder.Ask(Post, "/api/workflows", new { name = "Reviewed", definition }, HttpStatusCode.Created))
            .GetProperty("id").GetGuid();
        await builder.Ask(Post, $"/api/workflows/{workflow}/publish", new { });
        var run = (await builder.Ask(Post, $"/api/workflows/{workflow}/run", new { input = new { } }, HttpStatusCode.Accepted))
            .GetProperty("runId").GetGuid();
        Guid? found = null;
        await Until(async () =>
        {
            var items = (await reviewer.Ask(Get, "/api/reviews?queue=runs")).GetProperty("items");
            found = items.GetArrayLength() == 0 ? null : items[0].GetProperty("id").GetGuid();
            return found is not null;
        });
        return (run, found!.Value);
    }

    private static async Task<Guid> Ask(HttpClient client, object body) =>
        (await client.Ask(Post, "/api/reviews", body, HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private static Task<JsonElement> Detail(HttpClient client, Guid id) => client.Ask(Get, $"/api/reviews/{id}");

    private static async Task<Guid> Id(TestOrganisation organisation, string name) =>
        (await organisation.Person(Role.Reviewer, name)).Id.Value;

    // The read models of teams and people have seen all that was written before.
    private static async Task Settled(HttpClient owner) => await owner.AskAfter("/api/people", await Sequence(owner));

    private static async Task<long> Sequence(HttpClient owner)
    {
        using var answer = await owner.Send(Post, "/api/teams", new { name = "A mark in the log" });
        return long.Parse(answer.Headers.GetValues("Concert-Sequence").Single());
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isSo()) await Task.Delay(50, patience.Token);
    }
}
