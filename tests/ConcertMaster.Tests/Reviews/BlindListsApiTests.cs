using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Reviews;

/// <summary>Who reads blind learns nothing of the others from lists, counts and figures either.</summary>
public sealed class BlindListsApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly HttpMethod Post = HttpMethod.Post, Get = HttpMethod.Get;

    [Fact]
    public async Task Nobody_finds_a_review_by_what_another_has_said_of_it_before_all_have_spoken()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        var id = await Ask(owner, new { name = "Look", rule = "count", needed = 2, blind = true });

        var first = await Say(ana, id, "approve", new { reasons = new[] { "evidence-missing" } });
        (await Found(ben, "reason=evidence-missing&state=all", first)).ShouldBeEmpty();
        (await ben.AskAfter("/api/reviews/count?reason=evidence-missing&state=all", first)).GetProperty("count").GetInt32().ShouldBe(0);
        var seen = (await Found(ben, "state=open", first)).Single();
        seen.GetProperty("approvals").GetInt32().ShouldBe(0);
        (await ben.Ask(Get, $"/api/reviews/{id}")).GetProperty("decisions").GetArrayLength().ShouldBe(0);

        var last = await Say(ben, id, "approve", new { });
        seen = (await Found(ben, "reason=evidence-missing&state=all", last)).Single();
        seen.GetProperty("approvals").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task The_agreement_of_readers_tells_nothing_of_an_item_that_is_still_read()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer, "ana");
        using var ben = await organisation.SignIn(Role.Reviewer, "ben");
        using var cleo = await organisation.SignIn(Role.Reviewer, "cleo");
        var id = await Ask(owner, new { name = "Tone", labels = new[] { "praise", "complaint" }, needed = 3 });

        await Say(ana, id, "label", new { label = "praise" });
        var second = await Say(ben, id, "label", new { label = "praise" });
        (await owner.AskAfter("/api/reviews/agreement", second)).GetProperty("together").GetArrayLength().ShouldBe(0);

        var third = await Say(cleo, id, "label", new { label = "praise" });
        (await owner.AskAfter("/api/reviews/agreement", third)).GetProperty("together").GetArrayLength().ShouldBe(1);
    }

    private static async Task<Guid> Ask(HttpClient owner, object stage) =>
        (await owner.Ask(Post, "/api/reviews", new
        {
            title = "Comment", queue = "comments", data = new { text = "Hm." }, stages = new[] { stage },
        }, HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private static async Task<long> Say(HttpClient reviewer, Guid id, string act, object body)
    {
        using var answer = await reviewer.Send(Post, $"/api/reviews/{id}/{act}", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return long.Parse(answer.Headers.GetValues("Concert-Sequence").Single());
    }

    private static async Task<IReadOnlyList<JsonElement>> Found(HttpClient reviewer, string query, long after) =>
        [.. (await reviewer.AskAfter($"/api/reviews?{query}", after)).GetProperty("items").EnumerateArray()];
}
