using System.Net;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Operations;

public sealed class ProjectionsApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task What_all_organisations_share_is_stopped_by_the_first_of_them_alone()
    {
        using var first = await host.SignIn(DemoUser.Owner);
        using var other = await (await TestOrganisation.Register(host)).SignIn(Role.Owner);

        var seen = await other.Ask(HttpMethod.Get, "/api/system/projections");

        seen.GetProperty("mayOperate").GetBoolean().ShouldBeFalse();
        seen.GetProperty("items").EnumerateArray().ShouldContain(one => one.GetProperty("name").GetString() == "forms");
        foreach (var act in new[] { "pause", "resume", "retry", "skip", "rebuild" })
            await other.AskRefused(HttpMethod.Post, $"/api/system/projections/forms/{act}", null, HttpStatusCode.Forbidden,
                "projection.not-operated-by-you");
        (await first.Ask(HttpMethod.Get, "/api/system/projections")).GetProperty("mayOperate").GetBoolean().ShouldBeTrue();
        await first.Ask(HttpMethod.Post, "/api/system/projections/forms/resume", null, HttpStatusCode.Accepted);
    }
}
