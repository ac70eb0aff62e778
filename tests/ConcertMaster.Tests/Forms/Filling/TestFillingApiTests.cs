using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Filling;

/// <summary>Forms that are tried: judged as real ones, and never among real answers.</summary>
public sealed class TestFillingApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task A_test_shows_the_form_as_it_is_edited_judges_it_and_leaves_no_trace_among_responses()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Tried", Definition("total"));
        await builder.Ask(HttpMethod.Put, $"/api/forms/{form}", new { definition = Definition("total", "unpublished") });
        var token = await Make(builder, form);

        var shown = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        shown.GetProperty("test").GetBoolean().ShouldBeTrue();
        shown.GetProperty("definition").GetRawText().ShouldContain("unpublished");
        var before = await Events();
        await anyone.Submit(token, new { total = "many" }, HttpStatusCode.UnprocessableEntity);
        var sent = await anyone.Submit(token, new { total = 1, unpublished = 2, foreign = 3 });
        sent.GetProperty("receipt").Text("number").ShouldStartWith("TEST-");
        sent.GetProperty("dropped")[0].GetString().ShouldBe("foreign");

        (await Events()).ShouldBe(before);
        (await builder.Ask(HttpMethod.Get, $"/api/responses?formId={form}")).GetProperty("items").GetArrayLength().ShouldBe(0);
        var answers = (await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/tests/answers")).GetProperty("items");
        answers[0].GetProperty("answers").GetRawText().ShouldBe("""{"total":1,"unpublished":2}""");

        await builder.Ask(HttpMethod.Delete, $"/api/forms/{form}/tests", expected: HttpStatusCode.NoContent);
        (await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/tests/answers")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{token}", null, HttpStatusCode.NotFound, "form.unknown-token");
    }

    [Fact]
    public async Task A_form_that_could_not_be_published_is_not_tried_and_a_link_works_for_some_days_only()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var empty = (await builder.Ask(HttpMethod.Post, "/api/forms", new { name = "Empty" }, HttpStatusCode.Created)).Text("id");
        await builder.AskRefused(HttpMethod.Post, $"/api/forms/{empty}/tests", null, HttpStatusCode.UnprocessableEntity,
            "form.not-publishable");
        var token = await Make(builder, await builder.MakeForm("Old", Definition("total")));
        await using (var command = host.Database.System.CreateCommand("update app.form_tests set expires_at = now() - interval '1 day'"))
            await command.ExecuteNonQueryAsync();
        await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{token}", null, HttpStatusCode.NotFound, "form.unknown-token");
    }

    [Fact]
    public async Task A_form_that_asks_for_a_file_is_tried_with_one_and_the_file_goes_with_the_test()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Tried with files", new
        {
            schema = new
            {
                type = "object", required = new[] { "cv" },
                properties = new { cv = new { type = "array", minItems = 1, items = new { type = "object", required = new[] { "id" } } } },
            },
            ui = new { fields = new { cv = new { widget = "file", accept = new[] { "application/pdf" } } } },
        });
        var (token, other) = (await Make(builder, form), await Make(builder, form));
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("uploads").GetProperty("chunkBytesMax")
            .GetInt32().ShouldBePositive();
        (await anyone.Upload(token, "cv", "cv.pdf", "MZ"u8.ToArray(), expected: HttpStatusCode.UnprocessableEntity))
            .Text("code").ShouldBe("upload.type-refused");
        var file = await anyone.Upload(token, "cv", "cv.pdf", "%PDF-1.7 x"u8.ToArray());
        object answers = new { cv = new[] { new { id = file.Text("id") } } };
        (await anyone.Submit(other, answers, HttpStatusCode.UnprocessableEntity)).GetProperty("errors")[0].Text("code")
            .ShouldBe("upload.not-found");
        await anyone.Submit(token, answers);
        var kept = (await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/tests/answers")).GetProperty("items")[0];
        kept.GetProperty("answers").GetProperty("cv")[0].Text("sha256").ShouldBe(file.Text("sha256"));

        await builder.Ask(HttpMethod.Delete, $"/api/forms/{form}/tests", expected: HttpStatusCode.NoContent);
        (await Count("select count(*) from app.form_uploads where name = 'cv.pdf'")).ShouldBe(0);
    }

    [Fact]
    public async Task Tests_whose_days_are_over_are_forgotten_by_themselves()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var (over, fresh) = (await builder.MakeForm("Over", Definition("total")), await builder.MakeForm("Fresh", Definition("total")));
        foreach (var form in (string[])[over, fresh])
            await anyone.Submit(await Make(builder, form), new { total = 1 });
        foreach (var table in (string[])["form_tests", "form_test_answers"])
            await Count($"with past as (update app.{table} set expires_at = now() - interval '1 day' where form_id = '{over}') select 0");
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await Kept(over) > 0) await Task.Delay(50, patience.Token);
        (await Kept(fresh)).ShouldBe(2);
    }

    private Task<long> Kept(string form) => Count($"""
        select (select count(*) from app.form_tests where form_id = '{form}')
             + (select count(*) from app.form_test_answers where form_id = '{form}')
        """);

    private static object Definition(params string[] numbers) => new
    {
        schema = new { type = "object", properties = numbers.ToDictionary(name => name, _ => new { type = "number" }) },
    };

    private static async Task<string> Make(HttpClient builder, string form) =>
        (await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/tests", expected: HttpStatusCode.Created)).Text("token");

    private Task<long> Events() => Count("select count(*) from events.mt_events");

    private async Task<long> Count(string sql)
    {
        await using var command = host.Database.System.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }
}
