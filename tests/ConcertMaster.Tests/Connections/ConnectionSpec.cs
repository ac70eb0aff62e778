using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.Shared;
using ConcertMaster.Testing.EventStore;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Tests.Connections;

public sealed class ConnectionSpec
{
    private static readonly ConnectionId Id = new(new Guid("0198c000-0000-7000-8000-000000000001"));
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly JsonElement Settings = JsonSerializer.SerializeToElement(new { host = "db", database = "erp" });
    private static readonly ConnectionCreated Created = new(Id, "ERP", ConnectionKind.Postgres, Settings, Noon);

    [Fact]
    public void A_connection_tells_that_it_has_a_secret_and_never_which()
    {
        var decision = Spec.For(Connection.Decider)
            .When(state => ConnectionDecider.Decide(
                new CreateConnection(Id, " ERP ", ConnectionKind.Postgres, Settings, true, Noon), state))
            .Then(Created, new ConnectionSecretReplaced(Id, Noon)).AndRepeatingAddsNothing();
        decision.Decision.ToString()!.ShouldNotContain("password");
    }

    [Fact]
    public void Only_a_change_is_a_change()
    {
        var active = Spec.For(Connection.Decider).Given(Created);
        active.When(state => ConnectionDecider.Decide(new ChangeConnection("ERP", Settings, false, Noon), state)).ThenNothing();
        active.When(state => ConnectionDecider.Decide(new ChangeConnection("ERP 2", null, false, Noon), state))
            .Then(new ConnectionChanged(Id, "ERP 2", Settings, Noon)).AndRepeatingAddsNothing();
    }

    [Theory]
    [InlineData("""{"host":"db","database":"erp","username":"olga"}""", """{"host":"db","database":"crm","username":"ben"}""", true)]
    [InlineData("""{"host":"db","database":"erp"}""", """{"host":"elsewhere","database":"erp"}""", false)]
    [InlineData("""{"host":"db","port":5432}""", """{"host":"db","port":5433}""", false)]
    [InlineData("""{"host":"db","sslMode":"verifyFull"}""", """{"host":"db"}""", false)]
    [InlineData("""{"host":"db"}""", """{"host":"db","host":"elsewhere"}""", false)]
    [InlineData("""{"baseUrl":"https://erp/v1","header":"X-Key"}""", """{"baseUrl":"https://erp/v2","header":"X"}""", true)]
    [InlineData("""{"baseUrl":"https://erp/v1"}""", """{"baseUrl":"http://erp/v1"}""", false)]
    [InlineData("""{"baseUrl":"https://erp/v1"}""", """{"baseUrl":"https://erp:8443/v1"}""", false)]
    [InlineData("""{"region":"eu-central-1"}""", """{"region":"eu-central-1","endpoint":"https://elsewhere"}""", false)]
    public void A_secret_that_was_set_for_one_address_goes_to_no_other(string before, string after, bool isSame)
    {
        var (old, next) = (JsonElement.Parse(before), JsonElement.Parse(after));
        var created = Created with { Settings = old };
        var kept = Spec.For(Connection.Decider).Given(created, new ConnectionSecretReplaced(Id, Noon))
            .When(state => ConnectionDecider.Decide(new ChangeConnection(null, next, false, Noon), state));
        if (isSame) kept.Then(new ConnectionChanged(Id, "ERP", next, Noon));
        else kept.ThenRefused(ConnectionRefusals.SecretNeeded);
        Spec.For(Connection.Decider).Given(created)
            .When(state => ConnectionDecider.Decide(new ChangeConnection(null, next, true, Noon), state))
            .Then(new ConnectionChanged(Id, "ERP", next, Noon), new ConnectionSecretReplaced(Id, Noon));
    }

    [Fact]
    public void A_deleted_connection_is_gone()
    {
        var active = Spec.For(Connection.Decider).Given(Created);
        active.When(state => ConnectionDecider.Decide(new DeleteConnection(Noon), state))
            .Then(new ConnectionDeleted(Id, Noon)).AndRepeatingAddsNothing();
        active.Given(new ConnectionDeleted(Id, Noon))
            .When(state => ConnectionDecider.Decide(new ChangeConnection("X", null, false, Noon), state))
            .ThenRefused(ConnectionRefusals.NotFound);
    }

    [Fact]
    public void Kind_name_and_settings_are_checked()
    {
        CreateConnection command = new(Id, "ERP", ConnectionKind.Postgres, Settings, false, Noon);
        Refused(command with { Kind = null }, "connection.kind-unknown");
        Refused(command with { Name = "" }, "connection.name-invalid");
        Refused(command with { Settings = JsonSerializer.SerializeToElement(new[] { 1 }) }, "connection.settings-invalid");
    }

    [Fact]
    public void The_key_of_a_purpose_is_always_the_same_and_that_of_another_is_not()
    {
        var folder = Directory.CreateTempSubdirectory("concertmaster-keys-");
        Keys Open() => new(new ConfigurationBuilder().AddInMemoryCollection([new("data", folder.FullName)]).Build());
        Open().Derive("links").ShouldBe(Open().Derive("links"));
        Open().Derive("links").ShouldNotBe(Open().Derive("secrets"));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder.FullName, "master.key"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        folder.Delete(recursive: true);
    }

    private static void Refused(CreateConnection command, string code) => Spec.For(Connection.Decider)
        .When(state => ConnectionDecider.Decide(command, state)).ThenRefused(code);
}
