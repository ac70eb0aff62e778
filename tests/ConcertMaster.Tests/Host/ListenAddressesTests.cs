using System.Net;
using System.Net.Sockets;
using ConcertMaster.Host.Web;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Tests.Host;

public sealed class ListenAddressesTests
{
    [Fact]
    public void A_taken_address_is_told_before_anything_is_started()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        Should.Throw<AddressTakenException>(() => ListenAddresses.EnsureFree(With($"http://127.0.0.1:0;{url}")))
            .Message.ShouldContain($"listens on {url}. End it, or choose another address: --urls");

        other.Stop();
        ListenAddresses.EnsureFree(With(url));
        ListenAddresses.EnsureFree(With(null));
    }

    private static IConfiguration With(string? urls) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build();
}
