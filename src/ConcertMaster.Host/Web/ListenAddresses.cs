using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Host.Web;

/// <summary>Another program listens where this one should; the message says what a person can do about it.</summary>
internal sealed class AddressTakenException(string address) : Exception(
    $"another program listens on {address}. End it, or choose another address: --urls http://127.0.0.1:5151");

/// <summary>Where the host listens, as <c>--urls</c> or <c>ASPNETCORE_URLS</c> say.</summary>
internal static class ListenAddresses
{
    /// <summary>
    /// Looks before anything is started: the web server comes last, and its refusal would stand below a page of traces.
    /// </summary>
    /// <exception cref="AddressTakenException">An address cannot be listened on because it is taken.</exception>
    public static void EnsureFree(IConfiguration configuration)
    {
        const StringSplitOptions clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var url in (configuration["urls"] ?? "").Split(';', clean))
        {
            var address = BindingAddress.Parse(url);
            if (address.Port == 0 || address.IsUnixPipe || address.IsNamedPipe) continue;
            using var listener = new TcpListener(EndpointOf(address));
            try
            {
                listener.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new AddressTakenException(url);
            }
        }
    }

    private static IPEndPoint EndpointOf(BindingAddress address) => new(
        address.Host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(address.Host, out var ip) ? ip
        : IPAddress.Any, address.Port);
}
