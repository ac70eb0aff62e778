using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;

namespace ConcertMaster.Tests.Reviews;

/// <summary>Acts that wait for a review of exactly what they do.</summary>
public sealed class ReviewGateApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly HttpMethod Post = HttpMethod.Post, Get = HttpMethod.Get, Put = HttpMethod.Put;

    [Fact]
    public async Task A_workflow_is_published_as_it_was_approved_and_not_otherwise()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        using var reviewer = await organisation.SignIn(Role.Reviewer);
        await Rule(owner, "workflow.publish");
        var workflow = await Workflow(builder, "one");
        await builder.AskRefused(Post, $"/api/workflows/{workflow}/publish", new { }, HttpStatusCode.Conflict, "review.asked");
        await builder.AskRefused(Post, $"/api/workflows/{workflow}/publish", new { }, HttpStatusCode.Conflict, "review.pending");
        var review = await Waiting(reviewer);
        // What is shown to the reviewer stays what would be published.
        await owner.AskRefused(Put, $"/api/reviews/{review}/data", new { data = new { harmless = true } }, HttpStatusCode.Conflict,
            "review.act-fixed");
        // Nobody who edited it or wants it decides, the owner may; here a reviewer does.
        await reviewer.Ask(Post, $"/api/reviews/{review}/approve", new { });
        await builder.Ask(Put, $"/api/workflows/{workflow}", new { definition = Definition("two") });
        await builder.AskRefused(Post, $"/api/workflows/{workflow}/publish", new { }, HttpStatusCode.Conflict, "review.asked");
        await builder.Ask(Put, $"/api/workflows/{workflow}", new { definition = Definition("one") });
        (await builder.Ask(Post, $"/api/workflows/{workflow}/publish", new { })).GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_edited_a_draft_does_not_approve_it_even_when_another_wants_it_published()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        await Rule(owner, "workflow.publish");
        var workflow = await Workflow(owner, "one");
        await builder.AskRefused(Post, $"/api/workflows/{workflow}/publish", new { }, HttpStatusCode.Conflict, "review.asked");
        var review = await Waiting(owner);
        await owner.AskRefused(Post, $"/api/reviews/{review}/approve", new { }, HttpStatusCode.Forbidden, "review.own-submission");
    }

    [Fact]
    public async Task A_form_is_looked_at_by_hand_or_by_rule_before_it_is_published()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        using var reviewer = await organisation.SignIn(Role.Reviewer);
        var form = (await builder.Ask(Post, "/api/forms", new
        {
            name = "Totals",
            definition = new { schema = new { type = "object", properties = new { total = new { type = "number" } } }, ui = new { } },
        }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var asked = (await builder.Ask(Post, "/api/reviews/acts", new { kind = "form.publish", subject = form }, HttpStatusCode.Created))
            .GetProperty("id").GetGuid();
        await Rule(owner, "form.publish");
        await builder.AskRefused(Post, $"/api/forms/{form}/publish", new { }, HttpStatusCode.Conflict, "review.pending");
        await reviewer.Ask(Post, $"/api/reviews/{asked}/approve", new { });
        await builder.Ask(Post, $"/api/forms/{form}/publish", new { });
        await builder.AskRefused(Post, "/api/reviews/acts", new { kind = "form.publish", subject = form },
            HttpStatusCode.UnprocessableEntity, "review.act-unknown");
    }

    [Fact]
    public async Task Roles_wait_too_an_approval_is_used_up_and_the_rule_is_not_loosened_alone()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var other = await organisation.SignIn(Role.Owner, "other");
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        var person = (await organisation.Person(Role.Reviewer, "ana")).Id.Value;
        await Rule(owner, "user.role");
        await owner.AskRefused(Put, $"/api/users/{person}/role", new { role = "builder" }, HttpStatusCode.Conflict, "review.asked");
        var review = await Waiting(other);
        await ana.AskRefused(Post, $"/api/reviews/{review}/approve", new { }, HttpStatusCode.Forbidden, "review.own-submission");
        await other.Ask(Post, $"/api/reviews/{review}/approve", new { });
        await owner.Ask(Put, $"/api/users/{person}/role", new { role = "builder" });
        await owner.AskRefused(Put, $"/api/users/{person}/role", new { role = "reviewer" }, HttpStatusCode.Conflict, "review.asked");
        await owner.AskRefused(Post, "/api/users", new { email = "second-self@acme.test", name = "Me again", role = "owner" },
            HttpStatusCode.Conflict, "review.asked");
        await owner.AskRefused(Put, "/api/reviews/rules", new { rules = Array.Empty<object>() }, HttpStatusCode.Conflict,
            "review.asked");
        (await owner.Ask(Get, "/api/reviews/rules")).GetProperty("items").GetArrayLength().ShouldBe(1);
        await owner.Ask(Post, $"/api/users/{person}/deactivate", new { });
        await owner.AskRefused(Post, $"/api/users/{person}/reactivate", new { }, HttpStatusCode.Conflict, "review.asked");
        await other.Ask(Post, $"/api/reviews/{await Waiting(other, "Give Reviewer ana access again as Builder")}/approve", new { });
        await owner.Ask(Post, $"/api/users/{person}/reactivate", new { });
    }

    [Fact]
    public async Task A_redrive_waits_alone_or_among_others_and_its_approval_is_used_up()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        using var reviewer = await organisation.SignIn(Role.Reviewer);
        var workflow = await Workflow(builder, "one", new { id = "fails", type = "DataMapper", name = "Fails", config = new
        {
            mapping = new { x = "{{ $error('never') }}" },
        } });
        await builder.Ask(Post, $"/api/workflows/{workflow}/publish", new { });
        var run = (await builder.Ask(Post, $"/api/workflows/{workflow}/run?wait=true", new { input = new { } })).GetProperty("runId")
            .GetGuid();
        await Rule(owner, "run.redrive");
        await builder.AskRefused(Post, $"/api/runs/{run}/redrive", new { }, HttpStatusCode.Conflict, "review.asked");
        var together = await builder.Ask(Post, "/api/runs/redrive", new { ids = new[] { run } }, HttpStatusCode.Accepted);
        together.GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("review.pending");
        var review = await Waiting(reviewer);
        var data = (await reviewer.Ask(Get, $"/api/reviews/{review}")).GetProperty("data");
        data.GetProperty("doneAgain")[0].GetString().ShouldBe("fails");
        await builder.AskRefused(Post, $"/api/reviews/{review}/approve", new { }, HttpStatusCode.Forbidden, "access.denied");
        await reviewer.Ask(Post, $"/api/reviews/{review}/approve", new { });
        await builder.Ask(Post, $"/api/runs/{run}/redrive", new { }, HttpStatusCode.Accepted);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await builder.Ask(Get, $"/api/runs/{run}")).GetProperty("status").GetString() != "failed")
            await Task.Delay(50, patience.Token);
        await builder.AskRefused(Post, $"/api/runs/{run}/redrive", new { }, HttpStatusCode.Conflict, "review.asked");
    }

    [Fact]
    public async Task Rules_name_acts_that_there_are()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        await owner.AskRefused(Put, "/api/reviews/rules", new { rules = new[] { new { kind = "tea", queue = "kitchen" } } },
            HttpStatusCode.UnprocessableEntity, "review-rules.invalid");
        await builder.AskRefused(Put, "/api/reviews/rules", new { rules = Array.Empty<object>() }, HttpStatusCode.Forbidden,
            "access.denied");
    }

    [Fact]
    public async Task Two_read_blind_a_third_settles_and_the_agreement_is_told()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        using var cleo = await organisation.SignIn(Role.Reviewer, "cleo");
        var ids = new List<Guid>();
        for (var i = 0; i < 2; i++)
            ids.Add((await owner.Ask(Post, "/api/reviews", new
            {
                title = $"Comment {i}", queue = "comments", data = new { text = "Hm." }, priority = "urgent",
                stages = new object[] { new { name = "Tone", labels = new[] { "praise", "complaint" } } },
            }, HttpStatusCode.Created)).GetProperty("id").GetGuid());
        await ana.Ask(Post, $"/api/reviews/{ids[0]}/label", new { label = "praise" });
        await ana.Ask(Post, $"/api/reviews/{ids[1]}/label", new { label = "praise" });
        var blind = await ben.Ask(Get, $"/api/reviews/{ids[0]}");
        blind.GetRawText().ShouldNotContain("\"label\":\"praise\"");
        blind.GetProperty("seat").GetProperty("labels").GetArrayLength().ShouldBe(2);
        await ben.AskRefused(Post, $"/api/reviews/{ids[0]}/approve", new { }, HttpStatusCode.Conflict, "review.label-wanted");
        await ben.Ask(Post, $"/api/reviews/{ids[0]}/label", new { label = "complaint" });
        await ben.Ask(Post, $"/api/reviews/{ids[1]}/label", new { label = "praise" });
        (await ben.Ask(Get, $"/api/reviews/{ids[1]}")).GetProperty("labels").GetProperty("s1").GetString().ShouldBe("praise");
        using var settled = await cleo.Send(Post, $"/api/reviews/{ids[0]}/label", new { label = "complaint" });
        settled.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sequence = long.Parse(settled.Headers.GetValues("Concert-Sequence").Single());
        var figures = await owner.AskAfter("/api/reviews/agreement?queue=comments", sequence);
        (figures.GetProperty("items").GetInt32(), figures.GetProperty("disputed").GetInt32(), figures.GetProperty("settled").GetInt32())
            .ShouldBe((2, 1, 1));
        figures.GetProperty("agreed").GetDouble().ShouldBe(0.5);
        var done = await owner.AskAfter("/api/reviews?state=done&disputed=true", sequence);
        done.GetProperty("items")[0].GetProperty("label").GetString().ShouldBe("complaint");
        (await owner.AskAfter("/api/reviews/count?state=done&queue=comments", sequence)).GetProperty("count").GetInt32().ShouldBe(2);
    }

    private static Task Rule(HttpClient owner, string kind) =>
        owner.Ask(Put, "/api/reviews/rules", new { rules = new[] { new { kind, queue = "changes", dueIn = "P2D" } } });

    private static async Task<Guid> Waiting(HttpClient reviewer, string? title = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var items = (await reviewer.Ask(Get, "/api/reviews?queue=changes")).GetProperty("items");
            var found = items.EnumerateArray().FirstOrDefault(one => title is null || one.Text("title") == title);
            if (found.ValueKind == JsonValueKind.Object) return found.GetProperty("id").GetGuid();
            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task<Guid> Workflow(HttpClient builder, string name, object? after = null) =>
        (await builder.Ask(Post, "/api/workflows", new { name = "Reviewed", definition = Definition(name, after) }, HttpStatusCode.Created))
            .GetProperty("id").GetGuid();

    private static object Definition(string name, object? after = null) => new
    {
        nodes = new[] { new { id = "start", type = "ManualTrigger", name, config = new { } }, after }.OfType<object>(),
        edges = after is null ? [] : new object[] { new { from = "start", to = "fails" } },
        settings = new { },
    };
}
