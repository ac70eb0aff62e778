using System.Net;
using System.Net.Sockets;
using ConcertMaster.Host;
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
    }

    [Fact]
    public void A_second_start_without_any_address_is_told_where_the_first_one_listens()
    {
        using var first = new TcpListener(IPAddress.IPv6Loopback, new Uri(CommandLine.DefaultUrl).Port);
        try
        {
            first.Start();
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // Somebody listens there already, which is all that is wanted.
        }

        Should.Throw<AddressTakenException>(() => ListenAddresses.EnsureFree(With(null)))
            .Message.ShouldContain($"listens on {CommandLine.DefaultUrl}. End it");
    }

    private static IConfiguration With(string? urls) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build();
}
