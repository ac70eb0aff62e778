using System.Net;
using System.Net.Sockets;
using System.Text;
using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Connections;

/// <summary>Addresses within the house are called by nobody, however they are written and wherever they hide.</summary>
public sealed class OutgoingGuardSpec
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.3")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:7f00:1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("/var/run/postgresql")]
    [InlineData("@hidden")]
    public async Task An_address_within_the_house_is_refused(string host)
    {
        var refused = await Should.ThrowAsync<OutgoingRefusedException>(() => Guard("").Addresses(host, Never));
        refused.Message.ShouldContain(OutgoingGuard.Setting);
    }

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("64:ff9b::5db8:d822")]
    public async Task An_address_of_the_open_network_is_not(string host) =>
        (await Guard("").Addresses(host, Never)).Single().ShouldBe(IPAddress.Parse(host));

    [Theory]
    [InlineData("loopback", "127.0.0.1", true)]
    [InlineData("loopback", "/var/run/postgresql", true)]
    [InlineData("loopback", "10.0.0.1", false)]
    [InlineData("private", "10.0.0.1", true)]
    [InlineData("private", "127.0.0.1", false)]
    [InlineData("private, loopback", "169.254.169.254", false)]
    [InlineData("169.254.0.0/16", "169.254.169.254", true)]
    [InlineData("10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.2.2.3", false)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("erp.internal", "ERP.internal.", true)]
    [InlineData("erp.internal", "other.internal", false)]
    [InlineData("all", "169.254.169.254", true)]
    public async Task The_operator_allows_what_he_names_and_nothing_else(string allow, string host, bool may)
    {
        var asking = Guard(allow).Addresses(host, Never);
        if (may) (await asking).ShouldNotBeEmpty();
        else await Should.ThrowAsync<OutgoingRefusedException>(() => asking);
    }

    [Fact]
    public void A_setting_that_says_nothing_is_refused_at_the_start() =>
        Should.Throw<FormatException>(() => Guard("every where"));

    [Fact]
    public async Task A_name_is_judged_by_where_it_leads_and_only_that_is_connected_to()
    {
        await Should.ThrowAsync<OutgoingRefusedException>(() => Guard("").Addresses("rebound.example.org", Never));
        // Of several addresses the inner ones are passed over.
        var mixed = new OutgoingGuard("", false, (_, _) => Task.FromResult<IPAddress[]>(
            [IPAddress.Parse("10.0.0.7"), IPAddress.Parse("93.184.216.34")]));
        (await mixed.Addresses("mixed.example.org", Never)).ShouldBe([IPAddress.Parse("93.184.216.34")]);
        // It leads to a listener at first and into the house the second time; it is looked up once for each connection.
        var answers = new Queue<IPAddress>([IPAddress.Parse("127.0.0.9"), IPAddress.Loopback]);
        var turning = new OutgoingGuard("127.0.0.9/32", false, (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.9"), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using (var stream = await turning.Connect("turning.example.org", port, Never))
            stream.Socket.RemoteEndPoint.ShouldBe(new IPEndPoint(IPAddress.Parse("127.0.0.9"), port));
        await Should.ThrowAsync<OutgoingRefusedException>(() => turning.Connect("turning.example.org", port, Never));
    }

    [Fact]
    public async Task A_redirect_into_the_house_is_not_followed()
    {
        using var inner = new TcpListener(IPAddress.Parse("127.0.0.8"), 0);
        inner.Start();
        using var outer = new TcpListener(IPAddress.Parse("127.0.0.9"), 0);
        outer.Start();
        var guard = Guard("127.0.0.9/32");
        using var client = new HttpClient(guard.Handler(followsRedirects: true));
        var redirecting = Redirect(outer, $"http://{inner.LocalEndpoint}/");
        var fault = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync($"http://{outer.LocalEndpoint}/"));
        OutgoingRefusedException.In(fault).ShouldNotBeNull();
        await redirecting;
        inner.Pending().ShouldBeFalse("the house was called");
    }

    private static async Task Redirect(TcpListener listener, string to)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var request = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (!string.IsNullOrEmpty(await request.ReadLineAsync())) { }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }

    private static OutgoingGuard Guard(string allow) =>
        new(allow, false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.7")]));
}
