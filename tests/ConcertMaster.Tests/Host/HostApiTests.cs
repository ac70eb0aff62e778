using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Host;

public sealed class HostApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task A_healthy_host_says_so(string address, string status)
    {
        using var client = host.Anonymous();

        var answer = await client.GetFromJsonAsync<JsonElement>(address);

        answer.GetProperty("status").GetString().ShouldBe(status);
    }

    [Theory]
    [InlineData("/api/nothing-here")]
    [InlineData("/hooks")]
    [InlineData("/openapi/v9.json")]
    [InlineData("/health/dead")]
    [InlineData("/metrics/more")]
    [InlineData("/assets/gone-12345678.js")]
    public async Task An_unknown_address_of_a_program_is_a_problem_document_and_never_a_page(string address)
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ShouldBeProblem(answer, "resource.not-found");
    }

    [Fact]
    public async Task A_wrong_method_is_told_which_are_right()
    {
        using var client = host.Anonymous();

        using var answer = await client.DeleteAsync("/health/live");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldContain("GET");
        await ShouldBeProblem(answer, "request.method-not-allowed");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(24, false)] // more than the buffers of both sockets hold: it is refused while it is still being written
    [InlineData(24, true)]
    public async Task A_body_over_one_megabyte_is_refused_with_its_own_code(int megabytes, bool inChunks)
    {
        using var client = host.Anonymous();
        using var body = new StringContent(
            $$"""{"email":"{{new string('a', megabytes * 1024 * 1024)}}","password":"demo"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session") { Content = body };
        request.Headers.TransferEncodingChunked = inChunks;

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await ShouldBeProblem(answer, "request.too-large");
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused_without_a_stack_trace()
    {
        using var client = host.Anonymous();

        using var answer = await client.PostAsync("/api/session",
            new StringContent("{ email:", System.Text.Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ShouldBeProblem(answer, "request.malformed");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Every_answer_carries_headers_that_confine_the_browser()
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync("/api/nothing-here");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("script-src 'self'");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Metrics_are_in_the_prometheus_text_format()
    {
        using var client = host.Anonymous();
        await client.GetAsync("/health/live");

        using var answer = await client.GetAsync("/metrics");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        lines.ShouldAllBe(line => line.StartsWith("# ", StringComparison.Ordinal)
            || System.Text.RegularExpressions.Regex.IsMatch(line, """^[a-zA-Z_][a-zA-Z0-9_]*(\{.*\})? \S+$"""));
        lines.ShouldContain(line => line.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal)
            && line.Contains("le=\"+Inf\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_api_document_describes_the_sign_in()
    {
        using var client = host.Anonymous();

        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        document.GetProperty("paths").TryGetProperty("/api/session", out _).ShouldBeTrue();
        (await client.GetAsync("/docs/index.html")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task ShouldBeProblem(HttpResponseMessage answer, string code)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(code);
    }
}
