using System.Net;
using System.Text.Json;
using ConcertMaster.Forms;
using ConcertMaster.Forms.Exporting;
using ConcertMaster.Testing.Hosting;
using ExcelDataReader;

namespace ConcertMaster.Tests.Forms.Exporting;

/// <summary>What becomes of answers: files, tables for analysts, where people stop, withdrawal.</summary>
public sealed class ExportApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static object Definition(params string[] more) => new
    {
        schema = new
        {
            type = "object",
            properties = new Dictionary<string, object>
            {
                ["total"] = new { type = "number" }, ["note"] = new { type = "string" }, ["day"] = new { type = "string", format = "date" },
                ["salary"] = new { type = "number" },
            }.Concat(more.Select(name => KeyValuePair.Create<string, object>(name, new { type = "boolean" }))).ToDictionary(),
        },
        ui = new { order = (string[])["total", "note", "day", "salary", .. more],
            fields = new { salary = new { classification = "secret" }, total = new { unit = "t" } } },
    };

    [Fact]
    public async Task An_export_has_one_set_of_columns_over_all_versions_masks_what_is_secret_and_starts_no_formula()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Export", Definition());
        await anyone.Submit(await builder.Invite(form, "first@export.test"), new { total = -1.5, note = "=1+1",
            day = "2026-02-28", salary = 4711 });
        await builder.Ask(HttpMethod.Put, $"/api/forms/{form}", new { definition = Definition("late") });
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/publish");
        var last = await anyone.Send(HttpMethod.Post, $"/api/public/forms/{await builder.Invite(form, "second@export.test")}/submissions",
            new { answers = new { total = 2, note = "a \"b\"\n;", late = true } });
        var sequence = long.Parse(last.Headers.GetValues("Concert-Sequence").Single());

        var lines = await Text(builder, $"/api/forms/{form}/responses.csv", sequence);
        lines[0].ShouldBe("\uFEFFnumber,version,status,submittedAt,amendedAt,name,email,reference,total,note,day,salary,late");
        lines[1].ShouldEndWith(",,,first@export.test,,-1.5,'=1+1,2026-02-28,•••,");
        lines[2].ShouldContain(",second@export.test,,2,\"a \"\"b\"\"");
        (await Text(owner, $"/api/forms/{form}/responses.csv", sequence))[1].ShouldEndWith("2026-02-28,4711,");
        (await Text(owner, $"/api/forms/{form}/responses.csv?version=1", sequence)).Length.ShouldBe(3);
        // What is sealed is found by nothing, and least of all by the letters that it is sealed in.
        foreach (var filter in (string[])["search=sealed.v1", "field=salary&is=contains&value=v1", "field=salary&is=atLeast&value=a"])
            (await Text(owner, $"/api/forms/{form}/responses.csv?{filter}", sequence)).Length.ShouldBe(2);
        (await Text(owner, $"/api/forms/{form}/responses.csv?field=salary&is=given", sequence)).Length.ShouldBe(3);
        var codebook = await Text(owner, $"/api/forms/{form}/codebook.csv", sequence);
        codebook.ShouldContain(
            line => line.StartsWith("salary,salary,number,,,no,secret,\"1, 2\"", StringComparison.OrdinalIgnoreCase));
        // Every column of the file is described, in its order: also those that no question is behind.
        codebook[1..^1].Select(line => line.Split(',')[0]).ShouldBe(lines[0].TrimStart('\uFEFF').Split(','));
        codebook.ShouldContain(line => line.StartsWith("email,Address of the recipient,string (email),,,no,personal,\"1, 2\",",
            StringComparison.Ordinal));
        await ReadWorkbook(owner, form);
        await ReadTables(form);
    }

    private static async Task<string[]> Text(HttpClient client, string address, long sequence)
    {
        using var answer = await client.Send(HttpMethod.Get, address, null, ("Concert-After", sequence.ToString()));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        return System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()).Split("\r\n");
    }

    private static async Task ReadWorkbook(HttpClient owner, string form)
    {
        // The reader knows old workbooks too, whose encodings have to be at hand.
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var stream = new MemoryStream(await owner.GetByteArrayAsync($"/api/forms/{form}/responses.xlsx"));
        using var reader = ExcelReaderFactory.CreateReader(stream);
        reader.Name.ShouldBe("Responses");
        reader.Read();
        reader.GetString(8).ShouldBe("total");
        reader.Read();
        (reader.GetDouble(8), reader.GetString(9), reader.GetDateTime(10), reader.GetDouble(11))
            .ShouldBe((-1.5, "=1+1", new DateTime(2026, 2, 28), 4711));
        reader.GetFieldType(3).ShouldBe(typeof(DateTime));
        reader.NextResult().ShouldBeTrue();
        reader.Name.ShouldBe("Codebook");
    }

    private async Task ReadTables(string form)
    {
        var id = new FormId(Guid.Parse(form));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var tenant = await Scalar($"select min(tenant_id) from read.forms where form_id = '{form}'");
        var newest = $"select coalesce(to_regclass('read.{AnalystViews.ViewName(id, null)}')::text, '')";
        while (await Scalar(newest) is "" || await Scalar(newest.Replace("_all'",
            "_v2'")) is "") await pause.WaitForNextTickAsync(limit.Token);
        var all = await host.Database.For(new(tenant)).Query(
            $"select total, day, salary, late from read.{AnalystViews.ViewName(id, null)} order by submitted_at",
            row => (row.GetDecimal(0), row.IsDBNull(1) ? "" : $"{row.GetFieldValue<DateOnly>(1):O}",
                row.IsDBNull(2) ? "" : row.GetString(2),
                !row.IsDBNull(3) && row.GetBoolean(3)), default);
        all.ShouldBe([(-1.5m, "2026-02-28", "•••", false), (2m, "", "", true)]);
        (await host.Database.For(new(tenant)).Query($"select 1 from read.{AnalystViews.ViewName(id, 1)}", row => 1,
            default)).Count.ShouldBe(1);
        (await host.Database.For(new("another")).Query($"select 1 from read.{AnalystViews.ViewName(id, null)}",
            row => 1, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_typed_before_a_date_was_asked_for_leaves_the_table_readable()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        static object Asking(object question) =>
            new { schema = new { type = "object", properties = new { day = question, at = question } }, ui = new { } };
        var form = await builder.MakeForm("Typed", Asking(new { type = "string" }));
        foreach (var typed in new[] { "soon", "2026-02-30", "2026-13-01T25:00", "2026-03-01" })
            await anyone.Submit(await builder.Invite(form, $"{Guid.NewGuid():n}@typed.test"), new { day = typed, at = typed });
        await builder.Ask(HttpMethod.Put, $"/api/forms/{form}", new { definition = new
        {
            schema = new { type = "object", properties = new
            {
                day = new { type = "string", format = "date" }, at = new { type = "string", format = "date-time" },
            } },
            ui = new { },
        } });
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/publish");
        await anyone.Submit(await builder.Invite(form, "last@typed.test"), new { day = "2026-03-02", at = "2026-03-02T12:00:00Z" });

        var id = new FormId(Guid.Parse(form));
        var tenant = await Scalar($"select tenant_id from events.mt_streams where id = '{form}'");
        var view = AnalystViews.ViewName(id, null);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Scalar($"select coalesce(to_regclass('read.{AnalystViews.ViewName(id, 2)}')::text, '')") is ""
            || await Scalar($"""
                select format_type(atttypid, null) from pg_attribute where attrelid = to_regclass('read.{view}') and attname = 'day'
                """) is not "date"
            || await Scalar($"select count(*)::text from read.responses where form_id = '{form}'") is not "5")
            await pause.WaitForNextTickAsync(limit.Token);
        var read = await host.Database.For(new(tenant)).Query(
            $"select day::text, at is null from read.{view} order by submitted_at, number",
            row => (row.IsDBNull(0) ? "" : row.GetString(0), row.GetBoolean(1)), default);
        read.ShouldBe([("", true), ("", true), ("", true), ("2026-03-01", true), ("2026-03-02", false)]);
    }

    [Fact]
    public async Task What_has_parts_and_rows_is_spread_and_filters_hold_for_lists_and_files()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Spread", new
        {
            schema = new
            {
                type = "object",
                properties = new
                {
                    price = new
                    {
                        type = "object", properties = new { amount = new { type = "number" }, currency = new { type = "string" } },
                    },
                    sites = new
                    {
                        type = "array",
                        items = new
                        {
                            type = "object", properties = new { city = new { type = "string" }, tonnes = new { type = "number" } },
                        },
                    },
                },
            },
            ui = new { order = new[] { "price", "sites" } },
        });
        await anyone.Submit(await owner.Invite(form, "one@spread.test"), new
        {
            price = new { amount = 7, currency = "EUR" },
            sites = new[] { new { city = "Oslo", tonnes = 1 }, new { city = "=Rome", tonnes = 2 } },
        });
        var last = await anyone.Send(HttpMethod.Post, $"/api/public/forms/{await owner.Invite(form, "two@spread.test")}/submissions",
            new { answers = new { } });
        var sequence = long.Parse(last.Headers.GetValues("Concert-Sequence").Single());
        var lines = await Text(owner, $"/api/forms/{form}/responses.csv", sequence);
        lines[0].ShouldEndWith(",reference,price.amount,price.currency,sites");
        lines[1].ShouldContain(",7,EUR,");
        (await Text(owner, $"/api/forms/{form}/responses.csv?field=price&is=empty", sequence)).Length.ShouldBe(3);
        (await owner.AskAfter($"/api/responses?formId={form}&field=sites&is=given", sequence))
            .GetProperty("items").EnumerateArray().Single().GetProperty("respondent").Text("email").ShouldBe("one@spread.test");
        (await owner.Ask(HttpMethod.Get, $"/api/forms/{form}/questions"))
            .GetProperty("asked").GetProperty("price")[0].GetInt32().ShouldBe(1);

        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var file = new MemoryStream(await owner.GetByteArrayAsync($"/api/forms/{form}/responses.xlsx"));
        using var workbook = ExcelReaderFactory.CreateReader(file);
        workbook.NextResult().ShouldBeTrue();
        (workbook.Name, workbook.RowCount).ShouldBe(("sites", 3));
        for (var row = 0; row < 3; row++) workbook.Read().ShouldBeTrue();
        (workbook.GetDouble(1), workbook.GetString(2), workbook.GetDouble(3)).ShouldBe((2, "=Rome", 2));
        workbook.NextResult().ShouldBeTrue();
        var described = new List<string>();
        while (workbook.Read()) described.Add(workbook.GetString(0));
        described.ShouldBe(["column", "number", "version", "status", "submittedAt", "amendedAt", "name", "email", "reference", "row",
            "price.amount", "price.currency", "sites", "sites.city", "sites.tonnes"]);
    }

    private async Task<string> Scalar(string sql)
    {
        await using var command = host.Database.System.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    [Fact]
    public async Task Where_people_stop_is_told_by_version_and_page()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Drop-off", Definition());
        var (stays, goes) = (await builder.Invite(form, "stays@export.test"), await builder.Invite(form, "goes@export.test"));
        await Note(stays, new { page = 0, seconds = 10 });
        await Note(goes, new
        {
            page = 0, seconds = 30, field = "note", device = "phone", fields = new { note = 21.5, total = 4, nobody = 9 },
        });
        var sent = await anyone.Send(HttpMethod.Post, $"/api/public/forms/{stays}/submissions", new { answers = new { total = 1 } });
        var version = (await builder.AskAfter($"/api/forms/{form}/drop-off",
            long.Parse(sent.Headers.GetValues("Concert-Sequence").Single())))
            .GetProperty("versions")[0];
        (version.GetProperty("started").GetInt32(), version.GetProperty("submitted").GetInt32()).ShouldBe((2, 1));
        var page = version.GetProperty("pages")[0];
        (page.GetProperty("reached").GetInt32(), page.GetProperty("medianSeconds").GetDouble()).ShouldBe((2, 20));
        page.GetProperty("left").GetInt32().ShouldBe(1);
        version.GetProperty("pages").EnumerateArray().Last().GetProperty("isCheck").GetBoolean().ShouldBeTrue();
        version.GetProperty("fields").EnumerateArray().ToDictionary(one => one.Text("field"),
            one => (one.GetProperty("medianSeconds").GetDouble(), one.GetProperty("lastTouched").GetInt32()))
            .ShouldBe(new Dictionary<string, (double, int)> { ["note"] = (21.5, 1), ["total"] = (4, 0) }, ignoreOrder: true);

        async Task Note(string token, object body) => (await anyone.Send(HttpMethod.Post, $"/api/public/forms/{token}/progress", body))
            .StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_response_is_withdrawn_with_a_reason_and_an_invitation_sent_again_or_revoked()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Withdraw", Definition());
        var sent = await anyone.Submit(await owner.Invite(form, "withdrawn@export.test"), new { total = 1 });
        var address = $"/api/responses/{sent.Text("responseId")}";
        await owner.AskRefused(HttpMethod.Post, $"{address}/withdraw", new { }, HttpStatusCode.UnprocessableEntity,
            "response.reason-required");
        await owner.Ask(HttpMethod.Post, $"{address}/withdraw", new { reason = "Sent by mistake" });
        await owner.AskRefused(HttpMethod.Put, address, new { answers = new { total = 2 }, reason = "Late" },
            HttpStatusCode.Conflict, "response.withdrawn");
        (await owner.Ask(HttpMethod.Get, address)).GetProperty("history")[1].Text("reason").ShouldBe("Sent by mistake");

        var invited = (await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { "again@export.test" } }, HttpStatusCode.Accepted)).GetProperty("invitations")[0];
        await owner.Ask(HttpMethod.Post, $"/api/invitations/{invited.Text("id")}/resend");
        host.Smtp.Mails.Count(mail => mail.Recipients.Contains("again@export.test")).ShouldBe(2);
        await owner.Ask(HttpMethod.Post, $"/api/invitations/{invited.Text("id")}/revoke");
        await owner.AskRefused(HttpMethod.Post, $"/api/invitations/{invited.Text("id")}/resend", null,
            HttpStatusCode.Conflict, "invitation.not-open");
        await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{invited.Text("token")}", null, HttpStatusCode.Gone, "form.closed");
    }
}
