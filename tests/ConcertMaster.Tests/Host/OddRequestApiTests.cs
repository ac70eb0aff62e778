using System.Text;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;

namespace ConcertMaster.Tests.Host;

/// <summary>What JSON can spell and nobody can keep is the caller's fault, at every door.</summary>
public sealed class OddRequestApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly (HttpMethod Method, string Door, string Body)[] Doors =
    [
        (HttpMethod.Post, "/api/session", """{"email":@,"password":"x"}"""),
        (HttpMethod.Post, "/api/reviews", """{"title":"Total","data":{"note":@}}"""),
        (HttpMethod.Post, "/api/connections", """{"name":@,"kind":"http","settings":{}}"""),
        (HttpMethod.Post, "/api/connections", """{"name":"Shop","kind":"http","settings":{},"secret":@}"""),
        (HttpMethod.Put, "/api/me/preferences/keys", """{"a":@}"""),
        (HttpMethod.Post, "/api/workflows",
            """{"name":"Notes","definition":{"nodes":[{"id":"a","type":"ManualTrigger","config":{"note":@}}],"edges":[]}}"""),
        (HttpMethod.Post, "/api/forms",
            """{"name":"Notes","definition":{"schema":{"type":"object","properties":{"a":{"type":"string","title":@}}}}}"""),
    ];

    private static readonly (HttpMethod Method, string Door, string Body)[] Gaps =
    [
        (HttpMethod.Post, "/api/runs/redrive", "{}"), (HttpMethod.Post, "/api/runs/redrive/preview", "{}"),
        (HttpMethod.Post, "/api/runs/set-aside", "{}"),
        (HttpMethod.Post, $"/api/workflows/{Guid.Empty}/edits", """{"edits":[null]}"""),
        (HttpMethod.Post, $"/api/workflows/{Guid.Empty}/edits", """{"edits":[{}]}"""),
        (HttpMethod.Put, "/api/reviews/reasons", """{"reasons":[null]}"""),
        (HttpMethod.Put, "/api/reviews/rules", """{"rules":[null]}"""),
        (HttpMethod.Put, $"/api/people/{Guid.Empty}/skills", """{"skills":[null]}"""),
    ];

    private static readonly byte[][] Texts =
        [Encoding.UTF8.GetBytes("\"a\\u0000\""), Encoding.UTF8.GetBytes("\"\\ud83d\""), [(byte)'"', 0xff, 0xfe, (byte)'"']];

    [Fact]
    public async Task Text_that_cannot_be_kept_is_never_a_fault_of_ours()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        foreach (var (method, door, body) in Doors)
            foreach (var text in Texts)
            {
                var at = body.IndexOf('@', StringComparison.Ordinal);
                using var request = new HttpRequestMessage(method, door);
                request.Content = new ByteArrayContent(
                    [.. Encoding.UTF8.GetBytes(body[..at]), .. text, .. Encoding.UTF8.GetBytes(body[(at + 1)..])]);
                request.Content.Headers.ContentType = new("application/json");
                using var answer = await owner.SendAsync(request);
                ((int)answer.StatusCode).ShouldBeLessThan(500,
                    $"{door} with {Convert.ToHexString(text)}: {await answer.Content.ReadAsStringAsync()}");
            }
        using var searched = await owner.GetAsync("/api/runs?search=%00");
        ((int)searched.StatusCode).ShouldBeLessThan(500);
    }

    [Fact]
    public async Task What_is_missing_in_a_body_is_never_a_fault_of_ours()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        foreach (var (method, door, body) in Gaps)
        {
            using var request = new HttpRequestMessage(method, door);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await owner.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{door} with {body}");
        }
    }
}
