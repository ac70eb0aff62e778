using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;

namespace ConcertMaster.Tests.Host;

public sealed class DatabaseAwayApiTests(DatabaseAwayApiTests.GatedHost host) : IClassFixture<DatabaseAwayApiTests.GatedHost>
{
    private const int TriesMax = 50;

    [Fact]
    public async Task While_the_database_is_away_requests_fail_with_503_and_afterwards_they_work_again()
    {
        using var client = host.Anonymous();
        var body = new { email = DemoUser.Owner.Email, password = DemoUser.Owner.Password };

        host.Gate.Cut();
        using (var away = await client.PostAsJsonAsync("/api/session", body))
        {
            away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            away.Headers.RetryAfter!.Delta.ShouldNotBeNull();
            var problem = await away.Content.ReadFromJsonAsync<JsonElement>();
            problem.GetProperty("code").GetString().ShouldBe("service.unavailable");
        }

        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

        host.Gate.Restore();
        // Connections that broke meanwhile are found out by using them, so the first tries may still fail, in the same way.
        var answers = new List<HttpStatusCode>();
        do
        {
            using var answer = await client.PostAsJsonAsync("/api/session", body);
            answers.Add(answer.StatusCode);
        }
        while (answers[^1] != HttpStatusCode.OK && answers.Count < TriesMax);
        answers[^1].ShouldBe(HttpStatusCode.OK);
        answers.SkipLast(1).ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public sealed class GatedHost : HostFixture
    {
        public PostgresGate Gate { get; private set; } = null!;

        protected override string HostConnectionString(string connectionString)
        {
            Gate = new PostgresGate(connectionString);
            return Gate.ConnectionString;
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await Gate.DisposeAsync();
        }
    }
}
