using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;

namespace ConcertMaster.Tests.Forms.Distributions;

/// <summary>A host with a provider of text messages that the test answers for.</summary>
public sealed class SendingHost : HostFixture
{
    public const string ReturnsToken = "returns-token";

    public HttpPeer Texts { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        Texts = await HttpPeer.Start();
        Texts.Answer = (call, _) => PeerAnswer.Json(call.Body.Contains("+15550000000", StringComparison.Ordinal) ? 400 : 202, "{}");
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Texts.DisposeAsync();
    }

    protected override IEnumerable<KeyValuePair<string, string?>> Settings() =>
    [
        new("Sms:Url", Texts.BaseUrl + "/messages"), new("Sms:Authorization", "Bearer sms-token"), new("Sms:From", "Concert"),
        new("Mail:ReturnsToken", ReturnsToken),
    ];
}
