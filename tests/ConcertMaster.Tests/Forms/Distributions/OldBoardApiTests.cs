using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConcertMaster.Tests.Forms.Distributions;

/// <summary>A database whose sendings were recorded by an older version is opened by this one.</summary>
public sealed class OldBoardApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly DateTimeOffset Then = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Sending = new("0198b000-0000-7000-8000-00000000c001");

    private static readonly object Definition = new
    {
        schema = new { type = "object", properties = new { total = new { type = "number" } } }, ui = new { },
    };

    [Fact]
    public async Task Its_board_is_built_anew_from_the_log_and_says_how_far_everybody_came()
    {
        Guid form;
        using (var builder = await host.SignIn(DemoUser.Builder)) form = Guid.Parse(await builder.MakeForm("Of old", Definition));
        var tenant = new TenantId((string)(await Scalar("select tenant_id from events.mt_streams where id = $1", form))!);
        var people = await Record(tenant, new(form));
        await Until("select count(*) = 5 from read.invitations where distribution_id = $1", Sending);

        await host.RestartHost(AsTheOlderVersionLeftIt);

        // The older table is replaced in one transaction, and whoever still ran the older version is kept from it.
        await Until("select state = 'superseded' from app.event_shards where shard = $1", "invitations:All");
        using var operators = await host.SignIn(DemoUser.Builder);
        var rows = (await operators.Ask(HttpMethod.Get, $"/api/forms/{form}/distributions/{Sending}")).GetProperty("items")
            .EnumerateArray().ToDictionary(row => row.GetProperty("id").GetGuid());
        (string State, int Reminders, string Channel) Of(int person) => (rows[people[person].Value].Text("state"),
            rows[people[person].Value].Number("reminders"), rows[people[person].Value].Text("channel"));
        rows.Count.ShouldBe(5);
        Of(0).ShouldBe(("submitted", 0, "mail"));
        Of(1).ShouldBe(("opened", 2, "mail"));
        Of(2).ShouldBe(("bounced", 0, "mail"));
        Of(3).ShouldBe(("revoked", 0, "mail"));
        Of(4).ShouldBe(("sent", 0, "sms"));
        rows[people[2].Value].Text("bouncedBecause").ShouldBe("No such box");
        rows[people[4].Value].Text("language").ShouldBe("de");
        var sending = (await operators.Ask(HttpMethod.Get, $"/api/forms/{form}/distributions")).GetProperty("items")[0];
        (sending.Number("invited"), sending.Number("sent"), sending.Number("opened"), sending.Number("submitted"),
            sending.Number("reminded"), sending.Number("bounced"), sending.Number("revoked"), sending.Text("status"))
            .ShouldBe((5, 4, 2, 1, 1, 1, 1, "finished"));
        // What happens from now on is noted in the same table.
        await operators.Ask(HttpMethod.Post, $"/api/invitations/{people[4].Value}/revoke", new { });
        await Until("select state = 'revoked' from read.invitations where invitation_id = $1", people[4].Value);
    }

    /// <summary>Letters to persons that were no persons yet, without a way, a language and locked answers.</summary>
    private async Task<IReadOnlyList<InvitationId>> Record(TenantId tenant, FormId form)
    {
        var session = new EventSession(
            host.Services.GetRequiredService<IEventStore>(), tenant, EventMetadata.None, host.Clock);
        IReadOnlyList<InvitationId> ids = [.. Enumerable.Range(1, 5).Select(number => new InvitationId(
            new Guid($"0198b000-0000-7000-8000-00000000d00{number}")))];
        InvitationEvent[][] lives =
        [
            [new InvitationOpened(ids[0], Then.AddHours(1))],
            [new InvitationOpened(ids[1], Then.AddHours(1)), new InvitationReminded(ids[1], 1, Then.AddDays(7)),
                new InvitationReminded(ids[1], 2, Then.AddDays(9))],
            [new InvitationBounced(ids[2], "No such box", Then)],
            [new InvitationRevoked(ids[3], Then.AddDays(1))],
            [],
        ];
        foreach (var (number, id) in ids.Index())
        {
            var who = number == 4 ? new Recipient("", "Cleo", null, "+491701234567", "de")
                : new($"p{number}@old.test", null, $"S-{number}");
            var letter = new InvitationIssued(id, Sending, form, 1, who, null, "Please", null, [], null, Then,
                Channel: number == 4 ? Channel.Sms : null);
            InvitationEvent[] sent = number == 2 ? [] : [new InvitationSent(id, Then.AddMinutes(1))];
            await session.Append(Invitation.Stream(id), 0, [letter, .. sent, .. lives[number]]);
        }

        var answers = JsonSerializer.Deserialize<JsonElement>("""{"total":5}""");
        var response = Response.IdFor(ids[0]);
        await session.Append(Response.Stream(response), 0, [new ResponseSubmitted(response, "2345-6789", ids[0], Sending, form,
            "Of old", 1, new("p0@old.test", null, "S-0"), answers, "hash", null, Then.AddDays(1))]);
        return ids;
    }

    /// <summary>Its table without what it did not know, its progress under its own name, and nothing of ours.</summary>
    private void AsTheOlderVersionLeftIt()
    {
        using var connection = new NpgsqlConnection(host.ConnectionString);
        connection.Open();
        int Execute(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection);
            return command.ExecuteNonQuery();
        }

        // Not even the owner of the tables sees past the walls between organisations.
        Execute("set role concertmaster_system");
        Execute("update read.invitations set state = 'sent', reminders = 0, language = null, channel = null")
            .ShouldBeGreaterThanOrEqualTo(5);
        Execute("update events.mt_event_progression set name = 'invitations:All' where name = 'invitations:V2:All'").ShouldBe(1);
        Execute("delete from app.event_shards where shard like 'invitations:V2:%'");
        Execute("delete from app.event_leases where shard like 'invitations:V2:%'");
    }

    private async Task Until(string holds, object about)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Scalar(holds, about) is not true) await pause.WaitForNextTickAsync(limit.Token);
    }

    private async Task<object?> Scalar(string sql, object about)
    {
        await using var command = host.Database.System.CreateCommand(sql);
        command.Parameters.Add(new() { Value = about });
        return await command.ExecuteScalarAsync();
    }
}
