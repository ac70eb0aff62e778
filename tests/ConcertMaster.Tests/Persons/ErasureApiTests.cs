using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Tests.Persons;

/// <summary>A host that tells all that it ever would, and a test that listens.</summary>
public sealed class TalkativeHost : HostFixture, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>What was logged so far, with every value that was logged beside the text.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.GetRequiredService<ILoggerFactory>().AddProvider(this);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"{formatter(state, exception)} {exception}");
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
            foreach (var value in values) _lines.Enqueue($"{value.Key}={value.Value}");
    }

    public void Dispose()
    {
        // There is nothing to let go of.
    }

    protected override IEnumerable<KeyValuePair<string, string?>> Settings() =>
    [
        new("Logging:LogLevel:ConcertMaster", "Trace"), new("Logging:LogLevel:Microsoft", "Debug"),
        new("Logging:LogLevel:Npgsql", "Debug"),
    ];
}

/// <summary>
/// What people say of themselves is sealed for them wherever it goes, shown to those who may see it, and gone for good
/// when they are erased, while everything that happened can still be told.
/// </summary>
public sealed class ErasureApiTests(TalkativeHost host) : IClassFixture<TalkativeHost>
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "name", "amount" },
            properties = new
            {
                name = new { type = "string", maxLength = 200 },
                salary = new { type = "number" },
                children = new { type = "array", items = new { type = "object", properties = new { first = new { type = "string" } } } },
                cv = new { type = "array", items = new { type = "object", required = new[] { "id" } } },
                amount = new { type = "number", minimum = 0 },
                agree = new { type = "boolean" },
            },
        },
        ui = new
        {
            fields = new
            {
                name = new { classification = "personal" },
                salary = new { classification = "secret" },
                children = new { fields = new { first = new { classification = "personal" } } },
                cv = new { widget = "file", classification = "personal" },
                agree = new { widget = "consent", consent = new { id = "privacy", version = "2026-01", text = "I agree." } },
            },
        },
    };

    [Fact]
    public async Task A_canary_in_every_personal_field_is_found_nowhere_after_erasing_while_replay_and_audit_still_work()
    {
        var canary = $"canary{Guid.NewGuid():N}";
        var email = $"{canary}@round.test";
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Erasure", Definition);
        await Listen(owner, form);
        var token = (await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new
        {
            recipients = new[] { new { email, name = $"N {canary}", message = $"Hello {canary}", prefill = new { name = canary } } },
        }, HttpStatusCode.Accepted)).GetProperty("invitations")[0].Text("token");
        (await host.Smtp.WaitForMailTo(email)).Text.ShouldContain($"Hello {canary}");
        var open = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        (open.GetProperty("recipient").Text("name"), open.GetProperty("prefill").Text("name")).ShouldBe(($"N {canary}", canary));

        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { name = canary } });
        var file = await anyone.Upload(token, "cv", $"{canary}.txt", Encoding.UTF8.GetBytes($"I am {canary}."));
        var sent = await anyone.Submit(token, new
        {
            name = canary, salary = 4711, children = new[] { new { first = canary } }, cv = new[] { new { id = file.Text("id") } },
            amount = 7, agree = true,
        });
        var response = sent.Text("responseId");
        var detail = await owner.Ask(HttpMethod.Get, $"/api/responses/{response}");
        detail.GetProperty("answers").Text("name").ShouldBe(canary);
        detail.GetProperty("answers").GetProperty("salary").GetInt32().ShouldBe(4711);
        var run = await RunOf(owner, form, "completed");
        run.ToString().ShouldContain(canary);
        using (var kept = await owner.GetAsync($"/api/responses/{response}/files/{file.Text("id")}"))
            (kept.Content.Headers.ContentDisposition!.FileNameStar, kept.Headers.GetValues("Content-Security-Policy").Single())
                .ShouldBe(($"{canary}.txt", "sandbox; default-src 'none'"));
        var attached = await Attach(owner, response, $"About {canary}.");
        // Only what may be forgotten holds it in the clear.
        (await TablesWith(canary)).ShouldBe(
            ["app.file_contents", "app.files", "app.form_file_contents", "app.form_uploads", "app.persons"], ignoreOrder: true);

        var person = detail.Text("personId");
        await owner.AskRefused(HttpMethod.Post, $"/api/persons/{person}/erase", new { reason = " " },
            HttpStatusCode.UnprocessableEntity, "person.reason-required");
        await owner.Ask(HttpMethod.Post, $"/api/persons/{person}/erase", new { reason = "Asked for it" });
        await owner.Ask(HttpMethod.Post, $"/api/persons/{person}/erase", new { reason = "Asked for it" });

        (await TablesWith(canary)).ShouldBeEmpty();
        // Not even while the person was still there.
        host.Lines.ShouldNotBeEmpty();
        host.Lines.Where(line => line.Contains(canary, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        (await FilesWith(canary)).ShouldBeEmpty();
        var after = await owner.Ask(HttpMethod.Get, $"/api/responses/{response}");
        after.GetProperty("answers").Text("name").ShouldStartWith("erased on 20");
        after.GetProperty("answers").Text("salary").ShouldStartWith("erased on 20");
        after.GetProperty("answers").GetProperty("amount").GetInt32().ShouldBe(7);
        after.GetProperty("respondent").Text("email").ShouldStartWith("erased on 20");
        (await RunOf(owner, form, "completed")).ToString().ShouldContain("erased on 20");
        (await owner.Ask(HttpMethod.Get, "/api/audit/events?limit=50")).ToString().ShouldNotContain(canary);
        var revoked = (await owner.Ask(HttpMethod.Get, "/api/audit/events?type=invitation.revoked.v1")).GetProperty("items")[0];
        revoked.GetProperty("actor").Text("id")
            .ShouldBe((await owner.Ask(HttpMethod.Get, "/api/session")).GetProperty("user").Text("id"));
        (await anyone.GetStringAsync($"/api/public/forms/{token}")).ShouldNotContain(canary);
        await owner.AskRefused(HttpMethod.Put, $"/api/responses/{response}",
            new { answers = new { name = "x", amount = 1 }, reason = "Late" }, HttpStatusCode.Conflict, "response.erased");
        (await owner.GetAsync($"/api/responses/{response}/files/{file.Text("id")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await owner.AskRefused(HttpMethod.Get, attached, null, HttpStatusCode.NotFound, "review.file-not-found");
    }

    /// <summary>A file with a comment on a review of the response. Answers where it is.</summary>
    private static async Task<string> Attach(HttpClient owner, string response, string text)
    {
        var review = (await owner.Ask(HttpMethod.Post, "/api/reviews", new
        {
            title = "Erasure", queue = "erasure", data = new { amount = 7 },
            subject = new { kind = "response", id = response, label = "R" },
        }, HttpStatusCode.Created)).Text("id");
        using var body = HttpAsk.NamedFile(text, text);
        using var sent = await owner.PostAsync($"/api/reviews/{review}/files", body);
        var id = (await sent.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        await owner.Ask(HttpMethod.Post, $"/api/reviews/{review}/comments",
            new { text = "See there", files = new[] { id } }, HttpStatusCode.Created);
        (await owner.GetAsync($"/api/reviews/{review}/files/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        return $"/api/reviews/{review}/files/{id}";
    }

    // Beside those of PostgreSQL, which overwrites what was deleted in its own time.
    private static async Task<List<string>> FilesWith(string canary)
    {
        var files = Directory.EnumerateFiles((await PostgresServer.Get()).HostDataDirectory, "*", SearchOption.AllDirectories);
        var (found, searched) = (new List<string>(), Encoding.UTF8.GetBytes(canary));
        foreach (var file in files)
            if (file.Contains(canary, StringComparison.OrdinalIgnoreCase)
                || (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(searched) >= 0) found.Add(file);
        return found;
    }

    [Fact]
    public async Task What_somebody_may_not_see_is_masked_and_stays_what_it_was_when_they_amend_the_rest()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var auditor = await host.SignIn(DemoUser.Auditor);
        var organisation = await TestOrganisation.Register(host);
        using var builder = await organisation.SignIn(ConcertMaster.Shared.Role.Owner);
        using var clerk = await organisation.SignIn(ConcertMaster.Shared.Role.Operator);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Masks", Definition);
        var sent = await anyone.Submit(await builder.Invite(form, "masked@round.test"), new { name = "Ana", salary = 4711, amount = 7 });
        var address = $"/api/responses/{sent.Text("responseId")}";

        var seen = (await clerk.Ask(HttpMethod.Get, address)).GetProperty("answers");
        (seen.Text("name"), seen.Text("salary")).ShouldBe(("Ana", "•••"));
        var amended = await clerk.Send(HttpMethod.Put, address, new { answers = new { name = "Ana", salary = "•••",
            amount = 8 }, reason = "Typo" });
        amended.StatusCode.ShouldBe(HttpStatusCode.OK);
        var detail = await builder.Ask(HttpMethod.Get, address);
        detail.GetProperty("answers").GetProperty("salary").GetInt32().ShouldBe(4711);
        detail.GetProperty("history")[1].GetProperty("changes").EnumerateArray().Select(change => change.Text("field"))
            .ShouldBe(["amount"]);
        using var reviewer = await organisation.SignIn(ConcertMaster.Shared.Role.Reviewer);
        (await reviewer.Ask(HttpMethod.Get, address)).GetProperty("answers").Text("name").ShouldBe("•••");
        (await reviewer.GetAsync("/api/persons")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_consent_is_a_fact_about_a_person_and_can_be_taken_back_by_the_link()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Consent", Definition);
        var token = await owner.Invite(form, "consent@round.test");
        var sent = await anyone.Submit(token, new { name = "Ana", amount = 7, agree = true });
        var person = (await owner.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).Text("personId");
        var given = await Until(owner, person, consents => consents.GetArrayLength() == 1);
        (given[0].Text("consentId"), given[0].Text("textVersion")).ShouldBe(("privacy", "2026-01"));
        (await anyone.PostAsync($"/api/public/forms/{token}/consents/privacy/withdraw",
            null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Until(owner, person, consents => consents[0].GetProperty("withdrawnAt").ValueKind == JsonValueKind.String);
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/consents/privacy/withdraw", null,
            HttpStatusCode.NotFound, "form.no-consent");
    }

    private static async Task<JsonElement> Until(HttpClient owner, string person, Func<JsonElement, bool> isThere)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var consents = (await owner.Ask(HttpMethod.Get, $"/api/persons/{person}")).GetProperty("consents");
            if (isThere(consents)) return consents;
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task Listen(HttpClient owner, string form)
    {
        var definition = new
        {
            nodes = new object[]
            {
                new { id = "answer", type = "FormTrigger", name = "Answer", config = new { formId = form } },
                new
                {
                    id = "map", type = "DataMapper", name = "Map",
                    config = new { mapping = new { greeting = "Dear {{ $trigger.answers.name }}",
                        who = "{{ $trigger.recipient.email }}" } },
                },
            },
            edges = new[] { new { id = "e", from = "answer", to = "map" } },
        };
        var workflow = await owner.Ask(HttpMethod.Post, "/api/workflows", new { name = $"Of {form}", definition }, HttpStatusCode.Created);
        await owner.Ask(HttpMethod.Post, $"/api/workflows/{workflow.Text("id")}/publish");
    }

    private static async Task<JsonElement> RunOf(HttpClient owner, string form, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var found = (await owner.Ask(HttpMethod.Get, "/api/runs?limit=20")).GetProperty("items").EnumerateArray()
                .Where(run => run.GetProperty("workflowName").GetString() == $"Of {form}" && run.Text("status") == status).ToList();
            if (found.Count > 0) return await owner.Ask(HttpMethod.Get, $"/api/runs/{found[0].Text("id")}");
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Every table of every schema of ours, as text; binary columns too.</summary>
    private async Task<List<string>> TablesWith(string canary)
    {
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);
        var tables = new List<string>();
        await using (var command = source.CreateCommand("""
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p', 'm') and n.nspname in ('app', 'read', 'events')
               and has_table_privilege('concertmaster_system', c.oid, 'select') order by 1
            """))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        tables.ShouldContain("events.mt_events");
        var holding = new List<string>();
        var bytes = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canary));
        foreach (var table in tables)
        {
            await using var search = host.Database.System.CreateCommand(
                $"select exists (select from {table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%')");
            search.Parameters.Add(new() { Value = canary });
            search.Parameters.Add(new() { Value = bytes });
            if ((bool)(await search.ExecuteScalarAsync())!) holding.Add(table);
        }
        return holding;
    }
}
