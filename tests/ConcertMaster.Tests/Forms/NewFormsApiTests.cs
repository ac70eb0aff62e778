using System.Net;
using System.Text;
using System.Text.Json;
using ConcertMaster.Testing.Forms;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms;

/// <summary>What a form can begin with, as a user meets it: a template, or a schema from elsewhere.</summary>
public sealed class NewFormsApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Every_template_can_be_made_published_and_answered()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var offered = (await builder.Ask(HttpMethod.Get, "/api/forms/templates")).GetProperty("items");
        offered.GetArrayLength().ShouldBe(8);
        foreach (var template in offered.EnumerateArray())
        {
            var id = template.Text("id");
            var form = await builder.MakeForm(template.Text("name"), template.GetProperty("definition"));
            var token = await builder.Invite(form, $"{id}@templates.test");
            var schema = template.GetProperty("definition").GetProperty("schema");
            var files = new Dictionary<string, string>();
            foreach (var field in SampleAnswers.RequiredFiles(schema))
                files[field] = (await anyone.Upload(token, field, "cv.pdf", [.. "%PDF-1.7 "u8, .. new byte[1_000]])).Text("id");
            var sent = await anyone.Submit(token, SampleAnswers.For(schema, files));
            sent.GetProperty("receipt").Text("number").ShouldNotBeEmpty(id);
            if (schema.GetProperty("required").GetArrayLength() > 0)
                await anyone.Submit(await builder.Invite(form, $"none-{id}@templates.test"), new { }, HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task A_schema_of_an_old_draft_becomes_a_form_and_comes_back_as_one_of_the_newest()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var old = JsonDocument.Parse("""
            {"$schema":"http://json-schema.org/draft-04/schema#","title":"Old","type":"object",
             "properties":{"n":{"type":"number","minimum":0,"exclusiveMinimum":true}}}
            """).RootElement;
        var told = await builder.Ask(HttpMethod.Post, "/api/forms/import?dryRun=true", new { schema = old });
        told.GetProperty("report").Text("from").ShouldBe("draft-04");
        told.GetProperty("report").GetProperty("changes")[0].Text("path").ShouldBe("/properties/n/exclusiveMinimum");

        var made = await builder.Ask(HttpMethod.Post, "/api/forms/import", new { schema = old }, HttpStatusCode.Created);
        var address = $"/api/forms/{made.Text("id")}";
        (await builder.Ask(HttpMethod.Get, address)).Text("name").ShouldBe("Old");
        var form = await builder.Ask(HttpMethod.Get, $"{address}/export");
        form.GetProperty("properties").GetProperty("n").GetProperty("exclusiveMinimum").GetInt32().ShouldBe(0);

        var again = await builder.Ask(HttpMethod.Post, "/api/forms/import?dryRun=true", new { schema = form });
        again.GetProperty("report").GetProperty("changes").GetArrayLength().ShouldBe(0);
        await builder.Ask(HttpMethod.Post, "/api/forms/import", new { schema = 1 }, HttpStatusCode.UnprocessableEntity);
        var twice = JsonDocument.Parse("""{"type":"object","properties":{"a":{"minimum":1,"minimum":2}}}""").RootElement;
        await builder.Ask(HttpMethod.Post, "/api/forms/import", new { schema = twice }, HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{},"a":{"type":"string"}}}""", 422, "form.definition-invalid")]
    [InlineData("""{"type":"object","properties":{"a":{"minimum":1,"minimum":2}}}""", 422, "form.definition-invalid")]
    [InlineData("""{"type":"object","properties":{"a":{"title":"\ud800"}}}""", 400, "request.text-unstorable")]
    [InlineData("""{"type":"object","properties":{"a":{"title":"\u0000"}}}""", 400, "request.text-unstorable")]
    public async Task A_definition_that_cannot_be_kept_as_it_is_written_is_refused_at_every_door(string schema, int status, string code)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = (await builder.Ask(HttpMethod.Post, "/api/forms", new { name = "Whole" }, HttpStatusCode.Created)).Text("id");
        foreach (var (method, address) in ((HttpMethod, string)[])
                 [(HttpMethod.Post, "/api/forms"), (HttpMethod.Put, $"/api/forms/{form}"), (HttpMethod.Post, "/api/forms/blocks")])
        {
            using var request = new HttpRequestMessage(method, address);
            request.Content = new StringContent(
                $$$"""{"name":"Twice","definition":{"schema":{{{schema}}} } }""", Encoding.UTF8, "application/json");
            using var answer = await builder.SendAsync(request);
            var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
            ((int)answer.StatusCode, problem.Text("code")).ShouldBe((status, code), address);
        }
    }
}
