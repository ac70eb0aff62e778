using System.Net;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;

namespace ConcertMaster.Tests.Audit;

public sealed class AuditSearchApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task The_letters_that_a_value_is_sealed_in_find_nothing_and_the_words_beside_it_do()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        var form = await owner.MakeForm("Searched",
            new { schema = new { type = "object", properties = new { total = new { type = "number" } } }, ui = new { } });
        await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { new { email = "ana@searched.test", reference = "PO-4711" } } }, HttpStatusCode.Accepted);
        await using var command = host.Database.System.CreateCommand("""
            select data::text from events.mt_events where data::text like '%sealed.v1.%' order by seq_id desc limit 1
            """);
        var stored = (string)(await command.ExecuteScalarAsync())!;
        var letters = stored[stored.IndexOf("sealed.v1.", StringComparison.Ordinal)..][45..60];

        (await Found("PO-4711")).ShouldBeGreaterThan(0);
        (await Found(letters)).ShouldBe(0);
        (await Found("sealed.v1")).ShouldBe(0);

        async Task<int> Found(string search) =>
            (await owner.Ask(HttpMethod.Get, $"/api/audit/events?search={Uri.EscapeDataString(search)}"))
                .GetProperty("items").GetArrayLength();
    }
}
