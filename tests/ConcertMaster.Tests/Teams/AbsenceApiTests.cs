using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Teams;
using ConcertMaster.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Tests.Teams;

public sealed class AbsenceApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly DateTimeOffset Monday = new(2030, 6, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Why_somebody_is_away_is_sealed_and_shown_to_him_and_to_the_owners()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var ana = await organisation.SignIn(Role.Reviewer);
        using var colleague = await organisation.SignIn(Role.Builder);
        var (_, _, id) = await organisation.Person(Role.Reviewer);
        var absence = new { from = Monday, until = Monday.AddDays(5), reason = "an operation on the knee" };

        await ana.Ask(HttpMethod.Post, $"/api/people/{id}/absences", absence, HttpStatusCode.Created);

        await owner.AskUntil("/api/people", people => AbsencesOf(people, id).Count == 1);
        ReasonIn(await owner.Ask(HttpMethod.Get, "/api/people"), id).ShouldBe(absence.reason);
        ReasonIn(await ana.Ask(HttpMethod.Get, "/api/people"), id).ShouldBe(absence.reason);
        ReasonIn(await colleague.Ask(HttpMethod.Get, "/api/people"), id).ShouldBeNull();
        await using var command = host.Database.System.CreateCommand("""
            select (select count(*) from events.mt_events where data::text like '%knee%')
                 + (select count(*) from read.absences where reason like '%knee%')
            """);
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task An_absence_of_nobody_is_not_noted()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        await owner.AskRefused(HttpMethod.Post, $"/api/people/{Guid.Empty}/absences",
            new { from = Monday, until = Monday.AddDays(5) }, HttpStatusCode.NotFound, "workplace.person-unknown");
    }

    [Fact]
    public async Task Of_absences_that_overlap_one_counts_whoever_is_asked()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var (_, _, ana) = await organisation.Person(Role.Reviewer, "ana");
        var (_, _, bo) = await organisation.Person(Role.Reviewer, "bo");
        var (_, _, cy) = await organisation.Person(Role.Reviewer, "cy");
        await Away(0, 9, null);
        await Away(1, 5, bo);
        await Away(2, 8, cy);
        await owner.AskUntil("/api/people", people => AbsencesOf(people, ana).Count == 3);

        (await SubstituteAt(0)).ShouldBe((null, false, false));
        (await SubstituteAt(1)).ShouldBe((bo, true, false));
        (await SubstituteAt(3)).ShouldBe((bo, true, false));
        (await SubstituteAt(6)).ShouldBe((cy, false, true));
        (await SubstituteAt(8)).ShouldBe((null, false, false));

        Task Away(int from, int until, UserId? substitute) => owner.Ask(HttpMethod.Post, $"/api/people/{ana}/absences",
            new { from = Monday.AddDays(from), until = Monday.AddDays(until), substitute = substitute?.Value }, HttpStatusCode.Created);

        async Task<(UserId?, bool Bo, bool Cy)> SubstituteAt(int day)
        {
            var workforce = host.Services.GetRequiredService<IWorkforce>();
            var at = Monday.AddDays(day).AddHours(12);
            return ((await workforce.Absent(organisation.Tenant, at, default))[ana], await StandsIn(bo), await StandsIn(cy));

            async Task<bool> StandsIn(UserId who) =>
                (await workforce.Of(organisation.Tenant, who, at, default)).StandsInFor.Contains(ana);
        }
    }

    private static List<JsonElement> AbsencesOf(JsonElement people, UserId person) =>
    [
        .. people.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("id").GetGuid() == person.Value)
            .SelectMany(one => one.GetProperty("absences").EnumerateArray()),
    ];

    private static string? ReasonIn(JsonElement people, UserId person) =>
        AbsencesOf(people, person).Single().GetProperty("reason").GetString();
}
