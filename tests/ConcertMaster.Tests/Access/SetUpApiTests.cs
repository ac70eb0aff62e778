using System.Net;
using System.Text.RegularExpressions;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Proofs;

namespace ConcertMaster.Tests.Access;

public sealed partial class SetUpApiTests
{
    [Fact]
    public async Task A_new_installation_is_set_up_by_whoever_can_read_its_code_and_only_once()
    {
        var database = await (await PostgresServer.Get()).CreateDatabase();
        await using var host = await HostProcess.StartOn(database, "--environment", "Production");
        var code = await Waiting.Until(
            TimeSpan.FromMinutes(2), () => Task.FromResult(Code().Match(host.Output)), match => match.Success);
        object Body(string with) => new
        {
            code = with, organisation = "Blue", name = "Ada", email = "ada@blue.test", password = "four words make one",
        };
        (await host.Client.Ask(HttpMethod.Get, "/api/setup")).GetProperty("needed").GetBoolean().ShouldBeTrue();

        await host.Client.AskRefused(HttpMethod.Post, "/api/setup", Body("AAAABBBBCCCC"), HttpStatusCode.Forbidden,
            "setup.code-wrong");
        await host.Client.Ask(HttpMethod.Post, "/api/setup", Body(code.Groups[1].Value));

        await host.Client.AskRefused(HttpMethod.Post, "/api/setup", Body(code.Groups[1].Value), HttpStatusCode.Conflict,
            "setup.done");
        var session = await host.Client.Ask(HttpMethod.Get, "/api/session");
        session.GetProperty("role").GetString().ShouldBe("owner");
        session.GetProperty("organisation").GetProperty("slug").GetString().ShouldBe("blue");
    }

    [GeneratedRegex("with the code ([A-Z0-9]{12})")]
    private static partial Regex Code();
}
