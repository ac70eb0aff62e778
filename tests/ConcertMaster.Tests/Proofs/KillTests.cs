using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;
using Npgsql;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Proofs;

/// <summary>A host that dies without warning in the middle of its work loses nothing and repeats nothing that was recorded.</summary>
public sealed class KillTests
{
    private const int RunCount = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task After_kill_9_every_accepted_run_finishes_and_no_completed_step_runs_again()
    {
        await using var peer = await HttpPeer.Start();
        peer.Answer = (_, _) => PeerAnswer.Json(200, """{"ok":true}""") with { Delay = TimeSpan.FromMilliseconds(40) };
        var server = await PostgresServer.Get();
        var database = await HostFixture.CreateDatabase();
        await using var log = NpgsqlDataSource.Create(server.AsSuperuser(database));

        var accepted = new List<Guid>();
        await using (var first = await HostProcess.StartOn(database, "--data", server.HostDataDirectory))
        {
            await PublishOn(first, peer.BaseUrl);
            var posting = Post(first, accepted);
            // Some runs wait, some are between the two calls, some are within one, some are being started.
            await Waiting.Until(Patience, () => Task.FromResult(peer.Calls.Count), count => count >= RunCount / 2);
            await first.Kill();
            await posting;
        }

        var recorded = await CompletedCalls(log);
        var callsBefore = CallsByKey(peer);
        accepted.ShouldNotBeEmpty();

        await using var second = await HostProcess.StartOn(database, "--data", server.HostDataDirectory);
        var ended = await Waiting.Until(Patience, () => EndedRuns(log), runs => accepted.All(runs.Contains));

        accepted.Where(run => !ended.Contains(run)).ShouldBeEmpty("accepted runs that did not complete\n" + second.Output);
        (await StepsCompletedTwice(log)).ShouldBeEmpty();
        var callsAfter = CallsByKey(peer);
        recorded.Where(key => callsAfter[key] != callsBefore[key])
            .ShouldBeEmpty("calls that were made again although their completion had been recorded");
        callsAfter.Values.Max().ShouldBeLessThanOrEqualTo(2, "one crash may repeat a call once, under the same key");
        callsAfter.Count.ShouldBeGreaterThanOrEqualTo(accepted.Count * 2);
    }

    private static async Task PublishOn(HostProcess host, string peerUrl)
    {
        using var builder = new HttpClient { BaseAddress = new Uri(host.BaseUrl) };
        var session = await builder.Ask(HttpMethod.Post, "/api/session",
            new { email = DemoUser.Builder.Email, password = DemoUser.Builder.Password });
        builder.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("accessToken").GetString());
        object[] nodes =
        [
            Node("hook", "WebhookTrigger", new { path = "kill" }),
            Node("double", "Calculator", new { formula = "body.n * 2", outputField = "n" }),
            Node("before", "ApiCall", new { method = "POST", url = $"{peerUrl}/before", body = new { n = "{{ n }}" } }),
            Node("pause", "Wait", new { duration = "PT1S" }),
            Node("after", "ApiCall", new { method = "POST", url = $"{peerUrl}/after", body = new { ok = "{{ body.ok }}" } }),
            Node("sum", "Calculator", new { formula = "status + 1", outputField = "sum" }),
        ];
        object[] edges =
        [
            Edge("hook", "double"), Edge("double", "before"), Edge("before", "pause"), Edge("pause", "after"),
            Edge("after", "sum"),
        ];
        var created = await builder.Ask(HttpMethod.Post, "/api/workflows",
            new { name = "Killed", definition = new { nodes, edges, settings = new { } } }, HttpStatusCode.Created);
        await builder.Ask(HttpMethod.Post, $"/api/workflows/{created.GetProperty("id").GetGuid()}/publish", new { });
    }

    private static async Task Post(HostProcess host, List<Guid> accepted)
    {
        for (var n = 0; n < RunCount; n++)
        {
            try
            {
                using var answer = await host.Client.PostAsJsonAsync($"/hooks/{DemoUser.Organisation}/kill", new { n });
                if (answer.StatusCode != HttpStatusCode.Accepted) continue;
                accepted.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetGuid());
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                return; // no answer: not accepted
            }
        }
    }

    private static Dictionary<string, int> CallsByKey(HttpPeer peer) => peer.Calls
        .GroupBy(call => call.Headers["Idempotency-Key"]).ToDictionary(calls => calls.Key, calls => calls.Count());

    // A step's key, as its call carries it: run/step/iteration.
    private static async Task<List<string>> CompletedCalls(NpgsqlDataSource log) => await Rows(log, """
        select replace(stream_id::text, '-', '') || '/' || (data ->> 'nodeId') || '/' || (data ->> 'iteration') from events.mt_events
        where type = 'step.completed.v1' and data ->> 'nodeId' in ('before', 'after')
        """, row => row.GetString(0));

    private static async Task<HashSet<Guid>> EndedRuns(NpgsqlDataSource log) => [.. await Rows(log,
        "select stream_id from events.mt_events where type = 'run.completed.v1'", row => row.GetGuid(0))];

    private static Task<List<string>> StepsCompletedTwice(NpgsqlDataSource log) => Rows(log, """
        select stream_id || ' ' || (data ->> 'nodeId') from events.mt_events where type = 'step.completed.v1'
        group by stream_id, data ->> 'nodeId', data ->> 'iteration' having count(*) > 1
        """, row => row.GetString(0));

    private static async Task<List<T>> Rows<T>(NpgsqlDataSource log, string sql, Func<NpgsqlDataReader, T> map)
    {
        await using var command = log.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(map(reader));
        return rows;
    }
}
