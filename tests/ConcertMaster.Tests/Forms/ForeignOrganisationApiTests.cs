using System.Net;
using System.Text;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Tests.Forms;

/// <summary>Every door of forms, tried by the owner of another organisation who knows all ids: nothing shows and nothing changes.</summary>
public sealed class ForeignOrganisationApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Canary = "Zebrafinch";

    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            properties = new
            {
                note = new { type = "string", title = Canary },
                papers = new { type = "array", items = new { type = "object" }, maxItems = 2 },
            },
        },
        ui = new { fields = new { papers = new { widget = "file" } } },
    };

    // What some doors want to be told before they look whose it is.
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["PUT /api/forms/{id:guid}"] = new { name = "Taken", definition = Definition },
        ["POST /api/forms/{id:guid}/send"] = new { recipients = new[] { "somebody@foreign.test" } },
        ["POST /api/forms/{id:guid}/links"] = new { name = "Taken" },
        ["POST /api/forms/{id:guid}/links/{linkId:guid}/prefill"] = new { values = new { note = "Taken" } },
        ["PUT /api/forms/{id:guid}/letters/{kind}"] = new { subject = "Taken", text = "{{link}}" },
        ["POST /api/forms/{id:guid}/letters/{kind}/preview"] = new { subject = "Taken", text = "{{link}}" },
        ["PUT /api/responses/{id:guid}"] = new { answers = new { note = "Taken" }, reason = "Taken" },
        ["POST /api/responses/{id:guid}/withdraw"] = new { reason = "Taken" },
    };

    // What is not there is removed already.
    private const string AlwaysDone = "DELETE /api/forms/blocks/{id:guid}";

    [Fact]
    public async Task No_door_tells_another_organisation_anything_or_lets_it_do_anything()
    {
        var (ours, theirs) = (await TestOrganisation.Register(host), await TestOrganisation.Register(host));
        using var owner = await ours.SignIn(Role.Owner);
        using var foreign = await theirs.SignIn(Role.Owner);
        var ids = await Everything(owner);
        var streams = ids.Values.Distinct().Select(Guid.Parse).ToArray();
        var before = await Versions(ours, streams);
        var doors = Doors().ToList();
        doors.Count.ShouldBeGreaterThan(25);
        var open = new List<string>();
        foreach (var (method, route) in doors)
        {
            using var answer = await foreign.Send(new(method), Filled(route, ids), method == "GET" ? null
                : Bodies.GetValueOrDefault($"{method} {route}") ?? new { });
            var text = await answer.Content.ReadAsStringAsync();
            var isShut = answer.StatusCode == HttpStatusCode.NotFound || $"{method} {route}" == AlwaysDone;
            if (!isShut || text.Contains(Canary, StringComparison.Ordinal))
                open.Add($"{method} {route}: {(int)answer.StatusCode} {text}");
        }
        open.ShouldBeEmpty();
        (await Versions(ours, streams)).ShouldBe(before);
        (await Versions(theirs, streams)).ShouldBeEmpty();
        (await owner.Ask(HttpMethod.Get, $"/api/forms/{ids["form"]}/tests/answers")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await owner.Ask(HttpMethod.Get, "/api/forms/blocks")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_is_signed_in_elsewhere_is_at_a_link_who_it_was_sent_to_and_brings_nothing_along()
    {
        var (ours, theirs) = (await TestOrganisation.Register(host), await TestOrganisation.Register(host));
        using var owner = await ours.SignIn(Role.Owner);
        using var foreign = await theirs.SignIn(Role.Owner);
        var (form, other) = (await owner.MakeForm("Ours", Definition), await foreign.MakeForm("Theirs", Definition));
        var (token, foreignToken) = (await owner.Invite(form, "ours@foreign.test"), await foreign.Invite(other, "theirs@foreign.test"));
        var file = (await foreign.Upload(foreignToken, "papers", "note.txt", Encoding.UTF8.GetBytes(Canary))).Text("id");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
            await foreign.AskRefused(method, $"/api/public/forms/{token}/uploads/{file}", null,
                HttpStatusCode.NotFound, "upload.not-found");
        (await foreign.Submit(token, new { papers = new[] { new { id = file } } }, HttpStatusCode.UnprocessableEntity))
            .GetProperty("errors")[0].Text("code").ShouldBe("upload.not-found");

        var (link, foreignLink) = (await OpenLink(owner, form), await OpenLink(foreign, other));
        var signed = new Uri((await foreign.Ask(HttpMethod.Post, $"/api/forms/{other}/links/{foreignLink.Id}/prefill",
            new { values = new { note = Canary } })).Text("url")).Query.TrimStart('?').Split('&').ToDictionary(
                one => one.Split('=')[0], one => one.Split('=')[1]);
        await foreign.AskRefused(HttpMethod.Post, $"/api/public/forms/{link.Token}/begin",
            new { prefill = signed["prefill"], signature = signed["signature"] },
            HttpStatusCode.UnprocessableEntity, "link.signature-invalid");
        await foreign.AskRefused(HttpMethod.Post, $"/api/forms/{other}/links/{link.Id}/close", new { },
            HttpStatusCode.NotFound, "link.not-found");

        var sent = await foreign.Submit(token, new { note = "By the link" });
        var response = await owner.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}");
        response.GetProperty("history")[0].Text("actor").ShouldBe("ours@foreign.test");
        await foreign.AskRefused(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}", null,
            HttpStatusCode.NotFound, "response.not-found");
        (await foreign.Ask(HttpMethod.Get, $"/api/public/forms/{foreignToken}/uploads/{file}")).Text("name").ShouldBe("note.txt");
    }

    private static async Task<(string Id, string Token)> OpenLink(HttpClient client, string form)
    {
        var link = await client.Ask(HttpMethod.Post, $"/api/forms/{form}/links", new { name = "Open", proofOfWork = false },
            HttpStatusCode.Created);
        return (link.Text("id"), link.Text("token"));
    }

    /// <summary>One of each thing that there is about forms, by what routes call it.</summary>
    private static async Task<Dictionary<string, string>> Everything(HttpClient owner)
    {
        var form = await owner.MakeForm(Canary, Definition);
        var sent = await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { new { email = $"{Canary}@foreign.test", name = Canary } } }, HttpStatusCode.Accepted);
        var invitation = sent.GetProperty("invitations")[0];
        var file = (await owner.Upload(invitation.Text("token"), "papers", $"{Canary}.txt", Encoding.UTF8.GetBytes(Canary))).Text("id");
        var response = await owner.Submit(invitation.Text("token"), new { note = Canary, papers = new[] { new { id = file } } });
        var test = await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/tests", new { }, HttpStatusCode.Created);
        await owner.Submit(test.Text("url").Split('/')[^1], new { note = Canary });
        await owner.Ask(HttpMethod.Put, $"/api/forms/{form}/letters/invitation", new { subject = Canary, text = "{{link}}" });
        await owner.Ask(HttpMethod.Post, "/api/forms/blocks", new { name = Canary, definition = Definition }, HttpStatusCode.Created);
        return new()
        {
            ["form"] = form, ["distributionId"] = sent.Text("distributionId"), ["invitation"] = invitation.Text("id"),
            ["response"] = response.Text("responseId"), ["fileId"] = file, ["linkId"] = (await OpenLink(owner, form)).Id,
            ["block"] = (await owner.Ask(HttpMethod.Get, "/api/forms/blocks")).GetProperty("items")[0].Text("id"),
        };
    }

    /// <summary>As the application has them: whatever is added later is tried as well.</summary>
    private IEnumerable<(string Method, string Route)> Doors() =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = endpoint.RoutePattern.RawText ?? ""
        where route.Contains('{') && (route.StartsWith("/api/forms/", StringComparison.Ordinal)
            || route.StartsWith("/api/responses/", StringComparison.Ordinal)
            || route.StartsWith("/api/invitations/", StringComparison.Ordinal))
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        orderby route, method
        select (method, route);

    private static string Filled(string route, Dictionary<string, string> ids)
    {
        var kind = route.StartsWith("/api/forms/blocks", StringComparison.Ordinal) ? "block"
            : route.StartsWith("/api/forms", StringComparison.Ordinal) ? "form"
            : route.StartsWith("/api/responses", StringComparison.Ordinal) ? "response" : "invitation";
        return ids.Append(new("id", ids[kind])).Aggregate(route, (text, one) => text.Replace($"{{{one.Key}:guid}}", one.Value))
            .Replace("{kind}", "invitation").Replace("{number:int}", "1");
    }

    private async Task<List<string>> Versions(TestOrganisation organisation, Guid[] streams) =>
        await host.Database.For(organisation.Tenant).Query(
            "select id::text || ' ' || version from events.mt_streams where tenant_id = $1 and id = any($2) order by id",
            row => row.GetString(0), default, organisation.Tenant.Value, streams);
}
