using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Uploads;

/// <summary>Files that belong to a row of a table: evidence of that row, with script and without.</summary>
public sealed class RowUploadApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly object Files = new { type = "array", items = new { type = "object", required = new[] { "id" } } };

    private static readonly object Rows = new
    {
        schema = new
        {
            type = "object",
            properties = new
            {
                sites = new
                {
                    type = "array",
                    items = new
                    {
                        type = "object", required = new[] { "site" },
                        properties = new { site = new { type = "string", maxLength = 6 }, proof = Files, photo = Files },
                    },
                },
            },
        },
        ui = new
        {
            amendable = true,
            fields = new { sites = new { fields = new { proof = new { widget = "file" }, photo = new { widget = "file" } } } },
        },
    };

    [Fact]
    public async Task Files_in_rows_are_evidence_of_their_row_and_what_was_sent_stays_with_its_history()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var token = await builder.Invite(await builder.MakeForm("Sites with proof", Rows), "rows@round.test");
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/uploads", new { field = "sites", name = "a", size = 1 },
            HttpStatusCode.UnprocessableEntity, "upload.field-unknown");
        var (proof, photo) = (await Sent("proof", "proof.txt"), await Sent("photo", "photo.txt"));
        (await anyone.Submit(token, new { sites = new[] { new { site = "Kiel", proof = new[] { new { id = photo } } } } },
            HttpStatusCode.UnprocessableEntity)).GetProperty("errors")[0].Text("path").ShouldBe("/sites/0/proof");
        var sent = await anyone.Submit(token, new
        {
            sites = new object[] { new { site = "Ulm" }, new { site = "Kiel", proof = new[] { new { id = proof } } } },
        });
        var response = sent.Text("responseId");
        var file = (await builder.Ask(HttpMethod.Get, $"/api/responses/{response}")).GetProperty("answers").GetProperty("sites")[1]
            .GetProperty("proof")[0];
        (file.Text("name"), file.Text("sha256").Length).ShouldBe(("proof.txt", 64));
        (await builder.GetStringAsync($"/api/responses/{response}/files/{proof}")).ShouldBe("proof.txt");

        // Whoever changes his answers leaves a file out of them; he cannot take the evidence away.
        await anyone.AskRefused(HttpMethod.Delete, $"/api/public/forms/{token}/uploads/{proof}", null, HttpStatusCode.Conflict,
            "upload.submitted");
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/submission",
            new { answers = new { sites = new[] { new { site = "Kiel" } } }, reason = "Sold" });
        (await builder.GetStringAsync($"/api/responses/{response}/files/{proof}")).ShouldBe("proof.txt");

        async Task<string> Sent(string column, string name)
        {
            return (await anyone.Upload(token, "sites", name, Encoding.UTF8.GetBytes(name), column: column)).Text("id");
        }
    }

    [Fact]
    public async Task Without_script_files_of_rows_come_with_their_row_and_a_row_more_keeps_them()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var token = await builder.Invite(await builder.MakeForm("Plain rows", Rows), "plain-rows@round.test");
        var page = await Send("&add=sites", ("sites/0/site", "Kiel"), ("sites/rows", "3"));
        page.ShouldContain("<span>proof.txt</span>");
        page.ShouldContain("name=\"sites/rows\" value=\"4\"");
        page.ShouldNotContain("needs an answer");
        var kept = Regex.Match(page, "name=\"sites/0/proof\" value=\"([^\"]+)\" checked").Groups[1].Value;
        (await Send("", ("sites/0/site", "Kiel"), ("sites/0/proof", kept), ("sites/3/site", "Ulm"), ("sites/rows", "4")))
            .ShouldContain("Your answers have arrived");

        // What was sent is changed with a reason, which is asked for where it is missing.
        (await anyone.GetStringAsync($"/f/{token}?plain")).ShouldContain("amend\">Change your answers");
        (await anyone.GetStringAsync($"/f/{token}?plain&amend")).ShouldContain("value=\"Ulm\"");
        (await Send("&amend", ("sites/0/site", "Bonn"))).ShouldContain("id=\"reason-problem\"");
        (await Send("&amend", ("sites/0/site", "much too long"), ("/reason", "Moved"))).ShouldContain(">Moved</textarea>");
        (await Send("&amend", ("sites/0/site", "Bonn"), ("/reason", "Moved"))).ShouldContain("Your answers have arrived");
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("answers").GetProperty("sites").GetRawText()
            .ShouldContain("Bonn");

        async Task<string> Send(string more, params (string Name, string Value)[] answers)
        {
            using var form = new MultipartFormDataContent();
            foreach (var (name, value) in answers) form.Add(new StringContent(value), name);
            if (more == "&add=sites") form.Add(new ByteArrayContent("proof"u8.ToArray()), "sites/0/proof", "proof.txt");
            using var answer = await anyone.PostAsync($"/f/{token}?plain{more}", form);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
