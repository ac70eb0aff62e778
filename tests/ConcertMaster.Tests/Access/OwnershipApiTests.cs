using System.Net;
using ConcertMaster.Access;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Tests.Access;

/// <summary>An organisation always has an owner, whoever is how fast.</summary>
public sealed class OwnershipApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const int RoundCount = 5;

    [Fact]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one() =>
        await EachOther((client, person) => client.Send(HttpMethod.Put, $"/api/users/{person}/role", new { role = "auditor" }));

    [Fact]
    public async Task Two_owners_who_deactivate_each_other_at_once_leave_one() =>
        await EachOther((client, person) => client.Send(HttpMethod.Post, $"/api/users/{person}/deactivate"));

    [Fact]
    public async Task Nobody_is_asked_to_approve_an_invitation_that_would_be_refused_all_the_same()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var (email, _, _) = await organisation.Person(Role.Builder);
        await owner.Ask(HttpMethod.Put, "/api/reviews/rules", new { rules = new[] { new { kind = "user.role", queue = "changes" } } });

        await owner.AskRefused(HttpMethod.Post, "/api/users", new { email, name = "B", role = "owner" },
            HttpStatusCode.Conflict, "user.already-member");
    }

    private async Task EachOther(Func<HttpClient, UserId, Task<HttpResponseMessage>> act)
    {
        for (var round = 0; round < RoundCount; round++)
        {
            var organisation = await TestOrganisation.Register(host);
            using var one = await organisation.SignIn(Role.Owner, "one");
            using var other = await organisation.SignIn(Role.Owner, "other");
            var (first, second) = ((await organisation.Person(Role.Owner, "one")).Id, (await organisation.Person(Role.Owner, "other")).Id);

            var answers = await Task.WhenAll(act(one, second), act(other, first));

            answers.Select(answer => answer.StatusCode).ShouldContain(HttpStatusCode.OK);
            var members = host.Services.GetRequiredService<IDirectory>();
            var left = new List<Actor?>();
            foreach (var person in new[] { first, second }) left.Add(await members.Find(organisation.Tenant, person, default));
            left.Count(actor => actor?.Role == Role.Owner).ShouldBe(1);
            foreach (var answer in answers) answer.Dispose();
        }
    }
}
