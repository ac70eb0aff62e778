using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Forms;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Templates;

/// <summary>Every template as a user meets it: offered, made into a form, published, sent and answered.</summary>
public sealed class TemplatesApiTests(HostFixture host) : IClassFixture<HostFixture>
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
}
