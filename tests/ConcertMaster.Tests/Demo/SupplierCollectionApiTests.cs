using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;
using Npgsql;

namespace ConcertMaster.Tests.Demo;

/// <summary>
/// The supplier quarterly collection from the first mail to the row in the ERP, by HTTP alone: five suppliers, one of
/// whom mistypes and is asked again.
/// </summary>
public sealed class SupplierCollectionApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task The_demo_shows_a_finished_run_on_the_first_page()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        var runs = (await owner.GetFromJsonAsync<JsonElement>("/api/runs")).GetProperty("items");
        runs.EnumerateArray().ShouldContain(run =>
            run.Text("workflowName") == "Supplier quarterly emissions" && run.Text("status") == "completed");
    }

    [Fact]
    public async Task A_collection_runs_from_the_mail_to_the_erp()
    {
        var collection = await Collection.Start(host, Suppliers("first"));
        using var anyone = host.Anonymous();
        foreach (var (email, region, total) in Figures("first"))
            await collection.Answer(anyone, await collection.LinkOf(email), region, total);

        using var reviewer = await host.SignIn(DemoUser.Reviewer);
        var review = await collection.OpenReview(reviewer, "kenya.first@suppliers.test");
        review.Text("reason").ShouldContain("standard deviations above the mean");
        (await collection.LinkOfWait("review")).ShouldBe($"/reviews/{review.Text("id")}");
        var field = review.GetProperty("fields").EnumerateArray().Single(one => one.Text("name") == "total");
        (field.Text("flag"), field.Text("unit"), field.GetProperty("history").GetArrayLength()).ShouldBe(("outlier", "kt C", 10));
        await Decide(reviewer, review, "request-changes", new { comment = "A digit too many?", fields = new[] { "total" } });

        var again = await collection.LinkOf("kenya.first@suppliers.test", "A digit too many?");
        (await anyone.GetFromJsonAsync<JsonElement>($"/api/public/forms/{again}")).GetProperty("prefill")
            .GetProperty("total").GetInt32().ShouldBe(52_100);
        await collection.Answer(anyone, again, "Africa", 5_210);
        using var second = await host.SignIn(DemoUser.SecondReviewer);
        await Decide(second, await collection.OpenReview(second, "kenya.first@suppliers.test"), "approve", new { });

        var run = await collection.Finished();
        using var builder = await host.SignIn(DemoUser.Builder);
        (await builder.GetFromJsonAsync<JsonElement>($"/api/responses/{review.GetProperty("subject").Text("id")}"))
            .Text("runId").ShouldBe(run.Text("id"));
        (await ErpRows()).ShouldBe(["Africa 2021 5210 1", "America 2021 22900 1", "Europe 2021 20830 2", "Oceania 2021 9120 1"]);
        var csv = await Export(run);
        csv.ShouldContain("Europe,2021,20830,2");
        foreach (var (email, _, _) in Figures("first"))
            await host.Smtp.WaitForMail(mail => mail.Recipients.Contains(email) && mail.Subject == "Thank you for your figures");
    }

    [Fact]
    public async Task A_rejected_figure_is_left_out_and_a_decided_review_stays_decided()
    {
        var collection = await Collection.Start(host, [Suppliers("second")[3]]);
        using var anyone = host.Anonymous();
        await collection.Answer(anyone, await collection.LinkOf("kenya.second@suppliers.test"), "Africa", 99_000);
        using var reviewer = await host.SignIn(DemoUser.Reviewer);
        var review = await collection.OpenReview(reviewer, "kenya.second@suppliers.test");
        await Decide(reviewer, review, "reject", new { comment = "Impossible" });
        using var second = await host.SignIn(DemoUser.SecondReviewer);
        var late = await second.PostAsJsonAsync($"/api/reviews/{review.Text("id")}/approve", new { });
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.Content.ReadFromJsonAsync<JsonElement>()).Text("code").ShouldBe("review.already-decided");
        var run = await collection.Finished();
        run.GetProperty("steps").EnumerateArray().Single(step => step.Text("nodeId") == "accepted")
            .GetProperty("output").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_amended_under_review_shows_in_the_review_and_whoever_amended_it_does_not_decide()
    {
        var collection = await Collection.Start(host, [Suppliers("third")[3]]);
        using var anyone = host.Anonymous();
        await collection.Answer(anyone, await collection.LinkOf("kenya.third@suppliers.test"), "Africa", 99_000);
        using var reviewer = await host.SignIn(DemoUser.Reviewer);
        var review = await collection.OpenReview(reviewer, "kenya.third@suppliers.test");
        var id = review.Text("id");
        using var owner = await host.SignIn(DemoUser.Owner);
        var amended = await owner.PutAsJsonAsync($"/api/responses/{review.GetProperty("subject").Text("id")}", new
        {
            answers = new { region = "Africa", year = 2021, total = 9_900, method = "measured", confirmed = true }, reason = "A digit",
        });
        amended.StatusCode.ShouldBe(HttpStatusCode.OK, await amended.Content.ReadAsStringAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((review = await reviewer.GetFromJsonAsync<JsonElement>($"/api/reviews/{id}", patience.Token))
               .GetProperty("revisions").GetArrayLength() == 0) await Task.Delay(50, patience.Token);
        review.GetProperty("data").GetProperty("total").GetInt32().ShouldBe(9_900);
        var own = await owner.PostAsJsonAsync($"/api/reviews/{id}/approve", new { });
        (await own.Content.ReadFromJsonAsync<JsonElement>()).Text("code").ShouldBe("review.own-submission");
        await Decide(reviewer, review, "approve", new { });
        await collection.Finished();
    }

    private static object[] Suppliers(string round) =>
    [
        .. Figures(round).Select(figure => (object)new
        {
            email = figure.Email, name = figure.Email.Split('.')[0], reference = figure.Email.Split('.')[0].ToUpperInvariant(),
            prefill = new { region = figure.Region, year = 2021 },
        }),
    ];

    private static (string Email, string Region, int Total)[] Figures(string round) =>
    [
        ($"norway.{round}@suppliers.test", "Europe", 10_350), ($"portugal.{round}@suppliers.test", "Europe", 10_480),
        ($"chile.{round}@suppliers.test", "America", 22_900), ($"kenya.{round}@suppliers.test", "Africa", 52_100),
        ($"fiji.{round}@suppliers.test", "Oceania", 9_120),
    ];

    private static async Task Decide(HttpClient reviewer, JsonElement review, string how, object body)
    {
        var id = review.Text("id");
        (await reviewer.PostAsync($"/api/reviews/{id}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var decided = await reviewer.PostAsJsonAsync($"/api/reviews/{id}/{how}", body);
        decided.StatusCode.ShouldBe(HttpStatusCode.OK, await decided.Content.ReadAsStringAsync());
    }

    private async Task<string> Export(JsonElement run)
    {
        var url = run.GetProperty("steps").EnumerateArray().Single(step => step.Text("nodeId") == "export")
            .GetProperty("output").Text("url");
        using var owner = await host.SignIn(DemoUser.Owner);
        using var file = await owner.GetAsync(url);
        file.Content.Headers.ContentDisposition!.FileName.ShouldBe("emissions-by-region.csv");
        return await file.Content.ReadAsStringAsync();
    }

    private async Task<List<string>> ErpRows()
    {
        var address = new NpgsqlConnectionStringBuilder(host.ConnectionString) { Database = "concertmaster_erp_demo" };
        await using var erp = NpgsqlDataSource.Create(address.ConnectionString);
        await using var command = erp.CreateCommand(
            "select region || ' ' || year || ' ' || total || ' ' || suppliers from emissions_by_region order by region");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
