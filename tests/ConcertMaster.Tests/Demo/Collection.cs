using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;

namespace ConcertMaster.Tests.Demo;

/// <summary>One run of the demo's collection, followed from outside.</summary>
internal sealed class Collection(HostFixture host, HttpClient builder, string runId)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<Collection> Start(HostFixture host, IReadOnlyList<object> suppliers)
    {
        var builder = await host.SignIn(DemoUser.Builder);
        var workflows = (await builder.GetFromJsonAsync<JsonElement>("/api/workflows")).GetProperty("items");
        var workflow = workflows.EnumerateArray().Single(one => one.Text("name") == "Supplier quarterly emissions").Text("id");
        return await Start(host, builder, workflow, new { suppliers });
    }

    public static async Task<Collection> Start(HostFixture host, HttpClient builder, string workflow, object input)
    {
        var started = await builder.PostAsJsonAsync($"/api/workflows/{workflow}/run", new { input });
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted, await started.Content.ReadAsStringAsync());
        return new(host, builder, (await started.Content.ReadFromJsonAsync<JsonElement>()).Text("runId"));
    }

    /// <summary>The token of the newest link that was mailed to somebody.</summary>
    public async Task<string> LinkOf(string email, string containing = "/f/")
    {
        var mail = await host.Smtp.WaitForMail(
            one => one.Recipients.Contains(email) && one.Text.Contains(containing, StringComparison.Ordinal), Patience);
        return mail.LinkWith("/f/").Split("/f/")[1];
    }

    public async Task Answer(HttpClient anyone, string token, string region, int total)
    {
        var answer = await anyone.PostAsJsonAsync($"/api/public/forms/{token}/submissions", new
        {
            answers = new { region, year = 2021, total, method = "measured", confirmed = true },
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The open review of what somebody sent, as soon as it is there.</summary>
    public async Task<JsonElement> OpenReview(HttpClient reviewer, string email)
    {
        JsonElement found = default;
        await Until(async () =>
        {
            var open = (await reviewer.GetFromJsonAsync<JsonElement>("/api/reviews?state=open&limit=200")).GetProperty("items");
            foreach (var item in open.EnumerateArray())
            {
                var detail = await reviewer.GetFromJsonAsync<JsonElement>($"/api/reviews/{item.Text("id")}");
                if (detail.Text("state") != "open") continue; // the list follows the log by a moment
                var response = await builder.GetFromJsonAsync<JsonElement>(
                    $"/api/responses/{detail.GetProperty("subject").Text("id")}");
                if (response.GetProperty("respondent").Text("email") != email) continue;
                found = detail;
                return true;
            }
            return false;
        }, $"a review of what {email} sent");
        return found;
    }

    /// <summary>Where one gets on with what a step of the run waits for.</summary>
    public async Task<string> LinkOfWait(string kind)
    {
        var link = "";
        await Until(async () =>
        {
            var run = await builder.GetFromJsonAsync<JsonElement>($"/api/runs/{runId}");
            var waits = run.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("waitingFor"))
                .Where(wait => wait.ValueKind == JsonValueKind.Object && wait.Text("kind") == kind).ToList();
            if (waits.Count > 0) link = waits[0].GetProperty("link").GetString() ?? "none";
            return waits.Count > 0;
        }, $"a step that waits for a {kind}");
        return link;
    }

    public async Task<JsonElement> Finished(TimeSpan? patience = null)
    {
        JsonElement run = default;
        await Until(async () =>
        {
            run = await builder.GetFromJsonAsync<JsonElement>($"/api/runs/{runId}");
            return run.Text("status") is "completed" or "failed" or "cancelled";
        }, "the end of the run", patience);
        run.Text("status").ShouldBe("completed", run.GetProperty("error").ToString());
        return run;
    }

    // The host is another process as far as this test is concerned: it can only be asked again.
    private static async Task Until(Func<Task<bool>> isSo, string what, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (!await isSo()) await pause.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Waited in vain for {what}.");
        }
    }
}
