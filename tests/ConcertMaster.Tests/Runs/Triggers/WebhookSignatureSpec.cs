using System.Text;
using ConcertMaster.Runs.Triggers;

namespace ConcertMaster.Tests.Runs.Triggers;

public sealed class WebhookSignatureSpec
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1_614_265_330;
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Key = WebhookSignature.KeyOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(Timestamp);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_known_answer_of_the_scheme_is_taken() => Check().ShouldBeNull();

    [Fact]
    public void One_good_signature_among_others_is_enough() =>
        Check(signatures: $"v1,AAAA v2,xyz {Signature}").ShouldBeNull();

    [Theory]
    [InlineData("v1,AAAA")]
    [InlineData("v1,not base64!")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Any_other_is_refused(string signatures) =>
        Check(signatures: signatures).ShouldBe(WebhookSignature.Invalid);

    [Fact]
    public void The_body_the_id_and_the_time_are_all_covered()
    {
        Check(body: [.. Body, 32]).ShouldBe(WebhookSignature.Invalid);
        Check(id: "another").ShouldBe(WebhookSignature.Invalid);
        Check(timestamp: $"{Timestamp + 1}").ShouldBe(WebhookSignature.Invalid);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public void A_clock_too_far_away_is_refused(int seconds) =>
        Check(now: Then.AddSeconds(seconds)).ShouldBe(WebhookSignature.Stale);

    [Fact]
    public void The_edge_of_the_tolerance_is_within_it() => Check(now: Then.AddSeconds(300)).ShouldBeNull();

    [Fact]
    public void What_is_missing_is_said()
    {
        Check(id: "").ShouldBe(WebhookSignature.Missing);
        Check(timestamp: "").ShouldBe(WebhookSignature.Missing);
        Check(signatures: "").ShouldBe(WebhookSignature.Missing);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("whsec_")]
    [InlineData("plain text with blanks")]
    public void A_secret_that_is_no_base64_is_no_key(string? secret) => WebhookSignature.KeyOf(secret).ShouldBeNull();

    private static EventStore.Decisions.Refusal? Check(
        string id = Id, string? timestamp = null, string signatures = Signature, byte[]? body = null, DateTimeOffset? now = null) =>
        WebhookSignature.Check(Key, id, timestamp ?? $"{Timestamp}", signatures, body ?? Body, now ?? Then, FiveMinutes);
}
