using System.Net.Mail;
using ConcertMaster.Testing.Peers;

namespace ConcertMaster.Tests.Kit;

public sealed class PeersSpec
{
    [Fact]
    public async Task The_mail_peer_keeps_what_a_mail_client_sends()
    {
        await using var peer = new SmtpPeer();
        using var client = new SmtpClient("127.0.0.1", peer.Port);
        using var mail = new MailMessage("from@demo.test", "to@demo.test", "Grüße an alle",
            "Please answer:\nhttps://example.test/f/abc?x=1&y=2\nThank you, Müller");

        await client.SendMailAsync(mail);
        var received = await peer.WaitForMailTo("to@demo.test");

        received.Sender.ShouldBe("from@demo.test");
        received.Subject.ShouldBe("Grüße an alle");
        received.Text.ShouldContain("Thank you, Müller");
        received.LinkWith("/f/").ShouldBe("https://example.test/f/abc?x=1&y=2");
    }

    [Fact]
    public async Task The_mail_peer_refuses_as_often_as_it_was_told()
    {
        await using var peer = new SmtpPeer();
        peer.RefuseNext(1);

        await Should.ThrowAsync<SmtpException>(() => Send(peer));
        await Send(peer);

        peer.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_web_peer_records_calls_and_answers_as_told()
    {
        await using var peer = await HttpPeer.Start();
        peer.Answer = (_, before) => before == 0
            ? PeerAnswer.Json(503, """{"busy": true}""") : PeerAnswer.Json(201, """{"id": 7}""");
        using var client = new HttpClient();

        using var first = await client.PostAsync($"{peer.BaseUrl}/orders?x=1", new StringContent("one"));
        using var second = await client.PostAsync($"{peer.BaseUrl}/orders?x=1", new StringContent("two"));

        ((int)first.StatusCode, (int)second.StatusCode).ShouldBe((503, 201));
        peer.Calls.Select(call => call.Body).ShouldBe(["one", "two"]);
        peer.Calls[0].PathAndQuery.ShouldBe("/orders?x=1");
    }

    private static async Task Send(SmtpPeer peer)
    {
        using var client = new SmtpClient("127.0.0.1", peer.Port);
        await client.SendMailAsync("from@demo.test", "to@demo.test", "Hello", "Text");
    }
}
