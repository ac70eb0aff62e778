using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs.Triggers;

/// <summary>Schedules while the clock moves on, jumps ahead, or looks back.</summary>
public sealed class ScheduleApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task What_was_missed_is_made_up_for_as_the_workflow_says()
    {
        ToTheMiddleOfAnHour();
        var all = await Publish("all", "0 * * * *", "all");
        var once = await Publish("once", "0 * * * *", "once");
        var skip = await Publish("skip", "0 * * * *", "skip");
        // To the middle of an hour, so that no time falls into the minute in which it still counts as on time.
        var now = engine.Clock.GetUtcNow();
        var target = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 30, 0, TimeSpan.Zero).AddHours(4);
        var missed = Enumerable.Range(1, 5).Select(hour => Hour(now).AddHours(hour)).Where(at => at < target).ToList();
        await engine.RestartHost(() => engine.Clock.Advance(target - now));

        foreach (var workflow in new[] { all, once, skip })
            await Until(() => FiredFor(workflow), at => at == missed[^1]);
        await Until(() => TimesOf(all), times => times.Count == missed.Count);
        await Until(() => TimesOf(once), times => times.Count == 1);
        (await TimesOf(all)).ShouldBe(missed);
        (await TimesOf(once)).ShouldBe([missed[^1]]);
        (await TimesOf(skip)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_while_the_host_is_up_leaves_no_time_out()
    {
        ToTheMiddleOfAnHour();
        var workflow = await Publish("jumped over", "0 * * * *", "all");
        var now = engine.Clock.GetUtcNow();
        var target = Hour(now).AddHours(4).AddMinutes(30);

        engine.Clock.Advance(target - now);

        var times = await Until(() => TimesOf(workflow), times => times.Count >= 4);
        times.ShouldBe(Enumerable.Range(1, 4).Select(hour => Hour(now).AddHours(hour)));
    }

    [Fact]
    public async Task A_schedule_with_seconds_fires_at_its_time_and_once()
    {
        var workflow = await Publish("seconds", "*/2 * * * * *", "skip");
        var times = await Until(() => TimesOf(workflow), times => times.Count >= 2);
        times.ShouldAllBe(at => at.Second % 2 == 0 && at.Ticks % TimeSpan.TicksPerSecond == 0);
        times.ShouldBeUnique();
        using var archived = await Request(HttpMethod.Delete, $"/api/workflows/{workflow}");
        archived.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_backfill_shows_its_times_and_runs_each_once()
    {
        var workflow = await Publish("backfill", "30 3 * * *", "skip", "Europe/Berlin");
        const string Range = "from=2026-03-27T00:00:00Z&to=2026-03-30T12:00:00Z";
        var preview = await Json(await Request(HttpMethod.Get, $"/api/workflows/{workflow}/backfill?{Range}"));
        // Clocks go forward on the 29th: half past three comes an hour earlier for the world.
        preview.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("at").GetDateTimeOffset().ToString("dd HH:mm"))
            .ShouldBe(["27 02:30", "28 02:30", "29 01:30", "30 01:30"]);
        (preview.GetProperty("count").GetInt32(), preview.GetProperty("ran").GetInt32()).ShouldBe((4, 0));

        var range = new { from = "2026-03-27T00:00:00Z", to = "2026-03-30T12:00:00Z" };
        var first = await Json(await Request(HttpMethod.Post, $"/api/workflows/{workflow}/backfill", range));
        first.GetProperty("started").GetInt32().ShouldBe(4);
        var again = await Json(await Request(HttpMethod.Post, $"/api/workflows/{workflow}/backfill", range));
        (again.GetProperty("started").GetInt32(), again.GetProperty("ran").GetInt32()).ShouldBe((0, 4));
        (await Until(() => TimesOf(workflow), times => times.Count >= 4)).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("2026-03-27T00:00:00Z", "2026-03-26T00:00:00Z", "backfill.range-invalid")]
    [InlineData("2026-03-27T00:00:00Z", "2096-03-26T00:00:00Z", "backfill.range-invalid")]
    [InlineData("2000-01-01T00:00:00Z", "2026-03-26T00:00:00Z", "backfill.too-many")]
    public async Task A_range_that_makes_no_sense_is_refused(string from, string to, string code)
    {
        var workflow = await Publish("refused", "0 0 * * *", "skip");
        using var answer = await Request(HttpMethod.Post, $"/api/workflows/{workflow}/backfill", new { from, to });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task The_coming_times_of_an_expression_are_shown_before_it_is_kept()
    {
        var next = await Json(await Request(HttpMethod.Get, "/api/schedules/next?cron=0%209%20*%20*%20*&timezone=Asia/Tokyo&count=3"));
        next.GetProperty("items").EnumerateArray().Select(at => at.GetDateTimeOffset().ToString("HH:mm"))
            .ShouldBe(["00:00", "00:00", "00:00"]);
        using var invalid = await Request(HttpMethod.Get, "/api/schedules/next?cron=often");
        invalid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private async Task<Guid> Publish(string name, string cron, string missedRuns, string timezone = "UTC")
    {
        await engine.SignInAgain();
        return await engine.Publish(name, [Node("at", "ScheduleTrigger", new { cron, timezone })], [], new { missedRuns });
    }

    // The clock moves by hours, and sessions end by it.
    private async Task<HttpResponseMessage> Request(HttpMethod method, string address, object? body = null)
    {
        await engine.SignInAgain();
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        return await engine.Client.SendAsync(request);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private Task<List<DateTimeOffset>> TimesOf(Guid workflow) => engine.Database.For(engine.Tenant).Query("""
        select (s.output->>'scheduledFor')::timestamptz from read.run_steps s join read.runs r using (tenant_id, run_id)
         where r.tenant_id = $1 and r.workflow_id = $2 and s.status = 'completed' order by 1
        """, row => row.GetFieldValue<DateTimeOffset>(0), default, engine.Tenant.Value, workflow);

    private async Task<DateTimeOffset?> FiredFor(Guid workflow)
    {
        var found = await engine.Database.For(engine.Tenant).Query(
            "select fired_for from app.schedule_progress where tenant_id = $1 and workflow_id = $2",
            row => row.GetFieldValue<DateTimeOffset>(0), default, engine.Tenant.Value, workflow);
        return found.Count == 0 ? null : found[0];
    }

    // No hour begins while the test looks which come next.
    private void ToTheMiddleOfAnHour() =>
        engine.Clock.Advance(Hour(engine.Clock.GetUtcNow()).AddHours(1).AddMinutes(15) - engine.Clock.GetUtcNow());

    private static DateTimeOffset Hour(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);

    private static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> isReached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answer = await ask();
            if (isReached(answer)) return answer;
            await Task.Delay(50, patience.Token);
        }
    }
}
